"""Objections to a decision: until the date in its letter, handled by the secretariat with their own outcome.

The last moment is the one that the letters of the decision named; of several copies the latest counts. A
draft is saved while it is written; only what was submitted is seen by the secretariat.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from assessments.letters import KIND
from assessments.models import Appeal
from assessments.models.appeals import APPEAL_LENGTH, MOST_FILES
from assessments.permissions import require_secretariat
from assessments.states import AppealOutcome
from core.errors import DomainError, NotAllowed
from correspondence import outbox
from correspondence.models import Message
from correspondence.plain import plain
from correspondence.states import GONE
from projects import attachments, mails, moments
from projects.attachments import Place
from projects.locking import locked
from projects.models import Attachment, Project, StateChange
from projects.models.attachments import Purpose
from projects.permissions import standing
from projects.states import DECISION_STEPS, Level, reaches

UNDONE = "revert"


@dataclass(frozen=True)
class Chance:
    """The decision to which one may object, until when, and what was written so far."""

    change: StateChange
    due: datetime
    zone: str
    appeal: Appeal | None

    @property
    def due_in_words(self) -> str:
        """The last moment to the second, in the call's zone."""
        return moments.moment(self.due, self.zone)

    @property
    def is_open(self) -> bool:
        """Whether an objection may still be written and submitted."""
        return timezone.now() <= self.due and (self.appeal is None or self.appeal.submitted_at is None)


def chance(project: Project) -> Chance | None:
    """The newest decision, if it stands and a letter about it that left offered an objection."""
    moves = StateChange.objects.of(project).filter(step__in=[*DECISION_STEPS, UNDONE])
    change = moves.first()
    if change is None or change.step == UNDONE:
        return None
    written = Message.objects.filter(dedupe_key__startswith=f"{KIND}:{change.pk}:", state__in=sorted(GONE))
    due = written.aggregate(latest=Max("objection_until"))["latest"]
    if due is None:
        return None
    return Chance(change, due, project.call.time_zone, Appeal.objects.filter(change=change).first())


@transaction.atomic
def save_draft(project: Project, *, by: User, text: str, seen: int) -> Appeal:
    """Keep what was written so far. `seen` is the revision that it was based on; a stale one is refused."""
    appeal = _draft(project, by, seen)
    text = _sound(text)
    if text != appeal.text:
        appeal.text, appeal.saved_by, appeal.saved_at = text, by, timezone.now()
        appeal.revision += 1
        appeal.save()
    return appeal


@transaction.atomic
def submit(project: Project, *, by: User, text: str, seen: int) -> Appeal:
    """Object: in time to the second, by this server's clock. Every manager of the project gets a receipt."""
    appeal = _draft(project, by, seen)
    text = _sound(text)
    if not text.strip():
        raise DomainError(_("Write why you object, then submit."))
    appeal.text, appeal.saved_by, appeal.saved_at = text, by, timezone.now()
    appeal.submitted_by, appeal.submitted_at = by, timezone.now()
    appeal.revision += 1
    appeal.save()
    trail.record(project.chain, "object", by=by, new=_facts(appeal))
    _send_receipts(appeal, by)
    return appeal


def attach(project: Project, content: File[bytes], *, by: User, key: UUID) -> Attachment:
    """Keep a file with the draft, checked like every annex before anybody gets it; a key adds one file."""

    def may_add(fresh: Project, person: User, annex: object, partner: object) -> None:
        appeal = _open_draft(fresh, person)
        if appeal.pk and appeal.files.exclude(creation_key=key).present().count() >= MOST_FILES:
            raise DomainError(
                _("An objection holds at most %(most)d files. Combine some of them.") % {"most": MOST_FILES}
            )

    place = Place(purpose=Purpose.OBJECTION)
    added = attachments.add(project, content, by=by, place=place, key=key, may_add=may_add)
    with transaction.atomic():
        appeal = _open_draft(locked(project), by)
        if not appeal.pk:
            appeal.save()
        appeal.files.add(added)
    return added


@transaction.atomic
def detach(project: Project, file: str, *, by: User) -> None:
    """Take a file, named by its uid, out of the draft."""
    project = locked(project)
    appeal = _open_draft(project, by)
    held = {str(one.uid): one for one in appeal.files.all()} if appeal.pk else {}
    found = held.get(file)
    if found is None:
        raise DomainError(_("This file is gone already. Reload the page."))
    appeal.files.remove(found)
    found.removed_at = timezone.now()
    found.save(update_fields=["removed_at"])
    old = {"file": str(found.uid), "name": found.name}
    trail.record(project.chain, "remove file", by=by, old=old)


@transaction.atomic
def handle(appeal: Appeal, *, by: User, outcome: str, reason: str, even_so: bool = False) -> Appeal:
    """Decide on an objection, and draft the letters. Whoever took the decision says so with `even_so`."""
    rows = Appeal.objects.select_for_update(of=("self",)).select_related("project", "change")
    appeal = rows.get(pk=appeal.pk)
    require_secretariat(by, appeal.project)
    if outcome not in AppealOutcome.values:
        raise DomainError(_("Choose an outcome."))
    if appeal.submitted_at is None or appeal.outcome:
        said = {"state": appeal.get_outcome_display()}
        raise DomainError(_("This objection is already “%(state)s”.") % said)
    if not reason.strip():
        raise DomainError(_("Write the reason: the applicant gets it with the letter."))
    if decided_it(appeal, by) and not even_so:
        raise DomainError(_("You took the decision. Let a colleague handle this, or say that nobody can."))
    appeal.outcome, appeal.reason = outcome, plain(reason).strip()
    appeal.handled_by, appeal.handled_at = by, timezone.now()
    appeal.save()
    new = {**_facts(appeal), "outcome": outcome, "by_the_one_who_decided": decided_it(appeal, by)}
    trail.record(appeal.project.chain, "decide on objection", by=by, new=new)
    for person in mails.managers_of(appeal.project):
        mails.draft_letter(
            appeal.project,
            appeal.change,
            "appeal",
            f"appeal_{outcome}",
            to=person,
            by=by,
            facts=lambda language: {
                "note": appeal.reason,
                "decided_on": moments.day(timezone.localdate(appeal.handled_at), language),
            },
        )
    return appeal


def decided_it(appeal: Appeal, user: User) -> bool:
    """Whether this person took the decision to which the applicant objects."""
    return appeal.change.by_id == user.pk


def _draft(project: Project, by: User, seen: int) -> Appeal:
    """The draft of the objection to the newest decision, locked; the person manages the project."""
    appeal = _open_draft(locked(project), by)
    if appeal.revision != seen:
        raise DomainError(
            _("Somebody else wrote in this objection meanwhile. Copy your text, reload, and put it in again.")
        )
    return appeal


def _open_draft(project: Project, by: User) -> Appeal:
    """The draft as it stands, or a new one; refused to who may not write it, and when its time is over."""
    if not reaches(standing(by, project).level, Level.MANAGE):
        raise NotAllowed(_("Only people who manage the whole proposal may object."))
    found = chance(project)
    if found is None:
        raise DomainError(_("There is no decision to which you could object here."))
    if found.appeal is not None and found.appeal.submitted_at is not None:
        raise DomainError(_("An objection to this decision was already submitted."))
    if timezone.now() > found.due:
        raise DomainError(
            _("The time to object ended on %(due)s, as the letter said. Write to the secretariat instead.")
            % {"due": found.due_in_words}
        )
    appeal = found.appeal or Appeal(project=project, change=found.change, saved_by=by)
    appeal.due = found.due
    return appeal


def _send_receipts(appeal: Appeal, by: User) -> None:
    project, zone = appeal.project, appeal.project.call.time_zone
    at = appeal.submitted_at or timezone.now()
    for person in mails.managers_of(project):
        outbox.write(
            "appeal_receipt",
            to=person,
            template="appeal_receipt",
            context={"project": project, "by": by, "received": moments.moment_for(at, zone, person.language)},
            about=project.chain,
            programme=mails.outbox_of(project),
            by=by,
            dedupe_key=f"appeal_receipt:{appeal.pk}:{person.pk}",
            confirmed=True,
        )


def _sound(text: str) -> str:
    text = plain(text)
    if len(text) > APPEAL_LENGTH:
        raise DomainError(
            _("The text is too long. Keep it under %(limit)s characters.") % {"limit": APPEAL_LENGTH}
        )
    return text


def _facts(appeal: Appeal) -> dict[str, object]:
    files = [{"file": str(one.uid), "name": one.name, "sha256": one.sha256} for one in appeal.files.all()]
    return {"objection": str(appeal.uid), "decision": appeal.change_id, "due": appeal.due, "files": files}
