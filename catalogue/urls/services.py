"""Addresses of expert services: what they are, and what came of them."""

from django.urls import path

from catalogue.views.learning import services

SERVICES = "learning/<slug:slug>/services/"

urlpatterns = [
    path(SERVICES, services.expert_services, name="expert_services"),
    path(f"{SERVICES}library/", services.service_library, name="service_library"),
    path("learning/services/<uuid:uid>/", services.service_record, name="service_record"),
    path("learning/services/<uuid:uid>/<uuid:file>/", services.service_file, name="service_file"),
]
