"""Months between the days of a project."""

from __future__ import annotations

from datetime import date, timedelta


def months(start: date | None, end: date | None) -> int | None:
    """The months from `start` to `end`, both included; a month begun counts whole. None if out of order."""
    if start is None or end is None or end < start or end == date.max:
        return None
    after = end + timedelta(days=1)
    whole = (after.year - start.year) * 12 + after.month - start.month
    return whole + (after.day > start.day)
