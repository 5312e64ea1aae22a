"""Calls from the inside: the list, a new one, its overview, and the pages on which it is set up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from calls import setting_up
from calls.facts import facts_of
from calls.models import Call
from calls.permissions import may_set_up, readable_calls
from calls.presets import presets_for
from calls.readiness import readiness
from calls.rule_presets import rule_presets_for
from calls.states import CallState
from cascade import asking
from core.errors import DomainError
from programmes.models import ProgrammePeriod
from programmes.permissions import programmes_where, staff
from programmes.states import SECRETARIAT, Role
from projects.models import Interest, Project
from secretariat.call_forms import PARTS, PartForm
from secretariat.call_forms.basics import NewCallForm
from secretariat.call_forms.content import FieldsForm
from secretariat.filters.calls import CallsFilter
from secretariat.pages.calls import Effect, differences, effect_of, my_call
from secretariat.pages.shared import done, status_of

PAGE = 50


@staff(*SECRETARIAT)
def calls(request: HttpRequest) -> HttpResponse:
    """The calls of my programmes, those in preparation included; filters stand in the address."""
    user = signed_in_user(request)
    editions = ProgrammePeriod.objects.of_programmes(programmes_where(user, SECRETARIAT))
    found = CallsFilter(request.GET, queryset=readable_calls(user).with_programme(), editions=editions)
    context = {
        "filter": found,
        "page": Paginator(found.qs, PAGE).get_page(request.GET.get("page")),
        "is_narrowed": any(request.GET.get(name) for name in found.filters),
        "editions": ProgrammePeriod.objects.of_programmes(programmes_where(user, {Role.MANAGER})),
    }
    return render(request, "secretariat/calls/calls.html", context)


@staff(Role.MANAGER)
def call_new(request: HttpRequest, edition: str) -> HttpResponse:
    """Start a call in preparation."""
    user = signed_in_user(request)
    mine = ProgrammePeriod.objects.of_programmes(programmes_where(user, {Role.MANAGER}))
    found = get_object_or_404(mine.select_related("programme"), code=edition)
    form = NewCallForm(request.POST or None, edition=found)
    if done(form, lambda: setting_up.create(found, form.values(), by=user, key=form.cleaned_data["key"])):
        messages.success(request, _("The call is created. Set it up page by page; nobody else sees it yet."))
        return redirect("secretariat:call", form.cleaned_data["code"])
    context = {"form": form, "edition": found}
    return render(request, "secretariat/calls/call_new.html", context, status=status_of(form))


@staff(*SECRETARIAT)
def call(request: HttpRequest, code: str) -> HttpResponse:
    """Where a call stands: its state, what it lacks, what differs from the call it was copied from."""
    found = my_call(request, code)
    source = found.copied_from
    context = {
        **frame_of(request, found),
        "items": readiness(found),
        "differences": differences(found, facts_of(source), facts_of(found)) if source else [],
        "is_draft": found.state == CallState.DRAFT,
        "is_planned": found.state == CallState.PLANNED,
        "proposals": _counted(request, found),
    }
    return render(request, "secretariat/calls/call.html", context)


def _counted(request: HttpRequest, call: Call) -> int:
    """Proposals and drafts of the call, without those with a conflict of interest of the reader."""
    every = Project.objects.real().filter(call=call)
    return every.exclude(pk__in=Interest.objects.conflicts_of(request.user).values("project")).count()


@staff(*SECRETARIAT)
def call_part(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One page of the set-up. Of a published call the effect on drafts is shown before anything is saved."""
    if key not in PARTS:
        raise Http404
    found, part = my_call(request, code), PARTS[key]
    frame = frame_of(request, found)
    may_change = frame["may_change"]
    form = part.form(request.POST if may_change and request.POST else None, call=found, may_change=may_change)
    effect = None
    if form.is_bound and form.is_valid():
        effect, is_saved = _save(request, found, form)
        if is_saved:
            messages.success(request, _("Saved."))
            return redirect("secretariat:call_part", code, key)
    context = {**frame, "form": form, "part": part, "here": key, "effect": effect}
    if key == "criteria" and may_change and not found.criteria.exists():
        context["presets"] = presets_for(found)
    if key == "rules" and may_change and found.state == CallState.DRAFT:
        context["presets"] = rule_presets_for(found)
    return render(request, f"secretariat/calls/{part.template}.html", context, status=status_of(form))


def _save(request: HttpRequest, call: Call, form: PartForm) -> tuple[Effect | None, bool]:
    """Save a valid form, or say what saving would do: (the effect to show, whether it was saved)."""
    user = signed_in_user(request)
    values = form.values()
    if isinstance(form, FieldsForm) and "standard" in request.POST:
        values = form.standard_values()

    def act() -> Call:
        return asking.change(call, values, by=user, seen=form.seen())

    try:
        if call.state == CallState.PUBLISHED and "confirm" not in request.POST:
            effect = effect_of(call, act)
            if effect.drafts:
                return effect, False
        act()
    except DomainError as refusal:
        form.refuse(refusal)
        return None, False
    return None, True


def frame_of(request: HttpRequest, call: Call) -> dict[str, Any]:
    """What every page of a call shows."""
    user = signed_in_user(request)
    return {
        "call": call,
        "parts": {key: part.label for key, part in PARTS.items()},
        "may_change": may_set_up(user, call.programme_period.programme_id),
        "is_published": call.state == CallState.PUBLISHED,
    }
