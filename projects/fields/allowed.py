"""What the call of a project allows in its budget, as a save reads and checks it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from calls.states import BudgetForm
from projects.budget import period_count
from projects.dates import months
from projects.fields.outcomes import InvalidValue
from projects.fields.target import uid_of

_TERMS = ("budget_form", "allowed_categories", "period_months")


def uids(row: str) -> list[UUID]:
    """The identity in a key as a list to look up in; an empty one finds nothing."""
    uid = uid_of(row)
    return [] if uid is None else [uid]


def terms_from(project: str) -> dict[str, Any]:
    """What a call allows, and how long the project lasts, from wherever the project is."""
    names: dict[str, Any] = {name: F(f"{project}call__{name}") for name in _TERMS}
    return {**names, "starts": F(f"{project}start_date"), "ends": F(f"{project}end_date")}


def is_more(value: str, current: str) -> bool:
    """Whether an amount grows: clearing and lowering what no longer fits must stay possible."""
    return Decimal(value or 0) > Decimal(current or 0)


def check_form(row: Mapping[str, Any], wanted: BudgetForm) -> None:
    if row["budget_form"] == wanted:
        return
    texts = {
        BudgetForm.TOTALS: _("This call asks for one amount in each category. Enter it there."),
        BudgetForm.PERIODS: _("This call asks for amounts by period. Enter it in a period."),
        BudgetForm.ITEMS: _("This call asks for rows with units and price. Add a row."),
    }
    raise InvalidValue(texts[BudgetForm(row["budget_form"])])


def check_category(row: Mapping[str, Any], category: str) -> None:
    if category not in row["allowed_categories"]:
        raise InvalidValue(_("This call takes no real costs in this category."))


def check_period(row: Mapping[str, Any], period: int) -> None:
    """Refuses a period that the project does not have: the call has none, or the project is shorter."""
    if row["period_months"] is None:
        raise InvalidValue(_("This call does not divide its projects into periods."))
    count = period_count(months(row["starts"], row["ends"]), row["period_months"])
    if not count:
        raise InvalidValue(_("Give the start and end of the project first: its periods follow from them."))
    if not 1 <= period <= count:
        raise InvalidValue(_("The project has %(count)d periods. Choose one of them.") % {"count": count})
