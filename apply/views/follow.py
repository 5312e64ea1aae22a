"""Where one's own proposal is, who has it now and what comes next; and the modifications of a project."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apply.forms.contracts import ModificationForm
from apply.pages.frame import frame_of
from apply.pages.offers import history, offers
from apply.pages.way import holder, way
from apply.views.own import PersonRequest, own_project, uses_in
from cascade.models import Scheme
from core.acts import done, is_refused
from core.http import signed_in
from projects import contracting, contractors, lifecycle, reporting
from projects.contracting.comparing import budget_shift
from projects.durations import usual_stays
from projects.form import SECTIONS, is_shown, sections_of
from projects.form.parts.policy import SWITCH
from projects.models import Modification, ModificationState, StateChange
from projects.permissions import has_contract
from projects.states import BY_KEY, Level, reaches


@signed_in
@require_safe
def follow(request: PersonRequest, uid: UUID) -> HttpResponse:
    """One page that answers: where is it, who has it, what comes next, how long does that usually take."""
    project, level = own_project(request, uid)
    changes = list(StateChange.objects.of(project))
    context = {
        "frame": frame_of(project, level),
        "here": "follow",
        "stages": way(project.state, project.call.is_two_step, changes),
        "holder": holder(project.state, project.call.kind),
        "since": changes[0].at if changes else project.created_at,
        "usual": usual_stays(project.programme_code).get(project.state),
        "steps": offers(project.uid, lifecycle.available_steps(project, request.user)),
        "points": contracting.checklist(project) if contracting.is_open(project) else (),
        "history": history(changes),
        "hands_on": project.is_funded and Scheme.objects.filter(operation__code=project.code).exists(),
        "names_contractors": contractors.is_open(project),
        "reports_policy": project.state in reporting.REPORTING and is_shown(uses_in(request), SWITCH),
    }
    return render(request, "apply/follow.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def modifications(request: PersonRequest, uid: UUID) -> HttpResponse:
    """What was modified, and a form that asks for the next modification."""
    project, level = own_project(request, uid)
    if not has_contract(project):
        if request.method == "POST":  # from a page that was overtaken, as when the approval was undone
            contracting.require_open(project)
        raise Http404
    found = project.modifications.select_related("base", "version", "asked_by").order_by("-number")
    rows = list(found)
    sections = [(key, SECTIONS[key]) for key in sections_of(uses_in(request))]
    form = ModificationForm(request.POST if request.method == "POST" else None, sections=sections)
    if done(form, lambda: contracting.ask(project, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The secretariat sees your request, and answers it."))
        return redirect("apply:modifications", uid)
    may_ask = reaches(level, Level.MANAGE) and project.state in BY_KEY["open_modification"].sources
    is_living = any(row.state == ModificationState.ASKED for row in rows)
    context = {
        "frame": frame_of(project, level),
        "here": "modifications",
        "rows": rows,
        "names": SECTIONS,
        "form": form if form.is_bound or (may_ask and not is_living) else None,
        "manages": reaches(level, Level.MANAGE),
        "shift": budget_shift(project),
    }
    status = (409 if is_refused(form) else 400) if form.is_bound and form.errors else 200
    return render(request, "apply/modifications.html", context, status=status)


@signed_in
@require_POST
def modification_take_back(request: PersonRequest, uid: UUID, modification: UUID) -> HttpResponse:
    project, _level = own_project(request, uid)
    found = get_object_or_404(
        Modification.objects.select_related("project"), project=project, uid=modification
    )
    contracting.take_back(found, by=request.user)
    messages.success(request, _("The request is taken back."))
    return redirect("apply:modifications", uid)
