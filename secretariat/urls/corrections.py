"""Corrections asked of applicants."""

from django.urls import path

from secretariat.views import corrections

_AT = "projects/<uuid:uid>/corrections/"

urlpatterns = [
    path(_AT, corrections.corrections_of, name="corrections"),
    path(f"{_AT}add/", corrections.correction_add, name="correction_add"),
    path(f"{_AT}items/<int:pk>/", corrections.correction_item, name="correction_item"),
    path(f"{_AT}terms/", corrections.correction_terms, name="correction_terms"),
    path(f"{_AT}send/", corrections.correction_send, name="correction_send"),
    path(f"{_AT}more-time/", corrections.correction_more_time, name="correction_more_time"),
    path(f"{_AT}end/", corrections.correction_end, name="correction_end"),
    path(f"{_AT}<uuid:correction>/", corrections.correction_changes, name="correction_changes"),
]
