"""The core app."""

from django.apps import AppConfig

from core import checks, logs, lookups

__all__ = ["CoreConfig", "checks", "lookups"]


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        logs.configure()
