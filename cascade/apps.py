"""The cascade app."""

from django.apps import AppConfig


class CascadeConfig(AppConfig):
    name = "cascade"
