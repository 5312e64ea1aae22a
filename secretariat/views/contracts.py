"""The contract of a project in the secretariat's door: given, checked, recorded, closed."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from programmes.permissions import staff
from programmes.states import SEES_ALL_SUBMITTED
from projects import contracting, contractors
from projects.contracting import StaleContract
from projects.contracting.days import contracted_on, decided_on
from projects.form import is_shown, uses_of
from projects.form.parts.policy import SWITCH
from projects.models import Project, Version
from projects.permissions import available_steps, has_contract
from secretariat.forms.contracts import (
    CloseForm,
    OfficeForm,
    OverrideForm,
    PaperForm,
    RecordForm,
    ReopenForm,
)
from secretariat.forms.seen import SeenForm
from secretariat.pages.contracting import close_seen, fill, record_seen, reopen_seen
from secretariat.pages.shared import done, offered_step, seen_now, status_of, submitted_project


def agreed_project(request: HttpRequest, uid: UUID) -> tuple[Project, Version]:
    """As `submitted_project`; 404 before there is a contract to prepare.

    Who posts from a page that was overtaken, as when the approval was undone, gets the reason.
    """
    project, version = submitted_project(request, str(uid))
    if not has_contract(project):
        if request.method == "POST":
            contracting.require_open(project)
        raise Http404
    return project, version


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def contract(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What is there and what is missing; the secretariat gives its part."""
    project, version = agreed_project(request, uid)
    by = signed_in_user(request)
    stored = contracting.contract_of(project)
    posted = request.POST if request.method == "POST" else None
    form = OfficeForm(posted, project=project, contract=stored)
    if done(form, lambda: _fill(project, form, request)):
        notes.success(request, _("The data of the contract are saved."))
        return redirect("secretariat:contract", uid=uid)
    points = contracting.checklist(project)
    works = contracting.is_open(project) and contracting.may_work(by, project)
    steps = {step.key for step in available_steps(project, by)}
    context = {
        "project": project,
        "version": version,
        "contract": stored,
        "form": form if works or form.is_bound else None,
        "works": works,
        "points": points,
        "met": sum(point.is_met for point in points),
        "accounts": stored.accounts.select_related("given_by", "settled_by") if stored.pk else (),
        "may_see": contracting.may_see_account(by, project),
        "papers": contracting.papers_of(project),
        "paper_form": PaperForm.blank(),
        "has_policy": is_shown(uses_of(project.call), SWITCH),
        "names_contractors": contractors.is_open(project),
        "days": {"decided": decided_on(project), "contracted": contracted_on(project)},
        "steps": steps & {"set_contracted", "close", "reopen"},
    }
    return render(request, "secretariat/contract.html", context, status=status_of(form))


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def contract_override(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Let the contract be recorded although the checklist is not complete."""
    project, _version = agreed_project(request, uid)
    offered_step(request, project, "set_contracted")
    form = OverrideForm(request.POST if request.method == "POST" else None)
    by = signed_in_user(request)
    if done(form, lambda: contracting.override(project, by=by, note=form.cleaned_data["reason"])):
        notes.success(request, _("The checklist is overridden; the reason is in the trail."))
        return redirect("secretariat:contract_record", uid=uid)
    heading = _("Override the checklist")
    points = [point for point in contracting.checklist(project) if not point.is_met]
    return _page(request, project, form, heading=heading, points=points)


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def contract_record(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Record that the contract holds, once the checklist is met or overridden."""
    points = contracting.checklist(agreed_project(request, uid)[0])
    missing = [point for point in points if not point.is_met]
    return _step(request, uid, "set_contracted", RecordForm, record_seen, missing)


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def contract_close(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Close the project with its final days."""
    return _step(request, uid, "close", CloseForm, close_seen)


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def contract_reopen(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Let a closed project go on."""
    return _step(request, uid, "reopen", ReopenForm, reopen_seen)


def _step(
    request: HttpRequest,
    uid: UUID,
    key: str,
    kind: type[SeenForm],
    act: Callable[..., object],
    points: list[contracting.Item] | None = None,
) -> HttpResponse:
    project, version = agreed_project(request, uid)
    step = offered_step(request, project, key)
    form = kind(request.POST if request.method == "POST" else None, initial=seen_now(project, version))
    by = signed_in_user(request)
    if done(form, lambda: act(project, by=by, seen=form.seen(), **form.said())):
        project.refresh_from_db()
        said = {"project": project, "state": project.get_state_display()}
        notes.success(request, _("%(project)s is now: %(state)s.") % said)
        return redirect("secretariat:contract", uid=uid)
    return _page(request, project, form, heading=step.label, tone=step.tone, points=points or [])


def _page(request: HttpRequest, project: Project, form: forms.Form, **more: object) -> HttpResponse:
    context = {"project": project, "form": form, **more}
    return render(request, "secretariat/contract_step.html", context, status=status_of(form))


def _fill(project: Project, form: OfficeForm, request: HttpRequest) -> None:
    by, revision = signed_in_user(request), form.cleaned_data["revision"]
    try:
        fill(project, by=by, revision=revision, values=form.values())
    except StaleContract as refusal:
        form.show_beside(refusal.current)
        raise
