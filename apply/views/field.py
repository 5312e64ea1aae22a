"""Saving one field of the dossier: what the script of the form posts, answered as JSON."""

from __future__ import annotations

from uuid import UUID

from django.http import JsonResponse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import signed_in_or_401
from apply.views.own import PersonRequest, need_some_edit, own_project
from core.differences import pieces
from core.errors import DomainError
from projects import fields, form
from projects.merging import merged
from projects.models import Project


@signed_in_or_401
@require_POST
def field(request: PersonRequest, uid: UUID) -> JsonResponse:
    project, _level = own_project(request, uid)
    key, value, base = (request.POST.get(name, "") for name in ("key", "value", "base"))
    try:
        need_some_edit(request, project)
        saved = fields.save(project, key, value, base=base, by=request.user)
    except fields.StaleValue as stale:
        return _conflict(project, key, base, stale)
    except fields.InvalidValue as invalid:
        return JsonResponse({"message": str(invalid.text)}, status=422)
    except DomainError as refusal:
        return JsonResponse({"message": str(refusal.text)}, status=refusal.status)
    at = time_format(timezone.localtime(saved.saved_at), "H:i")
    return JsonResponse({"saved": at, "token": saved.token, "value": _shown(key, saved.value)})


def _shown(key: str, value: str) -> str:
    """A stored value as the field shows it."""
    known = form.find(key)
    return fields.shown(known.field, value) if known else value


def _conflict(project: Project, key: str, base: str, stale: fields.StaleValue) -> JsonResponse:
    """Both texts, where they differ, and for texts what comes of both."""
    at = time_format(timezone.localtime(stale.at), "H:i") if stale.at else ""
    who = {"who": stale.by or _("Somebody"), "time": at}
    message = _("%(who)s saved another text at %(time)s.") if at else _("%(who)s saved another text.")
    answer: dict[str, object] = {
        "mine": _shown(key, stale.mine),
        "theirs": _shown(key, stale.theirs),
        "message": message % who,
        "token": stale.token,
        "at": at,
    }
    both = merged(project, key, base, mine=stale.mine, theirs=stale.theirs)
    if both is not None:
        answer |= {"merged": both.text, "is_clean": both.is_clean, "pieces": pieces(stale.mine, stale.theirs)}
    return JsonResponse(answer, status=409)
