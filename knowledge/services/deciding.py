"""What becomes of a request: accepted, refused, given to an expert, withdrawn, cancelled, closed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from correspondence.plain import plain
from knowledge.models import ServiceRequest
from knowledge.service_states import ServiceKind, ServiceState
from knowledge.services import mails
from knowledge.services.access import experts_for, for_step, locked


@transaction.atomic
def accept(request: ServiceRequest, *, by: User, note: str = "") -> ServiceRequest:
    """Take it on: people may be invited and a date fixed."""
    fresh = for_step(request, "accept", by)
    fresh.reason = plain(note).strip()
    _move(fresh, ServiceState.PREPARING, by, "accept service request", decided=True, due_on=None)
    mails.tell(fresh, "accepted", to=fresh.asker, by=by)
    return fresh


@transaction.atomic
def refuse(request: ServiceRequest, *, by: User, reason: str) -> ServiceRequest:
    """Refuse it; the asker reads why."""
    fresh = for_step(request, "refuse", by)
    fresh.reason = _reason(reason)
    _move(fresh, ServiceState.REFUSED, by, "refuse service request", decided=True)
    mails.tell(fresh, "refused", to=fresh.asker, by=by)
    return fresh


@transaction.atomic
def cancel(request: ServiceRequest, *, by: User, reason: str) -> ServiceRequest:
    """End it before its time; everybody in it reads why."""
    fresh = for_step(request, "cancel", by)
    fresh.reason = _reason(reason)
    _move(fresh, ServiceState.CANCELLED, by, "cancel service request")
    mails.tell_all(fresh, "cancelled", mails.everybody_in(fresh, with_invited=True), by=by)
    return fresh


@transaction.atomic
def withdraw(request: ServiceRequest, *, by: User, reason: str = "") -> ServiceRequest:
    """The asker does not need it any more; expert and participants are told."""
    fresh = for_step(request, "withdraw", by)
    fresh.reason = plain(reason).strip()
    _move(fresh, ServiceState.WITHDRAWN, by, "withdraw service request")
    mails.tell_all(fresh, "cancelled", mails.everybody_in(fresh, with_invited=True), by=by)
    return fresh


@transaction.atomic
def close(request: ServiceRequest, *, by: User) -> ServiceRequest:
    """The asker has the answer and asks no more."""
    fresh = for_step(request, "close", by)
    _move(fresh, ServiceState.CLOSED, by, "close service request")
    return fresh


@transaction.atomic
def close_answered(request: ServiceRequest, *, by: User, note: str = "") -> ServiceRequest:
    """The team closes an answered question; the asker is told, with what the team says."""
    fresh = for_step(request, "close_answered", by)
    fresh.reason = plain(note).strip()
    _move(fresh, ServiceState.CLOSED, by, "close service request")
    mails.tell(fresh, "closed", to=fresh.asker, by=by)
    return fresh


@transaction.atomic
def close_unasked(request: ServiceRequest, *, before: datetime) -> bool:
    """Close an answered question whose last answer is older than `before`; False when the asker came back."""
    fresh = locked(request)
    if fresh.state != ServiceState.ANSWERED or fresh.answers.filter(answered_at__gt=before).exists():
        return False
    _move(fresh, ServiceState.CLOSED, None, "close service request")
    mails.tell(fresh, "closed", to=fresh.asker, by=None)
    return True


@transaction.atomic
def entrust(request: ServiceRequest, *, by: User, expert: User, seen: User | None) -> ServiceRequest:
    """Give it to an expert of the platform, or to another; `seen` is whom the page showed to have it.

    DomainError when somebody else gave it away meanwhile, or the person is no expert of the platform.
    """
    is_question = request.kind == ServiceKind.HELPDESK
    fresh = for_step(request, "assign" if is_question else "entrust", by)
    if fresh.expert_id != (seen.pk if seen else None):
        raise DomainError(
            _("Meanwhile it was given to %(who)s. Reload the page before you change that.")
            % {"who": fresh.expert or "–"}
        )
    if not experts_for(fresh).filter(user=expert).exists():
        raise DomainError(_("Choose an expert of this platform."))
    old, fresh.expert = fresh.expert_id, expert
    if old == expert.pk:
        return fresh
    fresh.answers.filter(answered_at=None).update(reminded_at=None)  # the new expert was not reminded
    is_first = fresh.state == ServiceState.ASKED
    target = ServiceState.ASSIGNED if is_question else ServiceState(fresh.state)
    _move(fresh, target, by, "entrust service request", decided=is_first, more={"expert": expert.pk})
    mails.tell(fresh, "entrusted", to=expert, by=by, key=timezone.now().isoformat())
    return fresh


def _move(
    request: ServiceRequest,
    target: ServiceState,
    by: User | None,
    act: str,
    *,
    decided: bool = False,
    more: dict[str, object] | None = None,
    **changes: object,
) -> None:
    """Write the new state with its trail; what is over has no day by which it is due."""
    now, old = timezone.now(), request.state
    request.state = target
    for name, value in changes.items():
        setattr(request, name, value)
    if decided:
        request.decided_at, request.decided_by = now, by
    if target in {ServiceState.REFUSED, ServiceState.CANCELLED, ServiceState.WITHDRAWN, ServiceState.CLOSED}:
        request.ended_at, request.due_on = now, None
    request.save()
    trail.record(request.chain, act, by=by, old={"state": old}, new={"state": target, **(more or {})})


def _reason(reason: str) -> str:
    given = plain(reason).strip()
    if not given:
        raise DomainError(_("Say why: the person reads it."))
    return given
