"""Whether a call was used to score or to screen already; what knows it stands in an app above (settings)."""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string


def is_scored(call: int) -> bool:
    """Whether an assessor has given a score in the call with this primary key."""
    found: bool = import_string(settings.CALL_SCORED)(call)
    return found


def is_screened(call: int) -> bool:
    """Whether a proposal of the call with this primary key was screened."""
    found: bool = import_string(settings.CALL_SCREENED)(call)
    return found
