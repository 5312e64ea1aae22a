"""From preparation to the public: planned calls are announced, published ones take proposals."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from calls.facts import digest, facts_of, group_of
from calls.models import Call
from calls.permissions import require_may_set_up
from calls.readiness import missing
from calls.setting_up.verbs import Stale, locked
from calls.states import CallState
from core.errors import DomainError


@transaction.atomic
def announce(call: Call, *, by: User) -> Call:
    """Show title, dates and money in the public timetable; everything may still change."""
    return _move(call, {CallState.DRAFT}, CallState.PLANNED, "announce call", by=by)


@transaction.atomic
def withdraw_announcement(call: Call, *, by: User) -> Call:
    """Take a planned call out of the timetable, back into preparation."""
    return _move(call, {CallState.PLANNED}, CallState.DRAFT, "withdraw announcement", by=by)


@transaction.atomic
def publish(call: Call, *, by: User, seen: str = "") -> Call:
    """Let applicants in from the opening on. There is no way back; only harmless changes from here on.

    `seen` is the digest of all facts that the confirming page showed. Raises DomainError with what is
    missing, Stale when somebody changed the call meanwhile.
    """
    fresh = locked(call)
    require_may_set_up(by, fresh.programme_period.programme_id)
    if fresh.state == CallState.PUBLISHED:
        raise DomainError(_("The call is published already."))
    if seen and seen != digest_of_all(fresh):
        raise Stale
    if lacks := missing(fresh):
        raise DomainError(
            _("The call is not ready: %(reasons)s") % {"reasons": " ".join(str(one.text) for one in lacks)}
        )
    fresh.published_at = timezone.now()
    fresh.save(update_fields=["published_at"])
    return _move(fresh, {CallState.DRAFT, CallState.PLANNED}, CallState.PUBLISHED, "publish call", by=by)


@transaction.atomic
def delete(call: Call, *, by: User) -> None:
    """Remove a call in preparation that nobody has written in. The trail keeps what it was."""
    require_may_set_up(by, call.programme_period.programme_id)
    discard(call, by=by)


@transaction.atomic
def discard(call: Call, *, by: User) -> None:
    """As `delete`, for verbs of apps above that have checked who may."""
    fresh = locked(call)
    if fresh.state != CallState.DRAFT:
        raise DomainError(_("Only a call in preparation can be deleted."))
    if fresh.projects.exists():
        raise DomainError(_("Somebody has tried out this call. Delete the rehearsals first."))
    trail.record(fresh.chain, "delete call", by=by, old=facts_of(fresh))
    fresh.delete()


def digest_of_all(call: Call) -> str:
    """The digest of every fact of the call."""
    found = facts_of(call)
    return digest(found, {group_of(name) for name in found})


def _move(call: Call, sources: set[CallState], target: CallState, action: str, *, by: User) -> Call:
    fresh = locked(call)
    require_may_set_up(by, fresh.programme_period.programme_id)
    if fresh.state not in sources:
        raise DomainError(_("The call is in another state by now. Look again."))
    old = fresh.state
    fresh.state = target
    fresh.save(update_fields=["state"])
    trail.record(fresh.chain, action, by=by, old={"state": old}, new={"state": target})
    return fresh
