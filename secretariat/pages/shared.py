"""What several pages of the secretariat share."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import User
from assessments import decisions
from cascade import awarding
from core import acts
from projects import lifecycle
from projects.lifecycle import Act, Seen
from projects.lifecycle.moves import require_fresh
from projects.models import Project, Version
from projects.permissions import available_steps, standing
from projects.states import STEPS, Step, allows
from publications import publishing
from secretariat.forms.seen import SeenForm

# Steps with more to them than the move: the record of a modification, of a decision, its letters.
VERBS: Mapping[str, Callable[..., Any]] = {
    "open_modification": lifecycle.open_modification,
    "approve_modification": lifecycle.approve_modification,
    "reject_modification": lifecycle.reject_modification,
    "cancel_modification": lifecycle.cancel_modification,
    "hand_back": lifecycle.hand_back,
    "revert": decisions.revert,
}


def done(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """As `core.acts.done`; a form that names what its page showed names what is now after a refusal."""
    is_done = acts.done(form, act)
    if isinstance(form, SeenForm) and acts.is_refused(form):
        form.look_again()
    return is_done


def status_of(*shown: forms.BaseForm | None) -> int:
    """The HTTP status of a page with these forms: 429 beyond a limit, 409 when refused, 400 when wrong."""
    return max((acts.status_of(form) for form in shown if form is not None), default=200)


def submitted_project(request: HttpRequest, uid: str) -> tuple[Project, Version]:
    """The project and its newest version, for staff who see all that was submitted; 404 for others."""
    project = get_object_or_404(Project.objects.visible_to_staff(request.user).for_page(), uid=uid)
    return project, get_object_or_404(project.versions.order_by("-number")[:1])


def offered_step(request: HttpRequest, project: Project, key: str) -> Step:
    """The staff step with this key, if the person can take it now; 404 for others.

    Who posts a step of the own role from a page that somebody overtook gets the verb's refusal instead.
    """
    offered = available_steps(project, request.user)
    if request.method == "POST":
        held = standing(request.user, project)
        offered += [one for one in STEPS if any(allows(one, state, *held) for state in one.sources)]
    taken = next((one for one in offered if one.key == key and one.roles), None)
    if taken is None:
        raise Http404
    return taken


def seen_now(project: Project, version: Version) -> dict[str, object]:
    """What a page shows, to be sent back with the act it leads to."""
    return {"seen_state": project.state, "seen_version": version.number}


@transaction.atomic
def take_step(
    project: Project,
    step: Step,
    *,
    by: User,
    seen: Seen,
    note: str = "",
    decided_on: datetime.date | None = None,
) -> None:
    """Take a staff step through the verb that knows its consequences; the public record follows."""
    dated: dict[str, Any] = {"decided_on": decided_on} if step.needs_date else {}
    if step.key in {"declare_eligible", "declare_ineligible"}:
        is_eligible = step.key == "declare_eligible"
        decisions.decide_eligibility(project, by=by, seen=seen, is_eligible=is_eligible, note=note, **dated)
    elif step.key in VERBS:
        VERBS[step.key](project, by=by, seen=seen, note=note, **dated)
    else:
        lifecycle.take(project, step.key, Act(by, seen, note, decided_on))
    publishing.follow(project, by=by)
    awarding.catch_up(project, by=by)


@transaction.atomic
def publish_seen(project: Project, *, by: User, seen: Seen) -> None:
    """Publish, unless the page that led to it showed another state or version than what is now."""
    require_fresh(project, seen)
    publishing.publish(project, by=by)
