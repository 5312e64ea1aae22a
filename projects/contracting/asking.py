"""Asking for a modification, taking the wish back, and answering it with no."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from core.retry import retried
from projects.contracting import notices
from projects.contracting.access import may_give_account, may_work
from projects.contracting.words import text
from projects.form import SECTIONS
from projects.lifecycle.kept_modifications import living, next_number
from projects.locking import locked
from projects.models import Modification, ModificationState, Project
from projects.states import BY_KEY

REASON_LENGTH = 5000


@retried
@transaction.atomic
def ask(
    project: Project, *, by: User, key: UUID, kind: str, parts: Sequence[str], reason: str
) -> Modification:
    """Ask the secretariat to open a modification. For people who manage the project; one at a time."""
    fresh = locked(project)
    if not may_give_account(by, fresh):
        raise NotAllowed(_("Only people who manage the project may ask for a modification."))
    known = Modification.objects.filter(creation_key=key).first()
    if known is not None:
        return _own(known, fresh)
    if fresh.state not in BY_KEY["open_modification"].sources:
        raise DomainError(
            _("A modification can be asked for once the project is approved; it is “%(state)s” now.")
            % {"state": fresh.get_state_display()}
        )
    if living(fresh) is not None:
        raise DomainError(
            _("One modification is under way already. The next one can be asked for once it is decided.")
        )
    why = text(reason, REASON_LENGTH)
    if not why:
        raise DomainError(_("Write what changes and why: the secretariat decides on that basis."))
    if kind not in Modification.Kind.values or not set(parts) <= set(SECTIONS):
        raise DomainError(_("Reload the page: it offers what can no longer be chosen."))
    made = Modification.objects.create(
        project=fresh,
        number=next_number(fresh),
        kind=kind,
        parts=[part for part in SECTIONS if part in parts],
        reason=why,
        asked_by=by,
        creation_key=key,
    )
    new = {"modification": made.number, "kind": kind, "parts": made.parts}
    trail.record(fresh.chain, "ask for modification", by=by, new=new, note=why)
    return made


@retried
@transaction.atomic
def take_back(modification: Modification, *, by: User) -> None:
    """Take a wish back that nobody has answered yet. It stays in the list, without an answer."""
    project, fresh = _asked(modification)
    if not may_give_account(by, project):
        raise NotAllowed(_("Only people who manage the project may take back the modification."))
    _end(project, fresh, by, "take back modification")


@retried
@transaction.atomic
def decline(modification: Modification, *, by: User, answer: str) -> None:
    """Do not open the modification, and say why; the letter waits in the outbox."""
    project, fresh = _asked(modification)
    if not may_work(by, project):
        raise NotAllowed(_("Only the secretariat answers a request for a modification."))
    fresh.answer = text(answer, REASON_LENGTH)
    if not fresh.answer:
        raise DomainError(_("Write why the modification is not opened."))
    _end(project, fresh, by, "decline modification")
    notices.draft_declined(project, fresh, by=by)


def _asked(modification: Modification) -> tuple[Project, Modification]:
    project = locked(modification.project)
    fresh = Modification.objects.get(pk=modification.pk)
    if fresh.state != ModificationState.ASKED:
        raise DomainError(_("This modification was answered already. Reload the page to see how."))
    return project, fresh


def _end(project: Project, row: Modification, by: User, action: str) -> None:
    row.state, row.decided_by, row.decided_at = ModificationState.DECLINED, by, timezone.now()
    row.save(update_fields=["state", "decided_by", "decided_at", "answer"])
    trail.record(project.chain, action, by=by, new={"modification": row.number}, note=row.answer)


def _own(known: Modification, project: Project) -> Modification:
    if known.project_id != project.pk:
        raise DomainError(_("This form was used already. Reload the page."))
    return known
