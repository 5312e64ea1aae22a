"""Mails to the members of a committee. None names a proposal: interests are declared before it is seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from assessments.models import Session
from correspondence import outbox
from programmes.states import Role
from projects import moments

KIND = "committee"


def members_of(session: Session) -> QuerySet[User]:
    """The people of the delegations that sit in the session, who still have the role and an open account."""
    return (
        User.objects.filter(
            delegation_seats__delegation__attendances__session=session,
            staff_roles__programme=session.programme_id,
            staff_roles__role=Role.COMMITTEE,
            is_active=True,
        )
        .distinct()
        .order_by("pk")
    )


def convene(session: Session, *, by: User) -> None:
    """Invite to a meeting, or ask for a vote in writing."""
    template = "committee_written" if session.is_written else "committee_meeting"
    _tell(session, members_of(session), template, "convened", by=by)


def tell_changed(session: Session, *, by: User, key: int, reason: str = "") -> None:
    """A new date, place or rule; `key` tells one change from the next."""
    more = {"reason": reason}
    _tell(session, members_of(session), "committee_changed", f"changed-{key}", by=by, more=more)


def tell_cancelled(session: Session, *, by: User, reason: str) -> None:
    """The session is called off, and why."""
    _tell(session, members_of(session), "committee_cancelled", "cancelled", by=by, more={"reason": reason})


def tell_ended(session: Session) -> None:
    """A written procedure is over; what came of it stands in the portal."""
    _tell(session, members_of(session), "committee_ended", "ended", by=None)


def remind(session: Session, people: QuerySet[User]) -> None:
    """Ask those whose delegation has not voted on everything yet, once before each deadline."""
    until = f"{session.deadline:%Y%m%d%H%M%S}" if session.deadline else ""
    _tell(session, people, "committee_reminder", f"reminder-{until}", by=None)


def _tell(
    session: Session,
    people: QuerySet[User],
    template: str,
    occasion: str,
    *,
    by: User | None,
    more: Mapping[str, Any] | None = None,
) -> None:
    for person in people:
        context = {
            "session": session,
            "programme": session.programme.name.best(person.language).text,
            "begins": moments.planned_for(session.starts_at, session.time_zone, person.language),
            "deadline": session.deadline
            and moments.planned_for(session.deadline, session.time_zone, person.language),
            **(more or {}),
        }
        outbox.write(
            KIND,
            to=person,
            template=template,
            context=context,
            about=session.chain,
            programme=session.programme_id,
            by=by,
            dedupe_key=f"{KIND}:{session.pk}:{occasion}:{person.pk}",
            confirmed=True,
        )
