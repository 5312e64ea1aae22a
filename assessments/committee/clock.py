"""What happens to written procedures by the clock: they open, members are reminded, they end."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from assessments.committee import mails, recusals, sitting, voting
from assessments.models import Attendance, Session, Vote
from assessments.states import SessionKind, SessionState

REMIND_BEFORE = timedelta(days=2)


def sweep() -> int:
    """Open, remind and end what is due; safe to run twice, and late. Returns how many sessions moved.

    A procedure in which nobody could vote, because nothing opened it before its deadline, is left as it is:
    its silence says nothing. The secretariat gives it other dates.
    """
    now = timezone.now()
    written = Session.objects.filter(kind=SessionKind.WRITTEN)
    moved = 0
    for session in written.filter(state=SessionState.CONVENED, starts_at__lte=now, deadline__gt=now):
        moved += _open(session)
    due = written.filter(state=SessionState.OPEN, reminded_at=None, deadline__lte=now + REMIND_BEFORE)
    for session in due.filter(deadline__gt=now):
        _remind(session)
    for session in written.filter(state=SessionState.OPEN, deadline__lte=now):
        moved += voting.finish_written(session)
    return moved


@transaction.atomic
def _open(session: Session) -> bool:
    fresh = Session.objects.select_for_update().get(pk=session.pk)
    now = timezone.now()
    if fresh.state != SessionState.CONVENED or fresh.starts_at > now:
        return False
    if fresh.deadline is None or fresh.deadline <= now:
        return False
    sitting.open_(fresh, by=None)
    return True


@transaction.atomic
def _remind(session: Session) -> None:
    fresh = Session.objects.select_for_update().get(pk=session.pk)
    if fresh.reminded_at is not None or fresh.state != SessionState.OPEN:
        return
    fresh.reminded_at = timezone.now()
    fresh.save(update_fields=["reminded_at"])
    mails.remind(fresh, behind(fresh))


def behind(session: Session) -> QuerySet[User]:
    """The members of voting delegations that have not voted yet on every proposal in which they take part."""
    asked = set(session.items.filter(project__isnull=False).values_list("pk", "project"))
    said = set(Vote.objects.filter(item__session=session).values_list("delegation", "item"))
    recused = recusals.of(session)
    voting_ones = Attendance.objects.filter(session=session, has_vote=True).values_list(
        "delegation", flat=True
    )
    slow = [
        delegation
        for delegation in voting_ones
        if any(
            (delegation, item) not in said and (project, delegation) not in recused for item, project in asked
        )
    ]
    return mails.members_of(session).filter(delegation_seats__delegation__in=slow)
