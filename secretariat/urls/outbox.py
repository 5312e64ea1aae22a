"""The outbox."""

from django.urls import path

from secretariat.views import outbox

urlpatterns = [
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/confirm/", outbox.confirm_messages, name="confirm_messages"),
    path("outbox/<uuid:uid>/", outbox.message, name="message"),
    path("outbox/<uuid:uid>/confirm/", outbox.confirm_message, name="confirm_message"),
    path("outbox/<uuid:uid>/cancel/", outbox.cancel_message, name="cancel_message"),
]
