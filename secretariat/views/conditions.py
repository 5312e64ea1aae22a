"""Conditions of an approval as the secretariat tracks them: answers, evidence, met or waived."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notes
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import signed_in_user
from accounts.models import User
from assessments import conditions as conditions_of
from assessments.models import Condition
from assessments.permissions import may_review
from assessments.states import UNSETTLED, ConditionState
from programmes.permissions import staff
from programmes.states import SECRETARIAT, SEES_ALL_SUBMITTED
from projects.attachments import serving
from projects.models import Attachment
from projects.permissions import available_steps
from secretariat.forms.conditions import SettleForm
from secretariat.pages.shared import done, status_of, submitted_project


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def conditions(request: HttpRequest, uid: UUID) -> HttpResponse:
    """All conditions of the standing approval, with what became of each."""
    project, version = submitted_project(request, str(uid))
    rows = list(
        Condition.objects.standing()
        .filter(decision__project=project)
        .select_related("answered_by", "closed_by", "decision")
        .prefetch_related("evidence")
    )
    left = sum(row.state in UNSETTLED for row in rows)
    steps = {step.key for step in available_steps(project, request.user)}
    context = {
        "project": project,
        "version": version,
        "rows": rows,
        "left": left,
        "today": timezone.localdate(),
        "may_settle": may_review(request.user, project) and project.state in conditions_of.ANSWERABLE,
        "may_approve": bool(rows) and not left and "approve" in steps,
        "may_return": "return_for_conditions" in steps,
    }
    return render(request, "secretariat/conditions.html", context)


@staff(*SECRETARIAT, of_call=True)
def condition(request: HttpRequest, uid: UUID, pk: int) -> HttpResponse:
    """Mark one condition as met or waived, or ask for more.

    Who posts after its decision was undone gets the reason from the verb.
    """
    project, version = submitted_project(request, str(uid))
    rows = Condition.objects.of(project)
    rows = rows if request.method == "POST" else rows.standing()
    found = get_object_or_404(rows.select_related("decision__project", "answered_by"), pk=pk)
    form = SettleForm(request.POST if request.method == "POST" else None, initial={"state": "met"})
    by = signed_in_user(request)
    if done(form, lambda: _settle(found, by=by, **form.cleaned_data)):
        notes.success(request, _("The condition is updated."))
        return redirect("secretariat:conditions", uid=uid)
    context = {
        "project": project,
        "version": version,
        "condition": found,
        "form": form,
        "today": timezone.localdate(),
    }
    return render(request, "secretariat/condition.html", context, status=status_of(form))


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_safe
def condition_file(request: HttpRequest, uid: UUID, file: UUID) -> HttpResponseBase:
    """A file that the applicants sent with an answer."""
    project, _version = submitted_project(request, str(uid))
    mine = Condition.objects.filter(decision__project=project).values("evidence")
    return serving.respond(
        get_object_or_404(Attachment.objects.filter(pk__in=mine, project=project), uid=file), request
    )


@transaction.atomic
def _settle(found: Condition, *, by: User, state: str, reason: str) -> None:
    if state == ConditionState.OPEN:
        conditions_of.reopen(found, by=by, reason=reason)
    elif found.state not in UNSETTLED:
        conditions_of.reopen(found, by=by, reason=reason or found.get_state_display())
        conditions_of.settle(found, by=by, state=state, reason=reason)
    else:
        conditions_of.settle(found, by=by, state=state, reason=reason)
