"""The price and the categories of a unit cost that the project proposes itself, with the rows that use it."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext as _

from core.money import LARGEST
from programmes.states import CostCategory
from projects.budget import ZERO, row_amount, table_of
from projects.fields.entry_columns import Amount, EntryColumn
from projects.fields.outcomes import InvalidValue
from projects.fields.target import Target
from projects.models import CostItem, Entry, FieldChange

KIND = Entry.Kind.OWN_UNIT_COST


class Price(Amount):
    """What a unit costs, EUR. Rows of the budget that use the unit cost take the new price with it."""

    def check(self) -> None:
        price = Decimal(self.value or 0)
        if any(row_amount(units, price) > LARGEST for units in self._used().values_list("units", flat=True)):
            raise InvalidValue(
                _("With this price a row of the budget exceeds 999,999,999.99 euros. Lower one of them.")
            )

    def write(self) -> list[FieldChange]:
        super().write()
        price = self.stored() or ZERO
        rows = list(self._used().exclude(price=price).values_list("uid", "price"))
        self._used().update(price=price)
        return [FieldChange(key=f"cost.{uid}.price", old=str(old), new=str(price)) for uid, old in rows]

    def _used(self) -> models.QuerySet[CostItem]:
        return CostItem.objects.filter(own_unit_cost=self.row["pk"])


class Categories(EntryColumn):
    """The cost categories that a unit cost covers: they say in which table of the budget its rows stand."""

    def check(self) -> None:
        covered = self.value.split(",") if self.value else []
        if covered == [CostCategory.OFFICE]:
            text = _("Office and administration can't stand alone. First tick another category as well.")
            raise InvalidValue(text)
        used = CostItem.objects.filter(own_unit_cost=self.row["pk"])
        if used.exclude(category=table_of(covered)).exists():
            raise InvalidValue(
                _("Rows of the budget use this unit cost in another table. Take it out of them first.")
            )


BY_KIND: dict[str, type[Target]] = {"amount": Price, "categories": Categories}
