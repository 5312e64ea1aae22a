"""The answers to a page whose fields save themselves, as static/js/autosave reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from assessments.sheets import VALUE
from core.differences import merge, pieces
from core.errors import DomainError
from projects.fields import InvalidValue, Saved, StaleValue

# What a page of such fields tells its script beside the fields.
CONTEXT: Mapping[str, str] = {"csrf_cookie": settings.CSRF_COOKIE_NAME}
CHOICES = frozenset({VALUE, "recommendation"})


def answer(request: HttpRequest, save: Callable[[str, str, str], Saved]) -> JsonResponse:
    """Save the posted field by `save(key, value, base)`; a stale save is answered with both texts."""
    key, value, base = (request.POST.get(name, "") for name in ("key", "value", "base"))
    try:
        saved = save(key, value, base)
    except StaleValue as stale:
        return _conflict(key, stale)
    except InvalidValue as invalid:
        return JsonResponse({"message": str(invalid.text)}, status=422)
    except DomainError as refusal:
        return JsonResponse({"message": str(refusal.text)}, status=refusal.status)
    at = time_format(timezone.localtime(saved.saved_at), "H:i")
    return JsonResponse({"saved": at, "token": saved.token, "value": saved.value})


def _conflict(key: str, stale: StaleValue) -> JsonResponse:
    at = time_format(timezone.localtime(stale.at), "H:i") if stale.at else ""
    known, unknown = (
        _("Another page saved something else at %(time)s."),
        _("Another page saved something else."),
    )
    message = known if at else unknown
    told: dict[str, object] = {
        "mine": stale.mine,
        "theirs": stale.theirs,
        "message": message % {"time": at},
        "token": stale.token,
        "at": at,
    }
    if key.partition(".")[0] not in CHOICES:
        both = merge("", stale.mine, stale.theirs)
        told |= {"merged": both.text, "is_clean": False, "pieces": pieces(stale.mine, stale.theirs)}
    return JsonResponse(told, status=409)


def posted(data: QueryDict, keys: Mapping[str, object]) -> dict[str, tuple[str, str]]:
    """(typed, base token) of each field of a page that was posted as a whole.

    A field of which the person chose what another page saved is left out.
    """
    return {
        key: (data.get(key, ""), data.get(f"token:{key}", ""))
        for key in keys
        if f"token:{key}" in data and data.get(f"choose:{key}") != "theirs"
    }
