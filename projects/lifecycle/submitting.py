"""Submitting: what is stored is judged, frozen, numbered and receipted, all in one transaction."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import trail
from accounts.models import User
from calls.models import Call
from calls.states import CallState
from core.errors import DomainError
from documents import engine
from documents.models import Document
from projects import dossier, eligibility, mails, receipt
from projects.lifecycle.moves import Act, check, locked, mirror, move
from projects.models import Project, StateChange, Version
from projects.states import EDITABLE, State

REASONS = {
    State.DRAFT: "submitted",
    State.RETURNED: "resubmitted",
    State.RETURNED_FOR_CONDITIONS: "conditions",
    State.MODIFICATION_PRECONTRACTING: "modification",
    State.IN_MODIFICATION: "modification",
}


class AlreadySubmitted(DomainError):
    """Somebody was quicker, or pressed twice: the proposal is in, nothing was lost and nothing doubled."""


class NotReady(DomainError):
    """The proposal still has errors; `findings` are the checks that failed."""

    def __init__(self, findings: Sequence[eligibility.Check]) -> None:
        super().__init__(
            ngettext(
                "One point must be mended before you can submit. The check page shows it.",
                "%(count)d points must be mended before you can submit. The check page shows them.",
                len(findings),
            )
            % {"count": len(findings)}
        )
        self.findings = tuple(findings)


@transaction.atomic
def submit(project: Project, *, by: User, arrived_at: datetime | None = None) -> Version:
    """Submit a draft, or again what was returned or opened; returns the frozen version.

    `arrived_at` is when the request reached the server (now by default): a first submission counts only
    when it arrived while the call was open. Later ones ask for no date. AlreadySubmitted, NotReady.
    """
    arrived = arrived_at or timezone.now()
    fresh = locked(project)
    _refuse_twice(fresh, by)
    act = Act(by)
    step = check(fresh, "submit", act)
    is_first = fresh.first_submitted_at is None
    source = State(fresh.state)
    if is_first:
        _must_be_open(fresh.call, arrived)
    judged = dossier.load(fresh)
    failed = [each for each in eligibility.findings(judged) if each.verdict == "error"]
    if failed:
        raise NotReady(failed)
    if is_first:
        _number(fresh, arrived)
    target = State(fresh.returned_from) if source == State.RETURNED else None
    fresh.returned_from = ""
    version = freeze(fresh, dataclasses.replace(judged, code=fresh.code), by=by, reason=REASONS[source])
    change = move(fresh, step, act, target=target)
    pdf = _receipt(fresh, version, change, by)
    mails.send_receipt(fresh, change, version, pdf=pdf, to=by)
    mirror(project, fresh)
    return version


def freeze(project: Project, content: dossier.Dossier, *, by: User, reason: str) -> Version:
    """Keep the dossier as the next version, with its hash. The project must be locked."""
    data = dossier.to_data(content)
    version = Version.objects.create(
        project=project,
        number=Version.objects.newest_number_of(project) + 1,
        reason=reason,
        schema=content.schema,
        data=data,
        hash=dossier.digest(data),
        created_by=by,
    )
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
            % {"at": mails.moment(last.at, project.call.time_zone), "by": last.by}
        )


def _must_be_open(call: Call, arrived: datetime) -> None:
    if call.state != CallState.PUBLISHED or arrived < call.opens_at:
        raise DomainError(_("The call is not open yet. Your draft is kept; submit it once the call is open."))
    if arrived >= call.closes_at:
        raise DomainError(
            _("The call closed on %(at)s (%(zone)s). A proposal can no longer be submitted to it.")
            % {"at": mails.moment(call.closes_at, call.time_zone), "zone": call.time_zone}
        )


def _number(project: Project, arrived: datetime) -> None:
    """The project's code: the next number of its call. The call's row stays locked, so none is lost.

    The closing date is read again under the lock: whoever moves it goes either before or after.
    """
    call = Call.objects.select_for_update().get(pk=project.call_id)
    _must_be_open(call, arrived)
    call.last_number += 1
    call.save(update_fields=["last_number"])
    project.code = f"{project.programme_code}-{call.number:02d}-{call.last_number:05d}"
    project.first_submitted_at = arrived


def _receipt(project: Project, version: Version, change: StateChange, by: User) -> Document:
    """Ask for the receipt in the language of who submits."""
    with translation.override(by.language):
        checks = eligibility.evaluate(dossier.from_data(version.data))
        data = receipt.data_of(project, version, change, checks)
    return engine.request("receipt", f"{project.chain}:{version.number}", by.language, data)
