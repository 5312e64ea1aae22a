"""The ideas app."""

from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "ideas"
