"""The core app."""

from django.apps import AppConfig

from core import checks, logs

__all__ = ["CoreConfig", "checks"]


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        logs.configure()
