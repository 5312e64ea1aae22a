"""Days by which something is due: months of the calendar, and working days. Pure, without a database."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

SATURDAY = 5


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last day of a month that is too short for it."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def working_days_after(day: date, number: int) -> date:
    """The `number`th day from Monday to Friday after `day`. Public holidays count: they differ by country."""
    weeks, rest = divmod(number, 5)
    found = day + timedelta(weeks=weeks)
    while found.weekday() >= SATURDAY:  # a weekend counts as its Friday
        found -= timedelta(days=1)
    while rest:
        found += timedelta(days=1)
        rest -= found.weekday() < SATURDAY
    return found
