"""The fund that stands behind a programme's own name for money that is none of the EU's."""

from __future__ import annotations

import secrets
import string

from core.texts import Text
from programmes.models import Fund, ProgrammeFund, ProgrammePeriod

LETTERS = 8


def keep(row: ProgrammeFund, edition: ProgrammePeriod) -> None:
    """Name the fund as the row says: a new one when none is chosen, else the programme's own."""
    if not row.own_name:
        return
    words = {"abbreviation": Text(row.own_name), "name": Text(row.own_description or row.own_name)}
    if not row.fund_id:
        row.fund = Fund.objects.create(code=_code(), is_eu=False, owner=edition, **words)
    elif row.fund.owner_id == edition.pk:
        Fund.objects.filter(pk=row.fund_id).update(**words)


def _code() -> str:
    letters = (secrets.choice(string.ascii_uppercase) for _number in range(LETTERS))
    return f"OTHER_{''.join(letters)}"
