"""Decisions of a session: prepared on its items, corrected until confirmed, and then taken for good."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from assessments import decisions
from assessments.committee.access import confirms, items_for, kept, locked, require_state, undeclared
from assessments.conditions import Term, require_terms, terms_of
from assessments.models import AgendaItem, PendingDecision, Session
from assessments.states import Outcome, SessionState
from core.errors import DomainError, NotAllowed
from core.retry import retried
from projects.lifecycle import Seen
from projects.lifecycle.moves import NOTE_LENGTH, clean_text
from projects.models import StateChange

PREPARABLE = (SessionState.CONVENED, SessionState.OPEN, SessionState.CLOSED)
NEED_REASON = frozenset({Outcome.NOT_APPROVED, Outcome.POSTPONED})


@dataclass(frozen=True)
class Draft:
    """A decision as it is prepared. `granted` is in EUR, when the grant is cut."""

    outcome: str
    reason: str = ""
    conditions: Sequence[Term] = field(default_factory=tuple)
    granted: Decimal | None = None
    reserve_rank: int | None = None


@transaction.atomic
def prepare(item: AgendaItem, draft: Draft, *, by: User, seen_revision: int) -> PendingDecision:
    """Write down what the session decided on a proposal, as often as need be until it is confirmed.

    `seen_revision` is the one that the page showed (0: nothing was prepared yet).
    """
    session = kept(item.session, by, *PREPARABLE)
    fresh = AgendaItem.objects.select_related("project__call__programme_period").get(pk=item.pk)
    known = PendingDecision.objects.select_for_update().filter(item=fresh).first()
    _require_correctable(known, seen_revision)
    project = fresh.project
    if project is None or draft.outcome not in Outcome.values:
        raise DomainError(_("Choose a decision."))
    terms = terms_of(draft.conditions)
    reason = clean_text(draft.reason, NOTE_LENGTH)
    require_terms(draft.outcome, terms, day_of(session, fresh))
    if draft.outcome in NEED_REASON and not reason:
        raise DomainError(_("Write down the reasons: the applicant reads them in the letter."))
    seen = Seen.of(project)
    decisions.check_facts(project, seen, draft.outcome, granted=draft.granted, rank=draft.reserve_rank)
    newest = StateChange.objects.of(project).first()
    facts = {
        "outcome": draft.outcome,
        "reserve_rank": draft.reserve_rank,
        "reason": reason,
        "conditions": [_kept(term) for term in terms],
        "granted": draft.granted,
    }
    pending, _is_new = PendingDecision.objects.update_or_create(
        item=fresh,
        defaults={
            **facts,
            "seen_state": seen.state,
            "seen_version": seen.version_number,
            "seen_change": newest,
            "revision": seen_revision + 1,
            "prepared_by": by,
            "prepared_at": timezone.now(),
            "decision": None,
        },
    )
    old = _facts(known) if known else None
    trail.record(session.chain, "prepare decision", by=by, old=old, new={"item": fresh.pk, **facts})
    return pending


def _kept(term: Term) -> dict[str, str | None]:
    return {"text": term.text, "due": term.due.isoformat() if term.due else None}


@transaction.atomic
def discard(item: AgendaItem, *, by: User, seen_revision: int) -> None:
    """Take back what was prepared and not confirmed."""
    session = kept(item.session, by, *PREPARABLE)
    known = PendingDecision.objects.select_for_update().filter(item=item).first()
    _require_correctable(known, seen_revision)
    if known is None:
        return
    trail.record(session.chain, "discard decision", by=by, old={"item": item.pk, **_facts(known)})
    known.delete()


@retried
@transaction.atomic
def confirm(session: Session, *, by: User, seen: Mapping[int, int]) -> int:
    """Take the prepared decisions on these items for good, all of them or none; returns how many.

    `seen` maps items (primary keys) to the revision that the page showed. Each decision goes through
    assessments.decisions, on the state and version on which it was prepared.
    """
    fresh = locked(session)
    if not confirms(by, fresh):
        raise NotAllowed(_("Only a programme manager or a committee member confirms decisions."))
    require_state(fresh, SessionState.OPEN, SessionState.CLOSED)
    if not seen:
        raise DomainError(_("Choose at least one decision to confirm."))
    items = items_for(fresh, by).exclude(project__in=undeclared(fresh, by)).filter(pk__in=list(seen))
    items = items.select_related("project__call__programme_period")
    rows = {item.pk: item for item in items.order_by("position", "pk")}
    if len(rows) < len(seen):
        raise DomainError(_("Some of these items are no longer on the agenda. Reload the page."))
    for item in rows.values():
        try:
            _confirm_one(fresh, item, by=by, seen_revision=seen[item.pk])
        except DomainError as refusal:
            raise DomainError(
                _("Nothing was confirmed. %(project)s: %(why)s")
                % {"project": item.project, "why": refusal.text}
            ) from refusal
    return len(rows)


def day_of(session: Session, item: AgendaItem) -> datetime.date:
    """The day of a decision, on the session's clock: when the vote was closed, else the session's day."""
    at = item.closed_at or session.deadline or session.starts_at
    return timezone.localdate(min(at, timezone.now()), session.zone)


def _confirm_one(session: Session, item: AgendaItem, *, by: User, seen_revision: int) -> None:
    pending = PendingDecision.objects.select_for_update().filter(item=item).first()
    if pending is None or item.project is None:
        raise DomainError(_("There is no prepared decision any more."))
    if item.closed_at is None:
        raise DomainError(_("The vote is still open. Close it first."))
    _require_correctable(pending, seen_revision)
    pending.decision = decisions.decide(
        item.project,
        by=by,
        outcome=pending.outcome,
        seen=Seen(pending.seen_state, pending.seen_version),
        seen_change=pending.seen_change_id,
        decided_on=day_of(session, item),
        reason=pending.reason,
        conditions=terms_in(pending),
        granted=pending.granted,
        reserve_rank=pending.reserve_rank,
        item=item,
    )
    pending.save(update_fields=["decision"])
    trail.record(session.chain, "confirm decision", by=by, new={"item": item.pk, "outcome": pending.outcome})


def terms_in(pending: PendingDecision) -> list[Term]:
    """The conditions of a prepared decision."""
    return [Term(text, due) for text, due in pending.dated_conditions]


def is_confirmed(pending: PendingDecision | None) -> bool:
    """Whether the prepared decision was taken and still stands."""
    return bool(pending and pending.decision and pending.decision.reverted_at is None)


def _require_correctable(known: PendingDecision | None, seen_revision: int) -> None:
    if is_confirmed(known):
        raise DomainError(_("The decision is confirmed already. To change it, undo it first."))
    if (known.revision if known else 0) == seen_revision:
        return
    if known is None:
        raise DomainError(_("Somebody took the prepared decision back meanwhile. Nothing was changed."))
    raise DomainError(
        _(
            "%(person)s changed the prepared decision meanwhile, to “%(outcome)s”. Nothing was changed. "
            "Look at it, then decide again."
        )
        % {"person": known.prepared_by, "outcome": known.get_outcome_display()}
    )


def _facts(pending: PendingDecision) -> dict[str, object]:
    return {
        "outcome": pending.outcome,
        "reserve_rank": pending.reserve_rank,
        "reason": pending.reason,
        "conditions": pending.conditions,
        "granted": pending.granted,
    }
