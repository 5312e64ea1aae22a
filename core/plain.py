"""Amounts and days as plain data hold them: as text, or nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal


def amount(value: str | None) -> Decimal | None:
    """The number of a text; None where there was none."""
    return None if value is None else Decimal(value)


def day(value: str | None) -> date | None:
    """The day of an ISO text; None where there was none, also for an empty text."""
    return date.fromisoformat(value) if value else None
