"""What the apps hold of a person: to hand over on request, and to forget."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import User


class Holding(ABC):
    """One app's part. The classes are listed in settings.PERSONAL_DATA, since most live above this app."""

    name: str

    @abstractmethod
    def export(self, user: User) -> Any:
        """What is held, as JSON-able data."""

    def objections(self, user: User) -> list[str]:
        """Why the person can't be forgotten now, each with what to do first (translated)."""
        return []

    def forget(self, user: User) -> None:  # noqa: B027 - most parts hold nothing but the link to the person
        """Take out what names the person; called inside the transaction that erases the account."""


def holdings() -> list[Holding]:
    """Every app's part, in the order of the settings."""
    return [import_string(path)() for path in settings.PERSONAL_DATA]
