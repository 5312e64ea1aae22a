"""What the form does with its fields unless a call says otherwise; the catalogue stands in an app above."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.utils.module_loading import import_string

STANDARD = "standard"


def defaults() -> Mapping[str, str]:
    """Every field of the catalogue with its use (calls.states.Use) in calls that say nothing of it."""
    return _named("defaults")


def standard() -> Mapping[str, str]:
    """Every field with its use in the harmonised form."""
    return _named(STANDARD)


def sections() -> Mapping[str, str]:
    """The sections of the form with their titles, in their order."""
    return _named("sections") if "sections" in settings.CALL_FORM else {}


def _named(name: str) -> Mapping[str, str]:
    found: Mapping[str, str] = import_string(settings.CALL_FORM[name])
    return found
