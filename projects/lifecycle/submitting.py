"""Submitting: what is stored is judged, frozen, numbered and receipted, all in one transaction."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from core.retry import retried
from documents import engine
from projects import dossier, eligibility, mails, moments, receipt, searching
from projects.lifecycle import kept_modifications
from projects.lifecycle.confirming import settle
from projects.lifecycle.deadlines import admit, require_open
from projects.lifecycle.moves import Act, check, mirror, move
from projects.lifecycle.readiness import require_ready
from projects.locking import locked
from projects.models import Project, StateChange, Version
from projects.states import DRAFTS, EDITABLE, RETURNS, State

REASONS = {
    State.STEP1_DRAFT: "step1",
    State.DRAFT: "submitted",
    State.STEP1_RETURNED: "resubmitted",
    State.RETURNED: "resubmitted",
    State.RETURNED_FOR_CONDITIONS: "conditions",
    State.MODIFICATION_PRECONTRACTING: "modification",
    State.IN_MODIFICATION: "modification",
}


class AlreadySubmitted(DomainError):
    """Somebody was quicker, or pressed twice: the proposal is in, nothing was lost and nothing doubled."""


@retried
@transaction.atomic
def submit(project: Project, *, by: User, arrived_at: datetime | None = None, late_code: str = "") -> Version:
    """Submit a draft, or again what was returned or opened; returns the frozen version.

    `arrived_at` is when the request reached the server (now by default): the first submission in each step
    counts only when it arrived while that step was open, or with a late code. Later ones ask for no date.
    AlreadySubmitted, NotReady, Closed, SecondPersonNeeded; each refusal leaves everything as it was.
    """
    arrived = arrived_at or timezone.now()
    fresh = locked(project)
    _refuse_twice(fresh, by)
    act = Act(by)
    step = check(fresh, "submit", act)
    source = State(fresh.state)
    if source in DRAFTS:
        require_open(fresh, arrived=arrived, late_code=late_code)
    judged = require_ready(fresh)
    settle(fresh, judged, by=by)
    if source in DRAFTS:
        _take_in(fresh, by, arrived, late_code)
    target = State(fresh.returned_from) if source in RETURNS else None
    content = dataclasses.replace(judged, code=fresh.code)
    version = freeze(fresh, content, by=by, reason=REASONS[source], at=arrived)
    change = move(fresh, step, act, target=target, at=arrived)
    if version.reason == "modification":
        kept_modifications.submitted(fresh, version)
    with translation.override(by.language):
        data = receipt.data_of(fresh, version, change, eligibility.evaluate(content))
    pdf = engine.request("receipt", f"{fresh.chain}:{version.number}", by.language, data)
    mails.send_receipt(fresh, change, version, pdf=pdf, to=by)
    mirror(project, fresh)
    return version


def freeze(
    project: Project, content: dossier.Dossier, *, by: User, reason: str, at: datetime | None = None
) -> Version:
    """Keep the dossier as the next version, with its hash. The project must be locked."""
    data = dossier.to_data(content)
    version = Version.objects.create(
        project=project,
        number=Version.objects.newest_number_of(project) + 1,
        step=project.step,
        reason=reason,
        schema=content.schema,
        data=data,
        hash=dossier.digest(data),
        created_by=by,
        created_at=at or timezone.now(),
    )
    searching.index([project.pk])
    new = {"version": version.number, "reason": reason, "hash": version.hash}
    trail.record(project.chain, "freeze version", by=by, new=new)
    return version


def _refuse_twice(project: Project, by: User) -> None:
    """A second click, or a second manager: say kindly that it is in. Strangers get the common refusal."""
    if project.state in EDITABLE or not project.collaborators.filter(user=by).exists():
        return
    last = StateChange.objects.of(project).filter(step="submit").first()
    if last is not None and last.target == project.state:
        raise AlreadySubmitted(
            _("This proposal was submitted already, on %(at)s by %(by)s. You need not do anything more.")
            % {"at": moments.moment(last.at, project.call.time_zone), "by": last.by}
        )


def _take_in(project: Project, by: User, arrived: datetime, late_code: str) -> None:
    """Admit the first submission in a step; number the project when it has no code yet.

    The call's row stays locked from here on, so that numbers have no gaps.
    """
    if admit(project, by=by, arrived=arrived, late_code=late_code):
        late = {"arrived": arrived.isoformat(), "closed": project.closes_at.isoformat()}
        trail.record(project.chain, "use late code", by=by, new=late)
    if project.state == State.DRAFT and project.first_submitted_at is not None:
        project.step2_submitted_at = arrived
        project.away_for = timedelta(0)
    project.first_submitted_at = project.first_submitted_at or arrived
    if project.code is None:
        project.code = _next_code(project)


def _next_code(project: Project) -> str:
    """The next number of the call; a rehearsal takes its own and leaves the call's alone."""
    call = project.call
    if project.is_rehearsal:
        return f"TEST-{project.programme_code}-{call.number:02d}-{project.pk:05d}"
    call.last_number += 1
    call.save(update_fields=["last_number"])
    return f"{project.programme_code}-{call.number:02d}-{call.last_number:05d}"
