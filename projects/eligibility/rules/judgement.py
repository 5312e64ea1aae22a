"""What a judge says of one rule."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from calls.rules import Terms


class Judgement(NamedTuple):
    """Whether the rule is kept, the figures behind it, and the key of the field to mend."""

    is_kept: bool
    figures: str
    where: str


def is_within(value: Decimal, terms: Terms) -> bool:
    """Whether the value keeps the lowest and the highest bound, both included."""
    above = terms.minimum is None or value >= terms.minimum
    return above and (terms.maximum is None or value <= terms.maximum)
