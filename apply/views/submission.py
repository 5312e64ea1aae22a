"""Submitting a proposal: asked for, confirmed, perhaps by a second person, and what comes after."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from apply.pages.deadlines import project_deadline
from apply.pages.findings import checked
from apply.pages.frame import frame_of
from apply.pages.second import second_person
from apply.pages.totals import frozen_facts
from apply.pages.versions import with_receipts
from apply.views.own import PersonRequest, need_step, own_project
from core.errors import DomainError
from core.http import signed_in
from projects import dossier, lifecycle
from projects.models import Project
from projects.states import AWAITS_ELIGIBILITY, DRAFTS, MODIFICATION_WAITS, MODIFIED, State

CODE_LENGTH = 60
SUBMITTED = AWAITS_ELIGIBILITY | MODIFICATION_WAITS | {State.CONDITIONS_SUBMITTED}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Asks first. Nothing of the proposal is posted; the whole request has arrived when this begins."""
    arrived = timezone.now()
    project, level = own_project(request, uid)
    refused = ""
    if request.method != "POST" and project.state in SUBMITTED:  # back from the page that says so
        return redirect("apply:submitted", project.uid)
    if request.method == "POST":
        if project.is_editable:
            need_step(request, project, "submit")
        try:
            return redirect(_act(request, project, arrived), project.uid)
        except DomainError as refusal:
            refused = str(refusal.text)
    need_step(request, project, "submit")
    loaded = dossier.load(project)
    deadline = project_deadline(project) if project.state in DRAFTS and not project.is_rehearsal else None
    context = {
        "frame": frame_of(project, level),
        "checked": checked(loaded),
        "facts": frozen_facts(loaded),
        "second": second_person(project, loaded, user=request.user, level=level),
        "is_late": bool(deadline and deadline.is_over),
        "late_code": request.POST.get("late_code", "")[:CODE_LENGTH],
        "refused": refused,
        "is_modification": project.state in MODIFIED,
    }
    return render(request, "apply/submit.html", context, status=409 if refused else 200)


@signed_in
@require_safe
def submitted(request: PersonRequest, uid: UUID) -> HttpResponse:
    project, level = own_project(request, uid)
    newest = with_receipts(project)[:1]
    if not newest:
        return redirect("apply:proposal", project.uid)
    is_modification = project.state in MODIFICATION_WAITS
    context = {"frame": frame_of(project, level), "is_modification": is_modification, **newest[0]}
    return render(request, "apply/submitted.html", context)


def _act(request: PersonRequest, project: Project, arrived: datetime) -> str:
    """Do what the pressed button says; the name of the page to go on to."""
    act, code = request.POST.get("act", "submit"), request.POST.get("late_code", "")[:CODE_LENGTH]
    if act == "ask":
        lifecycle.request_submission(project, by=request.user, arrived_at=arrived, late_code=code)
        messages.success(request, _("The others who manage the proposal are asked by e-mail to confirm."))
        return "apply:submit"
    if act == "cancel":
        lifecycle.cancel_request(project, by=request.user)
        messages.success(request, _("The request is taken back. Nothing was submitted."))
        return "apply:submit"
    try:
        lifecycle.submit(project, by=request.user, arrived_at=arrived, late_code=code)
    except lifecycle.AlreadySubmitted as already:
        messages.info(request, str(already.text))
    return "apply:submitted"
