"""An entry with a page of its own: a work package, an investment, an associated organisation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from apply.pages.boxes import Trouble
from apply.pages.choices import regions_of
from apply.pages.form_pages import Page, entry_sheet
from apply.pages.frame import frame_of
from apply.views.form_answers import done, shown
from apply.views.own import PersonRequest, need_edit, own_project, uses_in
from apply.views.saving import giving_back, save_posted, signed_in_keeping
from core.http import signed_in
from projects.form import GROUPS


@signed_in_keeping
@giving_back
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: PersonRequest, uid: UUID, entry: UUID) -> HttpResponse:
    project, level = own_project(request, uid)
    uses = uses_in(request)
    troubles: dict[str, Trouble] = {}
    if request.method == "POST":
        need_edit(project, level)
        troubles = save_posted(request, project)
        if not troubles:
            return done(request, project, reverse("apply:entry", args=[project.uid, entry]))
        project.refresh_from_db()
    frame = frame_of(project, level, uses=uses)
    found = entry_sheet(Page(project, uses, frame.is_editable, troubles, frame.notes), entry)
    if found is None:
        raise Http404
    card, sheet, around = found
    about: dict[str, Any] = {"template": "apply/entry.html", "card": card, "around": around}
    here = GROUPS[card.entry.kind].section
    return shown(request, frame, sheet, here=here, heading=card.label, troubles=troubles, **about)


@signed_in
@require_safe
def regions(request: PersonRequest) -> JsonResponse:
    """The regions of a country, for the list beside it."""
    return JsonResponse({"regions": regions_of(request.GET.get("country", ""))})
