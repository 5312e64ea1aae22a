"""The editorial app."""

from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "editorial"
