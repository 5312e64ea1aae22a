"""Rows of a budget: adding and removing cost items and lump sums, and what pasted cells mean."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in_or_401
from apply.pages import live
from apply.pages.cells import Sheet, cell_faults
from apply.pages.controls import Trouble
from apply.pages.frame import Frame, frame_of
from apply.pages.items import lump_sum_table
from apply.pages.places import field_id
from apply.pages.ways import ways
from apply.views.own import PersonRequest, own_part, own_project, uses_in
from core.http import signed_in
from programmes.models import LumpSum
from projects import costing, dossier, fields, form
from projects.fields.values import canonical
from projects.form import SECTIONS
from projects.models import CostItem, LumpSumUse, Partnership
from projects.opening import Opening

MOST_CELLS = 3000


@signed_in
@require_POST
def item_add(request: PersonRequest, uid: UUID, partner: UUID) -> HttpResponse:
    """Adds a row to one of a partner's tables, and leads to its first field."""
    project, _level = own_part(request, uid, partner)
    found = get_object_or_404(Partnership.objects.select_related("project"), project=project, uid=partner)
    category = request.POST.get("category", "")
    item = costing.add_item(found, category, by=request.user, key=_key(request))
    address = reverse("apply:partner_budget", args=[project.uid, partner])
    return redirect(f"{address}#{field_id(f'cost.{item.uid}.units')}")


@signed_in
@require_POST
def item_remove(request: PersonRequest, uid: UUID, item: UUID) -> HttpResponse:
    project, _level = own_project(request, uid)
    rows = CostItem.objects.select_related("partnership__project")
    found = get_object_or_404(rows, uid=item, partnership__project=project)
    costing.remove_item(found, by=request.user)
    messages.success(request, _("The row is removed."))
    return redirect("apply:partner_budget", project.uid, found.partnership.uid)


@signed_in
@require_POST
def lump_sum_use(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Takes up a lump sum of the call."""
    project, _level = own_project(request, uid)
    chosen = request.POST.get("lump_sum", "")
    number = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 10 else 0
    found = LumpSum.objects.filter(pk=number).first()
    if found is None:
        messages.error(request, _("Choose one of the lump sums."))
    else:
        costing.use_lump_sum(project, found, by=request.user, key=_key(request))
        messages.success(request, _("The lump sum is added."))
    return redirect("apply:section", project.uid, "lump_sums")


@signed_in
@require_POST
def lump_sum_drop(request: PersonRequest, uid: UUID, use: UUID) -> HttpResponse:
    project, _level = own_project(request, uid)
    rows = LumpSumUse.objects.select_related("project", "lump_sum")
    costing.drop_lump_sum(get_object_or_404(rows, uid=use, project=project), by=request.user)
    messages.success(request, _("The lump sum is removed."))
    return redirect("apply:section", project.uid, "lump_sums")


@signed_in_or_401
@require_POST
def cells(request: PersonRequest, uid: UUID) -> JsonResponse:
    """What texts mean that are about to be pasted into cells, as they would be shown; nothing is saved."""
    own_project(request, uid)
    try:
        asked = json.loads(request.POST.get("cells", ""))
        pairs = [(str(key), str(typed)) for key, typed in asked][: MOST_CELLS + 1]
    except (ValueError, TypeError, RecursionError):
        return JsonResponse({"message": _("The cells cannot be read.")}, status=422)
    if len(pairs) > MOST_CELLS:
        text = _("Paste at most %(limit)d cells at once.") % {"limit": MOST_CELLS}
        return JsonResponse({"message": text}, status=422)
    return JsonResponse({"cells": [_meaning(key, typed) for key, typed in pairs]})


def _meaning(key: str, typed: str) -> dict[str, Any]:
    known = form.find(key) if key.isascii() and key.isprintable() else None
    if known is None:
        return {"error": _("The form has no such field. Reload the page.")}
    try:
        return {"shown": fields.shown(known.field, canonical(known.field, typed))}
    except fields.InvalidValue as refusal:
        return {"error": str(refusal.text)}


@signed_in
@require_safe
def partner_ways(request: PersonRequest, uid: UUID, partner: UUID) -> HttpResponse:
    """How each figure of one partner came about, in all and period by period."""
    project, level = own_project(request, uid)
    loaded = dossier.load_money(project)
    found = loaded.partner(partner)
    if found is None:
        raise Http404
    context = {
        "frame": frame_of(project, level, uses=uses_in(request)),
        "here": "budget",
        "partner": found,
        "chapters": ways(loaded, found),
    }
    return render(request, "apply/partner_ways.html", context)


def lump_sums_answer(request: PersonRequest, frame: Frame, troubles: dict[str, Trouble]) -> HttpResponse:
    """The section of lump sums, with the unit costs of the programme."""
    loaded = dossier.load_money(frame.project)
    opening = Opening.of(frame.project)
    sheet = Sheet(fields.lump_sum_tokens(loaded.lump_sums), frame.is_editable, troubles, opening)
    context = {
        "frame": frame,
        "here": "lump_sums",
        "heading": SECTIONS["lump_sums"],
        "writes": frame.may_shape_lump_sums or frame.may_write_money,
        "next_section": frame.after("lump_sums"),
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "table": lump_sum_table(loaded, sheet),
        "terms": loaded.call.terms,
        "cell_faults": cell_faults(troubles),
        "new_key": uuid4(),
    }
    return render(request, "apply/lump_sums.html", context, status=422 if troubles else 200)


@signed_in
@require_safe
def lump_sum_figures(request: PersonRequest, uid: UUID) -> HttpResponse:
    """What of each lump sum is not taken yet, for the page to fetch again."""
    project, _level = own_project(request, uid)
    return HttpResponse(live.drawn(live.lump_sum_figures(dossier.load_money(project))))


def _key(request: PersonRequest) -> UUID:
    """The identity of the new row: one press of a button, one row."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()
