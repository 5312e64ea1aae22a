"""When and where a review or a session takes place, and its agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from correspondence.plain import one_line
from knowledge.models import AgendaItem, Meeting, ServiceRequest
from knowledge.service_states import IN_PREPARATION, PlaceState, ServiceKind, ServiceState
from knowledge.services import mails
from knowledge.services.access import for_step, for_team

FURTHER = ("Asia/Nicosia", "Atlantic/Azores", "Atlantic/Canary", "Atlantic/Madeira", "Atlantic/Reykjavik")
ZONES = tuple(sorted({*(zone for zone in available_timezones() if zone.startswith("Europe/")), *FURTHER}))
ENDS_AT = time(17)  # of the last day of a visit, unless the agenda says otherwise
MOST_ITEMS = 60


@dataclass(frozen=True)
class Wanted:
    """What a form says of a meeting: its first day and hour, on the clock of `zone`."""

    day: date
    starts: time
    zone: str
    place: str = ""
    link: str = ""


@transaction.atomic
def fix(request: ServiceRequest, *, by: User, wanted: Wanted, seen: int) -> Meeting:
    """Fix the date, or move it; everybody who takes part is told. `seen` is the edition that a page showed.

    DomainError when it is past, when nobody has accepted, when a session has no moderator, or when somebody
    moved it meanwhile.
    """
    fresh = for_step(request, "fix", by)
    meeting = Meeting.objects.filter(request=fresh).first()
    if (meeting.edition if meeting else 0) != seen:
        raise DomainError(_("Somebody changed the date meanwhile. Reload the page before you change it."))
    starts_at, ends_at = _span(fresh, wanted)
    if starts_at <= timezone.now():
        raise DomainError(_("Choose a date that is still to come."))
    if fresh.kind == ServiceKind.MATCHMAKING and fresh.expert_id is None:
        raise DomainError(_("Name the moderator first."))
    if not fresh.places.filter(state=PlaceState.ACCEPTED).exists():
        raise DomainError(_("Nobody has accepted an invitation yet. Fix the date when somebody has."))
    meeting = meeting or Meeting(request=fresh, edition=0)
    old = {"starts_at": meeting.starts_at} if meeting.pk else None
    meeting.starts_at, meeting.ends_at, meeting.time_zone = starts_at, ends_at, wanted.zone
    meeting.place, meeting.link, meeting.edition = one_line(wanted.place), wanted.link, meeting.edition + 1
    meeting.save()
    fresh.state = ServiceState.FIXED
    fresh.save(update_fields=["state"])
    trail.record(fresh.chain, "fix date of service", by=by, old=old, new={"starts_at": starts_at})
    local = starts_at.astimezone(ZoneInfo(wanted.zone)).replace(tzinfo=None)  # as the clocks of its place say
    everybody, key = mails.everybody_in(fresh), str(meeting.edition)
    mails.tell_all(fresh, "fixed", everybody, by=by, key=key, meeting=meeting, starts=local)
    return meeting


@transaction.atomic
def add_item(
    request: ServiceRequest, *, by: User, day: int, starts: time, ends: time, title: str
) -> AgendaItem:
    """Put a point on the agenda; points of a day may not overlap."""
    fresh = for_team(request, by, IN_PREPARATION)
    if not 1 <= day <= days_of(fresh):
        raise DomainError(_("The visit has %(days)d days. Choose one of them.") % {"days": days_of(fresh)})
    if ends <= starts:
        raise DomainError(_("The point ends before it begins. Correct the times."))
    if fresh.agenda.filter(day=day, starts__lt=ends, ends__gt=starts).exists():
        raise DomainError(_("Another point of that day is planned at this time. Correct the times."))
    if fresh.agenda.count() >= MOST_ITEMS:
        raise DomainError(_("An agenda has at most %(most)d points.") % {"most": MOST_ITEMS})
    item = AgendaItem.objects.create(
        request=fresh, day=day, starts=starts, ends=ends, title=one_line(title)[:200]
    )
    trail.record(fresh.chain, "add to agenda of service", by=by, new={"day": day, "title": item.title})
    return item


@transaction.atomic
def remove_item(request: ServiceRequest, *, by: User, uid: UUID) -> None:
    """Take a point off the agenda; one that is gone stays gone."""
    fresh = for_team(request, by, IN_PREPARATION)
    item = fresh.agenda.filter(uid=uid).first()
    if item is not None:
        old = {"day": item.day, "title": item.title}
        item.delete()
        trail.record(fresh.chain, "remove from agenda of service", by=by, old=old)


def days_of(request: ServiceRequest) -> int:
    """On how many days it takes place: as the service says for a visit; a session has one."""
    return (request.service.visit_days or 1) if request.kind == ServiceKind.PEER_REVIEW else 1


def _span(request: ServiceRequest, wanted: Wanted) -> tuple[datetime, datetime]:
    """From its first to its last minute. DomainError for an hour that the clocks skip, or an unknown zone."""
    if wanted.zone not in ZONES:
        raise DomainError(_("Choose a time zone from the list."))
    zone = ZoneInfo(wanted.zone)
    starts_at = _moment(wanted.day, wanted.starts, zone)
    if request.kind == ServiceKind.PEER_REVIEW:
        last_day = wanted.day + timedelta(days=days_of(request) - 1)
        last = request.agenda.filter(day=days_of(request)).order_by("-ends").first()
        ends_at = _moment(last_day, last.ends if last else ENDS_AT, zone)
        if ends_at <= starts_at:
            raise DomainError(_("The visit ends before it begins. Choose an earlier hour."))
        return starts_at, ends_at
    hours = request.service.session_hours
    if hours is None:
        raise DomainError(_("How long a session lasts is not known. Load the facts of the service first."))
    return starts_at, starts_at + timedelta(hours=hours)


def _moment(day: date, hour: time, zone: ZoneInfo) -> datetime:
    moment = datetime.combine(day, hour, tzinfo=zone)
    if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise DomainError(_("The clocks skip this hour on that night. Choose another."))
    return moment.astimezone(UTC)
