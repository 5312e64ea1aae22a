"""The copy of a proposal without names: an officer looks at it, adds words, and lets the assessors in."""

from __future__ import annotations

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import signed_in_user
from assessments import blind
from assessments.models import BlindCopy
from assessments.permissions import may_review
from core.errors import DomainError
from programmes.permissions import staff
from programmes.states import SECRETARIAT
from projects import dossier as dossiers
from projects.content import texts_of
from projects.models import Project, Version
from secretariat.forms.blind import BlindForm, initial_of
from secretariat.pages.shared import done, status_of, submitted_project


@staff(*SECRETARIAT, of_call=True)
def blind_copy(request: HttpRequest, uid: str) -> HttpResponse:
    """What was replaced and how often, what to add, and the copy as assessors read it."""
    project, version = _blind(request, uid)
    copy = BlindCopy.objects.filter(version=version).first()
    shown, rows = blind.preview(version, copy)
    annexes = dossiers.from_data(version.data).annexes
    posted = request.POST if request.method == "POST" else None
    form = BlindForm(posted, rows=rows, annexes=annexes, initial=initial_of(copy))
    if done(form, lambda: blind.save(version, by=signed_in_user(request), **form.said())):
        notes.success(request, _("Saved. Look at the copy below before you let the assessors in."))
        return redirect("secretariat:blind_copy", uid=uid)
    context = {
        "project": project,
        "version": version,
        "copy": copy,
        "form": form,
        "rows": [row for row in rows if row.count and not row.is_kept],
        "dossier": shown,
        "content": texts_of(shown),
    }
    return render(request, "secretariat/blind_copy.html", context, status=status_of(form))


@staff(*SECRETARIAT, of_call=True)
@require_POST
def blind_release(request: HttpRequest, uid: str) -> HttpResponse:
    """Let the assessors in, or shut the copy again."""
    _project, version = _blind(request, uid)
    by = signed_in_user(request)
    try:
        if request.POST.get("act") == "withhold":
            blind.withhold(version, by=by)
            notes.success(request, _("The copy is shut: assessors wait until it is released again."))
        else:
            blind.release(version, by=by)
            notes.success(request, _("The assessors can read the copy now."))
    except DomainError as refusal:
        notes.error(request, str(refusal.text))
    return redirect("secretariat:blind_copy", uid=uid)


def _blind(request: HttpRequest, uid: str) -> tuple[Project, Version]:
    """The proposal of a blind call and its newest version, for who handles it; 404 for others."""
    project, version = submitted_project(request, uid)
    if not blind.is_blind(project) or not may_review(request.user, project):
        raise Http404
    return project, version
