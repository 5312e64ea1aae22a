"""The outbox."""

from django.urls import path

from secretariat.views import outbox, outbox_acts, outbox_preview

urlpatterns = [
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/confirm/", outbox.confirm_messages, name="confirm_messages"),
    path("outbox/<uuid:uid>/", outbox.message, name="message"),
    path("outbox/<uuid:uid>/file/", outbox.message_file, name="message_file"),
    path("outbox/<uuid:uid>/preview/", outbox_preview.message_preview, name="message_preview"),
    path(
        "outbox/<uuid:uid>/preview/state/", outbox_preview.message_preview_state, name="message_preview_state"
    ),
    path("outbox/<uuid:uid>/preview/file/", outbox_preview.message_preview_file, name="message_preview_file"),
    path("outbox/<uuid:uid>/confirm/", outbox_acts.confirm_message, name="confirm_message"),
    path("outbox/<uuid:uid>/cancel/", outbox_acts.cancel_message, name="cancel_message"),
    path("outbox/<uuid:uid>/hold/", outbox_acts.hold_message, name="hold_message"),
    path("outbox/<uuid:uid>/settle/", outbox_acts.settle_message, name="settle_message"),
    path("outbox/<uuid:uid>/anew/", outbox_acts.write_message_anew, name="write_message_anew"),
]
