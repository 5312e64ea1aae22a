"""Addresses of expert services for those who ask, advise and take part."""

from django.urls import path

from apply.views.learning import service_files, service_steps, services

urlpatterns = [
    path("services/", services.services, name="services"),
    path("services/ask/<slug:platform>/<slug:kind>/", services.service_ask, name="service_ask"),
    path("services/<uuid:uid>/", services.service, name="service"),
    path("services/<uuid:uid>/calendar/", services.service_calendar, name="service_calendar"),
    path("services/<uuid:uid>/place/", service_steps.service_place, name="service_place"),
    path("services/<uuid:uid>/consent/", service_steps.service_consent, name="service_consent"),
    path("services/<uuid:uid>/files/", service_files.service_file_add, name="service_file_add"),
    path("services/<uuid:uid>/files/<uuid:file>/", service_files.service_file, name="service_file"),
    path("services/<uuid:uid>/steps/<slug:step>/", service_steps.service_step, name="service_step"),
]
