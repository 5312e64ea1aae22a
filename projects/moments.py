"""Moments and days as letters and messages say them: on a clock that is named, in a reader's language."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import formats, timezone, translation


def moment(at: datetime, zone: str) -> str:
    """A moment in the call's own time zone, in the active language: "25 October 2026, 02:30:00 CEST".

    The abbreviation tells the two hours apart that bear the same numbers when summer time ends.
    """
    local = timezone.localtime(at, ZoneInfo(zone))
    return f"{formats.date_format(local, 'DATE_FORMAT')}, {local:%H:%M:%S} {local.tzname()}"


def moment_for(at: datetime, zone: str, language: str) -> str:
    """A moment in the call's own time zone, in a reader's language."""
    with translation.override(language):
        return moment(at, zone)


def planned_for(at: datetime, zone: str, language: str) -> str:
    """As `moment_for`, of what was planned to the minute: no seconds where there are none."""
    local = timezone.localtime(at, ZoneInfo(zone))
    if local.second:
        return moment_for(at, zone, language)
    with translation.override(language):
        return f"{formats.date_format(local, 'DATE_FORMAT')}, {local:%H:%M} {local.tzname()}"


def day(value: date | None, language: str) -> str:
    """A date in a reader's language; blank when there is none."""
    with translation.override(language):
        return formats.date_format(value, "DATE_FORMAT") if value else ""
