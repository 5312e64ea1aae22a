"""Months between the days of a project, and days so many months later."""

from __future__ import annotations

from datetime import date, timedelta


def months(start: date | None, end: date | None) -> int | None:
    """The months from `start` to `end`, both included; a month begun counts whole. None if out of order."""
    if start is None or end is None or end < start or end == date.max:
        return None
    after = end + timedelta(days=1)
    whole = (after.year - start.year) * 12 + after.month - start.month
    return whole + (after.day > start.day)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month; never behind the last known day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year >= date.max.year:
        return date.max
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))
