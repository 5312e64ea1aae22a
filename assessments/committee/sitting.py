"""The way of a session: planned, convened, open, closed, minutes agreed; or cancelled."""

from __future__ import annotations

import datetime
import json
import uuid
from dataclasses import dataclass, fields
from typing import TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import trail
from accounts.models import User
from assessments.committee import agenda, mails, papers
from assessments.committee.access import keeps, kept
from assessments.committee.delegations import rules_of
from assessments.models import Attendance, Delegation, Session
from assessments.states import Majority, SessionKind, SessionState
from calls.models import Call
from core.errors import DomainError, NotAllowed
from core.retry import retried
from programmes.models import Programme
from projects.fields.outcomes import token_of
from projects.lifecycle.moves import clean_text

BEFORE_OPEN = (SessionState.PLANNED, SessionState.CONVENED)
LIVE = (SessionState.CONVENED, SessionState.OPEN)
WORKED_ON = (SessionState.PLANNED, SessionState.CONVENED, SessionState.OPEN, SessionState.CLOSED)


@dataclass(frozen=True)
class Facts:
    """What is said of a session when it is planned, and as long as it has not been opened."""

    kind: str
    title: str
    starts_at: datetime.datetime
    deadline: datetime.datetime | None
    place: str
    is_online: bool
    link: str
    quorum_percent: int
    majority: str
    silence_is_consent: bool


class StaleSession(DomainError):
    """Somebody changed the session since the page was shown; `current` is what is stored now."""

    def __init__(self, current: Session) -> None:
        super().__init__(
            _(
                "Somebody changed this session meanwhile. What you typed is still here, and beside it "
                "what is stored now. Compare, then save again."
            )
        )
        self.current = current


@transaction.atomic
def plan(
    programme: Programme, facts: Facts, *, by: User, key: uuid.UUID, call: Call | None = None
) -> Session:
    """A new session by the rules that `facts` name; the same `key` gives the same session."""
    known = Session.objects.filter(creation_key=key).first()
    if known is not None and known.programme_id == programme.pk:
        return known
    session = Session(
        programme=programme,
        call=call,
        creation_key=key,
        created_by=by,
        time_zone=call.time_zone if call else Session._meta.get_field("time_zone").default,
    )
    if not keeps(by, session):
        raise NotAllowed(_("Only the secretariat of the programme may do this."))
    if call is not None and call.programme_period.programme_id != programme.pk:
        raise DomainError(_("This call belongs to another programme."))
    _put(session, facts)
    session.save()
    trail.record(session.chain, "plan session", by=by, new=_plain(session))
    return session


@transaction.atomic
def change(session: Session, facts: Facts, *, by: User, seen: str) -> Session:
    """Correct a session before it is opened; who was told already is told of a new date or place.

    `seen` is the revision that the page showed. StaleSession when that is no longer what is stored.
    """
    fresh = kept(session, by, *BEFORE_OPEN)
    if seen != revision_of(fresh):
        raise StaleSession(fresh)
    old = _plain(fresh)
    if fresh.state == SessionState.CONVENED and facts.kind != fresh.kind:
        raise DomainError(_("The members were told of this kind of session. Cancel it and plan another one."))
    _put(fresh, facts)
    if fresh.state == SessionState.CONVENED:
        _require_future(fresh)
    fresh.save()
    if old != _plain(fresh):
        entry = trail.record(fresh.chain, "change session", by=by, old=old, new=_plain(fresh))
        if fresh.state == SessionState.CONVENED:
            mails.tell_changed(fresh, by=by, key=entry.sequence)
    return fresh


@retried
@transaction.atomic
def convene(session: Session, *, by: User) -> Session:
    """Tell the members by mail, and freeze the agenda's versions and the papers.

    From here on the delegations that sit, their votes and the papers are those of this moment.
    """
    fresh = kept(session, by, SessionState.PLANNED)
    if not fresh.items.exists():
        raise DomainError(_("The agenda is empty. Put at least one point on it first."))
    sitting = list(Delegation.objects.filter(programme=fresh.programme_id).sitting())
    if not any(delegation.has_vote for delegation in sitting):
        raise DomainError(_("No delegation of this committee has a vote. Set up the delegations first."))
    _require_future(fresh)
    agenda.pin(fresh)
    Attendance.objects.bulk_create(
        Attendance(session=fresh, delegation=delegation, has_vote=delegation.has_vote)
        for delegation in sitting
    )
    fresh.state, fresh.convened_at = SessionState.CONVENED, timezone.now()
    fresh.papers = papers.facts_of(fresh)
    fresh.save()
    trail.record(fresh.chain, "convene session", by=by, new={"items": fresh.items.count()})
    papers.request_all(fresh)
    mails.convene(fresh, by=by)
    return fresh


@transaction.atomic
def open_(session: Session, *, by: User | None) -> Session:
    """Votes may be cast from now on. `by=None`: a written procedure that begins by the clock."""
    fresh = kept(session, by, SessionState.CONVENED) if by else session
    fresh.state, fresh.opened_at = SessionState.OPEN, timezone.now()
    fresh.save(update_fields=["state", "opened_at"])
    trail.record(fresh.chain, "open session", by=by)
    return fresh


@transaction.atomic
def close(session: Session, *, by: User) -> Session:
    """End a meeting: every proposal on the agenda must have been closed. Decisions can still be confirmed."""
    fresh = kept(session, by, SessionState.OPEN)
    if fresh.kind == SessionKind.WRITTEN:
        raise DomainError(_("A written procedure ends by itself at its deadline."))
    left = fresh.items.filter(project__isnull=False, closed_at=None).count()
    if left:
        raise DomainError(
            ngettext(
                "The vote on %(count)d proposal is still open. Close it first.",
                "The votes on %(count)d proposals are still open. Close each of them first.",
                left,
            )
            % {"count": left}
        )
    return end(fresh, by=by)


def end(session: Session, *, by: User | None) -> Session:
    """Mark a locked session as closed."""
    session.state, session.closed_at = SessionState.CLOSED, timezone.now()
    session.save(update_fields=["state", "closed_at"])
    trail.record(session.chain, "close session", by=by)
    return session


@transaction.atomic
def extend(session: Session, *, by: User, deadline: datetime.datetime, note: str) -> Session:
    """Let the votes of an open written procedure be cast until later, and tell the members why.

    Votes that were cast stand. Who is late is reminded again before the new deadline.
    """
    fresh = kept(session, by, SessionState.OPEN)
    if fresh.deadline is None or not fresh.is_written:
        raise DomainError(_("Only a written procedure has a deadline to extend."))
    if fresh.deadline <= timezone.now():
        raise DomainError(_("The deadline has passed, so the votes stand. It can no longer be extended."))
    if deadline <= fresh.deadline:
        raise DomainError(
            _("A deadline can only be moved to a later time. Choose one after the present one.")
        )
    reason = clean_text(note, 2000)
    if not reason:
        raise DomainError(_("Say why the deadline moves: the members read it in the e-mail."))
    old = {"deadline": fresh.deadline.isoformat()}
    fresh.deadline, fresh.reminded_at = deadline, None
    fresh.save(update_fields=["deadline", "reminded_at"])
    new = {"deadline": deadline.isoformat()}
    entry = trail.record(fresh.chain, "extend session", by=by, old=old, new=new, note=reason)
    mails.tell_changed(fresh, by=by, key=entry.sequence, reason=reason)
    return fresh


@transaction.atomic
def cancel(session: Session, *, by: User, note: str) -> Session:
    """Call a session off before it ends; who was told is told of that as well. Its record stays."""
    fresh = kept(session, by, *BEFORE_OPEN, SessionState.OPEN)
    reason = clean_text(note, 2000)
    if not reason:
        raise DomainError(_("Say why the session is called off: the members read it in the e-mail."))
    if fresh.items.filter(decisions__reverted_at__isnull=True, decisions__isnull=False).exists():
        raise DomainError(_("Decisions of this session were confirmed already, so it cannot be called off."))
    was_told = fresh.convened_at is not None
    fresh.state = SessionState.CANCELLED
    fresh.save(update_fields=["state"])
    trail.record(fresh.chain, "cancel session", by=by, note=reason)
    if was_told:
        mails.tell_cancelled(fresh, by=by, reason=reason)
    return fresh


class Rules(TypedDict):
    """By which rules a session decides."""

    quorum_percent: int
    majority: str
    silence_is_consent: bool


def usual_rules(programme: Programme) -> Rules:
    """What a new session of the programme starts from: its rules of procedure."""
    rules = rules_of(programme)
    return {
        "quorum_percent": rules.quorum_percent,
        "majority": rules.majority,
        "silence_is_consent": rules.silence_is_consent,
    }


def _put(session: Session, facts: Facts) -> None:
    if facts.majority not in Majority.values or not 0 <= facts.quorum_percent <= 100:
        raise DomainError(_("Choose a majority, and a quorum from 0 to 100 percent."))
    if facts.kind == SessionKind.WRITTEN and facts.deadline is None:
        raise DomainError(_("A written procedure needs a deadline for the votes."))
    if facts.deadline is not None and facts.deadline <= facts.starts_at:
        raise DomainError(_("The deadline lies before the beginning. Choose a later one."))
    for field in fields(Facts):
        setattr(session, field.name, getattr(facts, field.name))
    session.title = clean_text(facts.title, 200)
    session.place = clean_text(facts.place, 200)
    if not session.title:
        raise DomainError(_("Give the session a title."))
    if facts.kind == SessionKind.MEETING:
        session.deadline = None


def _require_future(session: Session) -> None:
    """Members can't be asked to come, or to vote, in the past."""
    last = session.deadline if session.is_written else session.starts_at + datetime.timedelta(days=1)
    if last is not None and last <= timezone.now():
        raise DomainError(_("The date of this session has passed. Choose a new one first."))


def revision_of(session: Session) -> str:
    """Stands for what is said of a session: other words, other characters."""
    return token_of(json.dumps(_plain(session), sort_keys=True))


def _plain(session: Session) -> dict[str, object]:
    said: dict[str, object] = {field.name: getattr(session, field.name) for field in fields(Facts)}
    return said | {
        "starts_at": session.starts_at.isoformat(),
        "deadline": session.deadline.isoformat() if session.deadline else None,
    }
