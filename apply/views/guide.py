"""How far the sections are and what the checks say, for pages of the form to fetch after each save."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apply.pages.findings import checked, marks
from apply.pages.frame import frame_of
from apply.views.own import PersonRequest, own_project
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
    frame = frame_of(project, level, marks(loaded, found))
    context = {"sections": frame.sections, "section": section, "found": found.of(section)}
    return render(request, "apply/parts/guide.html", context)
