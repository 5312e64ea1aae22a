"""Addresses of expert services for the platform's team."""

from django.urls import path

from secretariat.views.learning import service_outcome, service_people, service_steps, services

urlpatterns = [
    path("services/", services.services, name="services"),
    path("services/settings/", services.service_settings, name="service_settings"),
    path("services/<uuid:uid>/", services.service, name="service"),
    path("services/<uuid:uid>/steps/<slug:step>/", service_steps.service_step, name="service_step"),
    path("services/<uuid:uid>/people/", service_people.service_people, name="service_people"),
    path("services/<uuid:uid>/people/<uuid:place>/", service_people.service_place, name="service_place"),
    path("services/<uuid:uid>/agenda/", service_people.service_agenda, name="service_agenda"),
    path("services/<uuid:uid>/agenda/<uuid:item>/", service_people.agenda_remove, name="agenda_remove"),
    path("services/<uuid:uid>/files/<uuid:file>/", service_outcome.service_file, name="service_file"),
    path("services/<uuid:uid>/publish/", service_outcome.service_publish, name="service_publish"),
    path("services/<uuid:uid>/take-off/", service_outcome.service_take_off, name="service_take_off"),
]
