"""Modifications of a project in the secretariat's door: the history, opening one, deciding it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from programmes.permissions import staff
from programmes.states import SECRETARIAT, SEES_ALL_SUBMITTED
from projects import contracting
from projects import dossier as dossiers
from projects.comparison import compare
from projects.contracting.comparing import shift_of
from projects.form import SECTIONS, sections_of, uses_of
from projects.models import Modification, ModificationState
from projects.permissions import available_steps
from secretariat.forms.modifications import DecideForm, DeclineForm, OpenForm
from secretariat.pages.contracting import decide_seen, open_seen
from secretariat.pages.shared import done, offered_step, seen_now, status_of
from secretariat.views.contracts import agreed_project


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def modifications(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Every modification of the project with its number, dates and reasons, and what can be done now."""
    project, version = agreed_project(request, uid)
    rows = project.modifications.select_related("base", "version", "asked_by").order_by("-number")
    steps = {step.key for step in available_steps(project, signed_in_user(request))}
    context = {
        "project": project,
        "version": version,
        "rows": rows,
        "names": SECTIONS,
        "may_open": "open_modification" in steps,
        "may_decide": "approve_modification" in steps,
        "may_hand_back": "hand_back" in steps,
        "may_cancel": "cancel_modification" in steps,
    }
    return render(request, "secretariat/modifications.html", context)


@staff(*SECRETARIAT, of_call=True)
def modification_open(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Open the form for the applicants: the whole, or some sections."""
    project, version = agreed_project(request, uid)
    step = offered_step(request, project, "open_modification")
    asked = Modification.objects.living().filter(project=project).first()
    sections = [(key, SECTIONS[key]) for key in sections_of(uses_of(project.call, project.step))]
    initial = seen_now(project, version) | {"kind": asked.kind if asked else Modification.Kind.MINOR}
    initial |= {"parts": asked.parts if asked else []}
    form = OpenForm(request.POST if request.method == "POST" else None, initial=initial, sections=sections)
    by = signed_in_user(request)

    def act() -> None:
        open_seen(project, by=by, seen=form.seen(), note=form.cleaned_data["note"], plan=form.plan())

    if done(form, act):
        notes.success(request, _("The modification is open. The letter waits in the outbox."))
        return redirect("secretariat:modifications", uid=uid)
    context = {"project": project, "form": form, "heading": step.label, "asked": asked, "names": SECTIONS}
    return render(request, "secretariat/modification_open.html", context, status=status_of(form))


@staff(*SECRETARIAT, of_call=True)
def modification_decline(request: HttpRequest, uid: UUID, modification: UUID) -> HttpResponse:
    """Answer a request for a modification with no. Who posts after it was answered gets the verb's reason."""
    project, _version = agreed_project(request, uid)
    rows = Modification.objects.select_related("project").filter(project=project)
    rows = rows if request.method == "POST" else rows.filter(state=ModificationState.ASKED)
    asked = get_object_or_404(rows, uid=modification)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    by = signed_in_user(request)
    if done(form, lambda: contracting.decline(asked, by=by, answer=form.cleaned_data["answer"])):
        notes.success(request, _("The request is answered. The letter waits in the outbox."))
        return redirect("secretariat:modifications", uid=uid)
    heading = _("Do not open the modification")
    context = {"project": project, "form": form, "heading": heading, "asked": asked, "names": SECTIONS}
    return render(request, "secretariat/modification_open.html", context, status=status_of(form))


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def modification(request: HttpRequest, uid: UUID, modification: UUID) -> HttpResponse:
    """What one modification changes, field by field and cell by cell; who may decide does so here."""
    project, newest = agreed_project(request, uid)
    rows = Modification.objects.select_related("base", "version", "project__call__programme_period")
    found = get_object_or_404(rows, project=project, uid=modification)
    by = signed_in_user(request)
    is_deciding = any(step.key == "approve_modification" for step in available_steps(project, by))
    posted = request.POST if request.method == "POST" else None
    form = DecideForm(posted, initial=seen_now(project, newest))
    if posted is not None and not is_deciding and found.state == ModificationState.SUBMITTED:
        raise Http404
    if done(form, lambda: decide_seen(project, by=by, seen=form.seen(), **form.said())):
        notes.success(request, _("The decision is recorded. The letter waits in the outbox."))
        return redirect("secretariat:modifications", uid=uid)
    comparison = None
    if found.base is not None and found.version is not None:
        comparison = compare(dossiers.from_data(found.base.data), dossiers.from_data(found.version.data))
    context = {
        "project": project,
        "row": found,
        "names": SECTIONS,
        "comparison": comparison,
        "shift": shift_of(found),
        "form": form if form.is_bound or (is_deciding and found.state == "submitted") else None,
    }
    return render(request, "secretariat/modification.html", context, status=status_of(form))
