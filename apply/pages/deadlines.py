"""A deadline in words: in the call's own time zone, with what is left by the server's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.models import Call

NEAR = timedelta(hours=72)


@dataclass(frozen=True)
class Deadline:
    """When a call closes; `at` is in the zone of the call."""

    at: datetime
    zone: str
    left: timedelta

    @property
    def is_over(self) -> bool:
        return self.left <= timedelta(0)

    @property
    def is_near(self) -> bool:
        return not self.is_over and self.left <= NEAR

    @property
    def words(self) -> str:
        """The time left, in the unit that matters: days, then hours, then minutes."""
        minutes = int(self.left.total_seconds() // 60)
        hours, days = minutes // 60, self.left.days
        if self.is_over:
            return _("The call is closed.")
        if days >= 3:
            return ngettext("%(count)s day left", "%(count)s days left", days) % {"count": days}
        if hours >= 1:
            return ngettext("%(count)s hour left", "%(count)s hours left", hours) % {"count": hours}
        return ngettext("%(count)s minute left", "%(count)s minutes left", minutes) % {"count": minutes}


def deadline_of(call: Call, now: datetime | None = None) -> Deadline:
    """The deadline of a call as a reader sees it at `now`."""
    moment = now or timezone.now()
    return Deadline(
        call.closes_at.astimezone(ZoneInfo(call.time_zone)), call.time_zone, call.closes_at - moment
    )
