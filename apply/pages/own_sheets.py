"""Fields that save themselves on pages that belong to no proposal: as shown, and the answer to a save."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from assessments.sheets import Outcome, Stored
from core.differences import merge, pieces
from core.errors import DomainError
from projects.fields import InvalidValue, Saved, StaleValue

CONTEXT: Mapping[str, str] = {"csrf_cookie": settings.CSRF_COOKIE_NAME}


@dataclass(frozen=True)
class Box:
    """One field: what stands in it, the token for its save, and what the last save said of it.

    `theirs` is what was saved elsewhere meanwhile, None when there is no conflict.
    """

    key: str
    label: str
    value: str
    token: str
    error: str = ""
    theirs: str | None = None

    @property
    def id(self) -> str:
        return f"field-{self.key.replace('.', '-')}"


@dataclass(frozen=True)
class Tried:
    """A save of the whole page that was just tried: (typed, base token) and what came of it, by key."""

    typed: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether all of it was saved."""
        return all(isinstance(outcome, Saved) for outcome in self.outcomes.values())


def box(key: str, label: str, stored: Mapping[str, Stored], tried: Tried) -> Box:
    """A field as it is stored; after a save that was refused, with what was typed."""
    held, outcome = stored[key], tried.outcomes.get(key)
    if isinstance(outcome, StaleValue):
        return Box(key, label, outcome.mine, outcome.token, str(outcome.text), outcome.theirs)
    if isinstance(outcome, InvalidValue):
        return Box(key, label, tried.typed[key][0], held.token, str(outcome.text))
    return Box(key, label, held.value, held.token)


def posted(data: QueryDict, keys: Mapping[str, object]) -> dict[str, tuple[str, str]]:
    """(typed, base token) of each field of a page that was posted as a whole.

    A field of which the person chose what was saved elsewhere is left out.
    """
    return {
        key: (data.get(key, ""), data.get(f"token:{key}", ""))
        for key in keys
        if f"token:{key}" in data and data.get(f"choose:{key}") != "theirs"
    }


def answer(request: HttpRequest, save: Callable[[str, str, str], Saved]) -> JsonResponse:
    """Save the posted field by `save(key, value, base)`; a stale save is answered with both texts."""
    key, value, base = (request.POST.get(name, "") for name in ("key", "value", "base"))
    try:
        saved = save(key, value, base)
    except StaleValue as stale:
        return _conflict(key, stale)
    except DomainError as refusal:
        return JsonResponse({"message": str(refusal.text)}, status=refusal.status)
    at = time_format(timezone.localtime(saved.saved_at), "H:i")
    return JsonResponse({"saved": at, "token": saved.token, "value": saved.value})


def _conflict(key: str, stale: StaleValue) -> JsonResponse:
    at = time_format(timezone.localtime(stale.at), "H:i") if stale.at else ""
    known, unknown = (
        _("Another page or person saved something else at %(time)s."),
        _("Another page or person saved something else."),
    )
    told: dict[str, object] = {
        "mine": stale.mine,
        "theirs": stale.theirs,
        "message": (known if at else unknown) % {"time": at},
        "token": stale.token,
        "at": at,
    }
    if "." in key and not key.startswith("value."):
        both = merge("", stale.mine, stale.theirs)
        told |= {"merged": both.text, "is_clean": False, "pieces": pieces(stale.mine, stale.theirs)}
    return JsonResponse(told, status=409)
