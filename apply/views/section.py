"""The sections of the form. Fields save themselves; the button saves the whole page, without scripts too."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apply.pages.boxes import Filling, Trouble, faults
from apply.pages.frame import Frame, frame_of
from apply.pages.sections import partner_rows, text_groups
from apply.pages.totals import by_category, by_fund, figures
from apply.views.own import PersonRequest, need_edit, own_project
from apply.views.saving import save_posted, signed_in_keeping
from projects import dossier, fields, visits
from projects.form import SECTIONS, sections_of, uses_of

TEMPLATES = {"partners": "apply/partners.html", "budget": "apply/budget.html"}


@signed_in_keeping
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: PersonRequest, uid: UUID, section: str) -> HttpResponse:
    project, level = own_project(request, uid)
    prefetch_related_objects([project.call], "fields")
    if section not in sections_of(uses_of(project.call, project.step)):
        raise Http404
    troubles: dict[str, Trouble] = {}
    if request.method == "POST":
        need_edit(project, level)
        troubles = save_posted(request, project)
        visits.visit(project, request.user, section)
        if not troubles:
            messages.success(request, _("Everything on this page is saved."))
            return redirect("apply:section", project.uid, section)
        project.refresh_from_db()
    frame = frame_of(project, level)
    page = {"partners": _partners, "budget": _budget}.get(section, _texts)
    context = {
        "frame": frame,
        "here": section,
        "heading": SECTIONS[section],
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "next_section": frame.after(section),
        **page(frame, section, troubles),
    }
    return render(
        request, TEMPLATES.get(section, "apply/section.html"), context, status=422 if troubles else 200
    )


def _texts(frame: Frame, section: str, troubles: dict[str, Trouble]) -> dict[str, Any]:
    filling = Filling(fields.own_tokens(frame.project), frame.is_editable, troubles)
    groups = text_groups(section, frame.project.call, filling)
    return {"groups": groups, "faults": faults(groups)}


def _partners(frame: Frame, _section: str, troubles: dict[str, Trouble]) -> dict[str, Any]:
    fetched = dossier.fetch(frame.project)
    filling = Filling(fields.tokens_of(fetched), frame.is_editable, troubles)
    rows = partner_rows(dossier.of(fetched), filling)
    return {"rows": rows, "faults": [row.box for row in rows if row.box.trouble]}


def _budget(frame: Frame, _section: str, _troubles: dict[str, Trouble]) -> dict[str, Any]:
    loaded = dossier.load(frame.project)
    return {
        "partners": loaded.partners,
        "figures": figures(loaded),
        "by_category": by_category(loaded),
        "by_fund": by_fund(loaded),
    }
