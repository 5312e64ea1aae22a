"""The sections of the form. Fields save themselves; the button saves the whole page, without scripts too."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from apply.pages import overviews
from apply.pages.boxes import Trouble
from apply.pages.form_pages import Page, section_sheet
from apply.pages.frame import Frame, frame_of
from apply.pages.partners import partner_rows
from apply.pages.totals import figures, links_to_budgets
from apply.views.costs import lump_sums_answer
from apply.views.form_answers import done, shown
from apply.views.own import PersonRequest, need_edit, own_project, uses_in
from apply.views.saving import giving_back, save_posted, signed_in_keeping
from projects import dossier, visits
from projects.form import SECTIONS, sections_of


@signed_in_keeping
@giving_back
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: PersonRequest, uid: UUID, section: str) -> HttpResponse:
    project, level = own_project(request, uid)
    uses = uses_in(request)
    if section not in sections_of(uses):
        raise Http404
    troubles: dict[str, Trouble] = {}
    if request.method == "POST":
        need_edit(project, level)
        troubles = save_posted(request, project)
        visits.visit(project, request.user, section)
        if not troubles:
            return done(request, project, reverse("apply:section", args=[project.uid, section]))
        project.refresh_from_db()
    frame = frame_of(project, level, uses=uses)
    if section == "lump_sums":
        return lump_sums_answer(request, frame, troubles)
    if section in OTHERS:
        return OTHERS[section](request, frame)
    sheet = section_sheet(Page(project, uses, frame.is_editable, troubles, frame.notes), section)
    return shown(request, frame, sheet, here=section, heading=SECTIONS[section], troubles=troubles)


def _partners(request: PersonRequest, frame: Frame) -> HttpResponse:
    rows, may_shape = partner_rows(frame.project, request.collaboration), frame.may_shape_partnership
    context = {
        "frame": frame,
        "here": "partners",
        "heading": SECTIONS["partners"],
        "rows": [row.drawn(project=frame.project.uid, may_shape=may_shape) for row in rows],
        "writes": may_shape or any(row.is_own for row in rows),
        "next_section": frame.after("partners"),
    }
    return render(request, "apply/partners.html", context)


def _budget(request: PersonRequest, frame: Frame) -> HttpResponse:
    loaded = dossier.load_money(frame.project)
    context = {
        "frame": frame,
        "here": "budget",
        "heading": SECTIONS["budget"],
        "next_section": frame.after("budget"),
        "partners": links_to_budgets(loaded),
        "figures": figures(loaded),
        "overviews": overviews.drawn(loaded),
    }
    return render(request, "apply/budget.html", context)


# Sections that are lists of pages or tables, not fields.
OTHERS = {"partners": _partners, "budget": _budget}
