"""A deadline in words: in the call's own time zone, with what is left by the server's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from calls.models import Call
from core import stencils
from projects.models import Project

NEAR = timedelta(hours=72)


@dataclass(frozen=True)
class Deadline:
    """When a call, or one of its two steps, closes; `at` is in the zone of the call.

    `now` is the server's clock: scripts count from it, since a reader's own clock may be wrong. `step` is 0
    in a call of one step.
    """

    at: datetime
    zone: str
    now: datetime
    step: int = 0

    @property
    def drawn(self) -> SafeString:
        """As HTML."""
        facts = {"is_near": self.is_near, "step": self.step, "zone": self.zone}
        fills = {
            "at": timezone.localtime(self.at).isoformat(),
            "now": timezone.localtime(self.now).isoformat(),
            "when": _day(self.at.date(), get_language()),
            "time": f"{self.at:%H:%M}",
            "words": self.words,
            "over": self.over,
        }
        return stencils.draw("apply/parts/deadline.html", facts, fills)

    @property
    def left(self) -> timedelta:
        return self.at - self.now

    @property
    def is_over(self) -> bool:
        return self.left <= timedelta(0)

    @property
    def is_near(self) -> bool:
        return not self.is_over and self.left <= NEAR

    @property
    def over(self) -> str:
        """What to say once it has passed."""
        if self.step == 0:
            return _("The call is closed.")
        return _("Step %(step)d of the call is closed.") % {"step": self.step}

    @property
    def words(self) -> str:
        """The time left, in the unit that matters: days, then hours, then minutes."""
        minutes = int(self.left.total_seconds() // 60)
        hours, days = minutes // 60, self.left.days
        if self.is_over:
            return self.over
        if days >= 3:
            return ngettext("%(count)s day left", "%(count)s days left", days) % {"count": days}
        if hours >= 1:
            return ngettext("%(count)s hour left", "%(count)s hours left", hours) % {"count": hours}
        return ngettext("%(count)s minute left", "%(count)s minutes left", minutes) % {"count": minutes}


def deadline_of(call: Call, now: datetime | None = None) -> Deadline:
    """The deadline of a call for who has not begun yet: of two steps, the first until it has closed."""
    moment = now or timezone.now()
    first = call.step1_closes_at
    if first is None:
        return _deadline(call, call.closes_at, moment, 0)
    return _deadline(call, first, moment, 1) if moment < first else _deadline(call, call.closes_at, moment, 2)


def project_deadline(project: Project, now: datetime | None = None) -> Deadline:
    """The deadline of the step in which a proposal is."""
    step = project.step if project.call.is_two_step else 0
    return _deadline(project.call, project.closes_at, now or timezone.now(), step)


@lru_cache(maxsize=500)
def _day(day: date, _language: str | None) -> str:
    return date_format(day, "DATE_FORMAT")


def _deadline(call: Call, at: datetime, now: datetime, step: int) -> Deadline:
    return Deadline(at.astimezone(ZoneInfo(call.time_zone)), call.time_zone, now, step)
