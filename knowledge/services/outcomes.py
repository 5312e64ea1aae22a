"""What a service brings: an answer, a report, an outcome, and later what was taken over."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from correspondence.plain import plain
from knowledge.models import Answer, Meeting, Report, ServiceRequest
from knowledge.service_states import PlaceState, ServiceState
from knowledge.services import mails
from knowledge.services.access import for_step
from knowledge.services.deadlines import months_after, working_days_after


@transaction.atomic
def answer(request: ServiceRequest, *, by: User, text: str) -> Answer:
    """The expert answers the question that is open; the answer goes to the asker by mail."""
    fresh = for_step(request, "answer", by)
    row = fresh.answers.get(answered_at__isnull=True)
    row.text, row.answered_by, row.answered_at = _given(text), by, timezone.now()
    row.save()
    fresh.state, fresh.due_on = ServiceState.ANSWERED, None
    fresh.save(update_fields=["state", "due_on"])
    trail.record(fresh.chain, "answer question", by=by, new={"number": row.number})
    more = {"may_ask": row.number == 1, "days": fresh.service.close_days}
    mails.tell(fresh, "answered", to=fresh.asker, by=by, key=str(row.number), answer=row, **more)
    return row


@transaction.atomic
def ask_again(request: ServiceRequest, *, by: User, text: str) -> Answer:
    """The asker asks once more, of the same expert, with a new day by which it is answered."""
    fresh = for_step(request, "ask_again", by)
    if fresh.answers.count() > 1:
        raise DomainError(_("You asked once more already. Send a new question instead."))
    due_on = working_days_after(timezone.localdate(), fresh.service.answer_days)
    row = Answer.objects.create(request=fresh, number=2, question=_given(text), due_on=due_on)
    fresh.state, fresh.due_on = ServiceState.ASSIGNED, due_on
    fresh.save(update_fields=["state", "due_on"])
    trail.record(fresh.chain, "ask once more", by=by, new={"due_on": due_on})
    if fresh.expert is not None:
        mails.tell(fresh, "asked_again", to=fresh.expert, by=by, answer=row)
    return row


@transaction.atomic
def report(request: ServiceRequest, *, by: User, text: str) -> Report:
    """The expert delivers what a review recommends; months later the host is asked what came of it."""
    fresh = for_step(request, "report", by)
    _has_begun(fresh)
    follow_up_on = months_after(timezone.localdate(), fresh.service.follow_up_months)
    row = Report.objects.create(request=fresh, text=_given(text), written_by=by, follow_up_on=follow_up_on)
    fresh.state = ServiceState.REPORTED
    fresh.save(update_fields=["state"])
    trail.record(fresh.chain, "deliver report", by=by, new={"follow_up_on": follow_up_on})
    mails.tell_all(fresh, "reported", mails.everybody_in(fresh), by=by, report=row)
    return row


@transaction.atomic
def conclude(request: ServiceRequest, *, by: User, text: str) -> Report:
    """The moderator notes what a session brought; it is over."""
    fresh = for_step(request, "conclude", by)
    _has_begun(fresh)
    row = Report.objects.create(request=fresh, text=_given(text), written_by=by)
    fresh.state, fresh.ended_at = ServiceState.CLOSED, timezone.now()
    fresh.save(update_fields=["state", "ended_at"])
    trail.record(fresh.chain, "note outcome", by=by)
    mails.tell_all(fresh, "reported", mails.everybody_in(fresh), by=by, report=row)
    return row


@transaction.atomic
def follow_up(request: ServiceRequest, *, by: User, text: str) -> Report:
    """The host says what was taken over of the recommendations; the expert and the peers read it."""
    fresh = for_step(request, "follow_up", by)
    row = Report.objects.select_for_update().get(request=fresh)
    row.taken_over, row.followed_up_at = _given(text), timezone.now()
    row.save()
    fresh.state, fresh.ended_at = ServiceState.CLOSED, row.followed_up_at
    fresh.save(update_fields=["state", "ended_at"])
    trail.record(fresh.chain, "say what was taken over", by=by)
    mails.tell_all(fresh, "followed_up", mails.everybody_in(fresh), by=by, report=row)
    return row


def _has_begun(request: ServiceRequest) -> None:
    if not Meeting.objects.filter(request=request, starts_at__lte=timezone.now()).exists():
        raise DomainError(_("It has not taken place yet. Write this afterwards."))
    if not request.places.filter(state=PlaceState.ACCEPTED).exists():
        raise DomainError(_("Nobody took part, so there is nothing to tell. Ask the team to cancel it."))


def _given(text: str) -> str:
    given = plain(text).strip()
    if not given:
        raise DomainError(_("Write a text: others read it."))
    return given
