"""Objections of applicants."""

from django.urls import path

from secretariat.views import appeals

urlpatterns = [
    path("objections/", appeals.appeals, name="appeals"),
    path("objections/<uuid:uid>/", appeals.appeal, name="appeal"),
    path("objections/<uuid:uid>/files/<uuid:file>/", appeals.appeal_file, name="appeal_file"),
]
