"""Who is there, what each delegation says on an item, and closing the vote."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from assessments.committee import mails, recusals, sitting
from assessments.committee.access import is_member, kept, locked, require_state
from assessments.models import AgendaItem, Attendance, DelegationMember, Session, Vote
from assessments.states import Position, SessionState
from core.errors import DomainError, NotAllowed
from core.retry import retried
from projects.lifecycle.moves import clean_text
from projects.models import Interest

NOTE_LENGTH = 2000
# What a member says; recusal follows from declared interests, absence from who is there.
SAID_BY_MEMBERS = (Position.FOR, Position.AGAINST, Position.ABSTAIN)


@retried
@transaction.atomic
def cast(
    item: AgendaItem, *, by: User, delegation: int, position: str, note: str = "", seen: str = ""
) -> Vote:
    """A member's vote for the own delegation; may be changed until the item is closed or the deadline.

    `seen` is the position that the page showed ("" for none): a vote that somebody else of the delegation
    cast meanwhile is not overwritten unseen.
    """
    now = timezone.now()
    session = locked(item.session)
    fresh = _open_item(session, item)
    _require_time(session, now)
    require_state(session, SessionState.OPEN)
    seat = DelegationMember.objects.filter(delegation=delegation, user=by).first()
    attends = Attendance.objects.filter(session=session, delegation=delegation, has_vote=True).exists()
    if seat is None or not attends or not is_member(by, session):
        raise NotAllowed(_("You do not vote for this delegation in this session."))
    if position not in SAID_BY_MEMBERS:
        raise DomainError(_("Choose for, against or abstention."))
    _require_no_interest(fresh, by)
    if (fresh.project_id, delegation) in recusals.of(session):
        raise DomainError(_("Your delegation takes no part in this item: one of its members is recused."))
    known = Vote.objects.filter(item=fresh, delegation=delegation).first()
    if (known.position if known else "") != seen:
        raise DomainError(
            _("Your delegation has voted meanwhile. Look at that vote, then change it if need be.")
        )
    if seat.is_deputy and known is not None and _is_of_full_member(known):
        raise DomainError(_("A full member of your delegation has voted already. A deputy cannot change it."))
    return _put(session, fresh, delegation, position, by=by, note=note, is_recorded=False)


@retried
@transaction.atomic
def record(item: AgendaItem, *, by: User, positions: Mapping[int, str]) -> int:
    """What the secretariat heard in the room: a position for each delegation; returns how many changed."""
    now = timezone.now()
    session = kept(item.session, by, SessionState.OPEN)
    fresh = _open_item(session, item)
    _require_time(session, now)
    voting = {
        row.delegation_id: row
        for row in session.attendances.filter(has_vote=True).select_related("delegation")
    }
    known = dict(Vote.objects.filter(item=fresh).values_list("delegation", "position"))
    recused = recusals.of(session)
    changed = 0
    for delegation, position in positions.items():
        if delegation not in voting or (position and position not in Position.values):
            raise DomainError(_("Choose a vote for delegations of this session only."))
        if known.get(delegation, "") == position or (fresh.project_id, delegation) in recused:
            continue
        if position in SAID_BY_MEMBERS and not (session.is_written or voting[delegation].is_present):
            raise DomainError(
                _("%(delegation)s is not marked as present. Mark it as present first, then record its vote.")
                % {"delegation": voting[delegation].delegation}
            )
        changed += 1
        if position:
            _put(session, fresh, delegation, position, by=by, note="", is_recorded=True)
        else:
            _forget(session, fresh, delegation, by=by)
    return changed


@transaction.atomic
def attend(session: Session, *, by: User, present: Mapping[int, tuple[bool, str]]) -> None:
    """Who is there: for each delegation of the session whether it is present, and who speaks for it."""
    fresh = kept(session, by, SessionState.CONVENED, SessionState.OPEN)
    old, new = {}, {}
    for row in fresh.attendances.select_for_update():
        if row.delegation_id not in present:
            continue
        is_present, people = present[row.delegation_id]
        said = " ".join(clean_text(people, 300).split())
        if (row.is_present, row.people) != (is_present, said):
            old[row.delegation_id] = [row.is_present, row.people]
            new[row.delegation_id] = [is_present, said]
            row.is_present, row.people = is_present, said
            row.save(update_fields=["is_present", "people"])
    if new:
        trail.record(fresh.chain, "record attendance", by=by, old=old, new=new)


@retried
@transaction.atomic
def close_item(item: AgendaItem, *, by: User) -> AgendaItem:
    """End the vote on an item, once every delegation in the room has spoken."""
    session = kept(item.session, by, SessionState.OPEN)
    if session.is_written:
        raise DomainError(_("In a written procedure the vote ends by itself at the deadline."))
    return settle_item(session, _open_item(session, item), by=by)


@transaction.atomic
def reopen_item(item: AgendaItem, *, by: User, note: str) -> AgendaItem:
    """Take up a closed vote again while the meeting lasts and nothing was confirmed on it."""
    session = kept(item.session, by, SessionState.OPEN)
    fresh = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    reason = clean_text(note, NOTE_LENGTH)
    if fresh.closed_at is None:
        raise DomainError(_("The vote on this item is open already."))
    if fresh.decisions.standing().exists():
        raise DomainError(_("The decision on this item is confirmed. Undo the decision first."))
    if not reason:
        raise DomainError(_("Say why the vote is taken up again: it stays in the record."))
    fresh.closed_at, fresh.closed_by = None, None
    fresh.save(update_fields=["closed_at", "closed_by"])
    fresh.votes.filter(by=None).delete()
    trail.record(session.chain, "reopen item", by=by, new={"item": fresh.pk}, note=reason)
    return fresh


def settle_item(session: Session, item: AgendaItem, *, by: User | None) -> AgendaItem:
    """Write down recusals, absences and silence, and close the item. The session is locked."""
    recused = recusals.of(session)
    known = {vote.delegation_id: vote for vote in item.votes.all()}
    silent = []
    for row in session.attendances.filter(has_vote=True).select_related("delegation"):
        vote = known.get(row.delegation_id)
        if item.project_id is None:
            continue
        if (item.project_id, row.delegation_id) in recused:
            _keep(item, row.delegation_id, Position.RECUSED)
        elif vote is None and session.is_written:
            consents = session.silence_is_consent
            _keep(item, row.delegation_id, Position.FOR if consents else Position.ABSENT)
        elif vote is None and row.is_present:
            silent.append(str(row.delegation))
        elif vote is None:
            _keep(item, row.delegation_id, Position.ABSENT)
    if silent:
        raise DomainError(
            _("No vote is recorded yet for %(names)s. Record one, or mark the delegation as absent.")
            % {"names": ", ".join(silent)}
        )
    item.closed_at, item.closed_by = timezone.now(), by
    item.save(update_fields=["closed_at", "closed_by"])
    trail.record(session.chain, "close item", by=by, new={"item": item.pk, "about": str(item)})
    return item


def finish_written(session: Session) -> bool:
    """End a written procedure whose deadline has passed; False when there is nothing to end any more."""
    with transaction.atomic():
        fresh = locked(session)
        is_over = fresh.deadline is not None and fresh.deadline <= timezone.now()
        if not (fresh.is_written and is_over and fresh.state == SessionState.OPEN):
            return False
        for item in fresh.items.filter(closed_at=None):
            settle_item(fresh, item, by=None)
        sitting.end(fresh, by=None)
        mails.tell_ended(fresh)
    return True


def _open_item(session: Session, item: AgendaItem) -> AgendaItem:
    fresh = AgendaItem.objects.filter(pk=item.pk, session=session).first()
    if fresh is None or fresh.project_id is None:
        raise DomainError(_("There is nothing to vote on here. Reload the page and look again."))
    if fresh.closed_at is not None:
        raise DomainError(_("The vote on this item is closed. Nothing was changed."))
    return fresh


def _require_time(session: Session, now: datetime.datetime) -> None:
    """DomainError when the votes of a written procedure were due before `now`, when the act reached us."""
    if session.is_written and session.deadline is not None and now >= session.deadline:
        raise DomainError(_("The deadline of this procedure has passed. Your vote was not recorded."))


def _require_no_interest(item: AgendaItem, by: User) -> None:
    """The member has declared to have no conflict of interest, and does not write the proposal."""
    project = item.project_id
    if by.collaborations.filter(project=project).exists():
        raise NotAllowed(_("You are one of the people who write this proposal, so you cannot vote on it."))
    if not Interest.objects.cleared_for(by).filter(project=project).exists():
        raise DomainError(_("Declare first whether you have a conflict of interest in this proposal."))


def _is_of_full_member(vote: Vote) -> bool:
    return DelegationMember.objects.filter(
        delegation=vote.delegation_id, user=vote.by_id, is_deputy=False
    ).exists()


def _put(
    session: Session,
    item: AgendaItem,
    delegation: int,
    position: str,
    *,
    by: User,
    note: str,
    is_recorded: bool,
) -> Vote:
    known = Vote.objects.filter(item=item, delegation=delegation).first()
    said = clean_text(note, NOTE_LENGTH)
    vote, _is_new = Vote.objects.update_or_create(
        item=item,
        delegation_id=delegation,
        defaults={
            "position": position,
            "by": by,
            "at": timezone.now(),
            "note": said,
            "is_recorded": is_recorded,
        },
    )
    old = {"item": item.pk, "delegation": delegation, "position": known.position if known else ""}
    new = {"item": item.pk, "delegation": delegation, "position": position}
    trail.record(session.chain, "vote", by=by, old=old, new=new, note=said)
    return vote


def _forget(session: Session, item: AgendaItem, delegation: int, *, by: User) -> None:
    vote = Vote.objects.get(item=item, delegation=delegation)
    old = {"item": item.pk, "delegation": delegation, "position": vote.position}
    vote.delete()
    trail.record(session.chain, "vote", by=by, old=old, new={**old, "position": ""})


def _keep(item: AgendaItem, delegation: int, position: Position) -> None:
    """A position that follows from the facts, not from a person."""
    Vote.objects.update_or_create(
        item=item, delegation_id=delegation, defaults={"position": position, "by": None, "note": ""}
    )
