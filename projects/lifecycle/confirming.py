"""Submissions that two people answer for: one asks, another who manages the project confirms the same."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from core.retry import retried
from projects import dossier, mails
from projects.lifecycle.deadlines import require_open
from projects.lifecycle.moves import Act, check
from projects.lifecycle.readiness import require_ready
from projects.locking import locked
from projects.models import Project, SubmissionRequest
from projects.permissions import may_manage
from projects.states import DRAFTS

Outcome = SubmissionRequest.Outcome


class SecondPersonNeeded(DomainError):
    """The submission waits for somebody else, or for a request that fits what is stored now."""


@retried
@transaction.atomic
def request_submission(
    project: Project, *, by: User, arrived_at: datetime | None = None, late_code: str = ""
) -> SubmissionRequest:
    """Ask the others who manage the project to confirm its submission as it is stored; tells them by mail.

    Asking again for the same text gives the same request; for another text, a new one in its place. A request
    submits nothing and keeps no deadline: only the confirmation must arrive in time. NotReady, Closed.
    """
    fresh = locked(project)
    check(fresh, "submit", Act(by))
    if not fresh.call.needs_second_confirmation:
        raise DomainError(_("In this call nobody else needs to confirm. Submit the proposal yourself."))
    if fresh.state in DRAFTS:
        require_open(fresh, arrived=arrived_at or timezone.now(), late_code=late_code)
    digest = digest_of(require_ready(fresh))
    waiting = SubmissionRequest.objects.open_of(fresh)
    if waiting is not None and waiting.digest == digest:
        return waiting
    others = list(mails.managers_of(fresh).exclude(pk=by.pk))
    if not others and not fresh.is_rehearsal:
        raise DomainError(
            _("Nobody else manages this proposal. Invite a second person to manage it, who can then confirm.")
        )
    if waiting is not None:
        _close(waiting, Outcome.REPLACED, by)
    made = SubmissionRequest.objects.create(project=fresh, by=by, digest=digest)
    trail.record(fresh.chain, "ask to confirm submission", by=by, new={"digest": digest})
    mails.ask_to_confirm(fresh, made, to=others)
    return made


@retried
@transaction.atomic
def cancel_request(project: Project, *, by: User) -> None:
    """Take a request back; nothing happens when there is none. Anybody who may submit may do so."""
    fresh = locked(project)
    check(fresh, "submit", Act(by))
    waiting = SubmissionRequest.objects.open_of(fresh)
    if waiting is not None:
        _close(waiting, Outcome.CANCELLED, by)
        trail.record(fresh.chain, "take back request to submit", by=by, old={"digest": waiting.digest})


def drop_request(project: Project, *, by: User) -> None:
    """Close a request that nobody can confirm any more. The project must be locked."""
    waiting = SubmissionRequest.objects.open_of(project)
    if waiting is not None:
        _close(waiting, Outcome.CANCELLED, by)


def settle(project: Project, judged: dossier.Dossier, *, by: User) -> None:
    """Close the request that this submission confirms. The project must be locked. SecondPersonNeeded.

    In a rehearsal one person may play both parts.
    """
    if not project.call.needs_second_confirmation:
        return
    waiting = SubmissionRequest.objects.open_of(project)
    if waiting is None:
        raise SecondPersonNeeded(
            _("In this call a second person confirms the submission. Ask for the confirmation first.")
        )
    if waiting.digest != digest_of(judged):
        raise SecondPersonNeeded(
            _(
                "The proposal was changed after %(by)s asked for the confirmation, so that request is no "
                "longer valid. Look at the changes, then ask again."
            )
            % {"by": waiting.by}
        )
    if waiting.by_id == by.pk and not project.is_rehearsal:
        raise SecondPersonNeeded(
            _("You asked for this submission yourself. Another person who manages the proposal confirms it.")
        )
    if not may_manage(by, project):
        raise NotAllowed(_("Only people who manage the proposal may confirm its submission."))
    _close(waiting, Outcome.CONFIRMED, by)


def digest_of(judged: dossier.Dossier) -> str:
    """The digest of what the applicants wrote, whatever happens to the call meanwhile."""
    data = dossier.to_data(judged)
    return dossier.digest({name: value for name, value in data.items() if name != "call"})


def _close(waiting: SubmissionRequest, outcome: str, by: User) -> None:
    waiting.outcome, waiting.closed_by, waiting.closed_at = outcome, by, timezone.now()
    waiting.save(update_fields=["outcome", "closed_by", "closed_at"])
