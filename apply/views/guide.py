"""How far the sections are and what the checks say, for pages of the form to fetch after each save."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apply.pages.findings import checked, marks
from apply.pages.frame import frame_of
from apply.pages.state_aid import self_check
from apply.views.own import PersonRequest, own_project, uses_in
from core.http import signed_in
from projects import dossier


@signed_in
@require_safe
def guide(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The marks of all sections, and the findings of the one that `?section=` names."""
    project, level = own_project(request, uid)
    loaded = dossier.load(project)
    found = checked(loaded)
    section = request.GET.get("section", "")
    frame = frame_of(project, level, marks(loaded, found, project.state), uses_in(request))
    partner = request.GET.get("partner", "")
    context = {
        "sections": frame.sections,
        "section": section,
        "found": found.of(section),
        "state_aid": self_check(lambda name: loaded.plain(f"partner.{partner}.{name}")) if partner else None,
    }
    return render(request, "apply/parts/guide.html", context)
