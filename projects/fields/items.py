"""The cells of one cost item: units, price, unit cost, investment, and the amounts of its periods."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from calls.models import Call
from calls.states import BudgetForm
from core.money import LARGEST
from projects.budget import ZERO, row_amount, table_of
from projects.fields.allowed import check_category, check_form, check_period, is_more, terms_from, uids
from projects.fields.outcomes import InvalidValue
from projects.fields.target import Target, first, number_of, uid_of
from projects.models import CostItem, Entry, FieldChange, ItemPeriod
from projects.models.budget import ItemCategory


class ItemColumn(Target):
    """Units, price, unit cost, investment and the amount of a period of one cost item."""

    def read(self) -> str:
        self.column, _dot, period = self.key.attribute.partition(".")
        self.period = number_of(period) if period else 0
        rows = CostItem.objects.filter(uid__in=uids(self.key.row), partnership__project=self.project.pk)
        parts = ItemPeriod.objects.filter(item=OuterRef("pk"), period=self.period)
        offered = Call.unit_costs.through.objects.filter(
            call=self.project.call_id, unitcost=number_of(self.value) if self.column == "unit_cost" else 0
        )
        own = Entry.objects.present().filter(
            project=self.project.pk,
            kind=Entry.Kind.OWN_UNIT_COST,
            uid=uid_of(self.value if self.column == "unit_cost" else ""),
        )
        entries = Entry.objects.present().filter(
            project=self.project.pk,
            kind=Entry.Kind.INVESTMENT,
            uid=uid_of(self.value if self.column == "investment" else ""),
        )
        rows = rows.annotate(
            part=Subquery(parts.values("amount")[:1]),
            offered=Subquery(offered.values("unitcost__price")[:1]),
            covers=Subquery(offered.values("unitcost__categories")[:1]),
            own=Subquery(own.values("pk")[:1]),
            own_price=Subquery(own.values("price")[:1]),
            own_covers=Subquery(own.values("choice")[:1]),
            own_uid=F("own_unit_cost__uid"),
            invested=Subquery(entries.values("pk")[:1]),
            invested_in=F("investment__uid"),
        )
        names = ("pk", "category", "units", "price", "unit_cost_id", "part", "offered", "covers")
        owns = ("own", "own_price", "own_covers", "own_uid")
        self.row = first(
            rows.values(*names, *owns, "invested", "invested_in", **terms_from("partnership__project__"))
        )
        return self._stored()

    def _stored(self) -> str:
        if self.column == "unit_cost":
            value = self.row["unit_cost_id"] or self.row["own_uid"]
        else:
            stored = {"period": "part", "investment": "invested_in"}
            value = self.row[stored.get(self.column, self.column)]
        return "" if value is None else str(value)

    @property
    def _is_fixed(self) -> bool:
        """Whether a unit cost gives the row its price now."""
        return self.row["unit_cost_id"] is not None or self.row["own_uid"] is not None

    def check(self) -> None:
        if self.column == "unit_cost":
            self._check_unit_cost()
        elif self.column == "investment" and self.value and self.row["invested"] is None:
            raise InvalidValue(_("Choose one of the project's investments."))
        elif self.column == "price" and self._is_fixed:
            raise InvalidValue(_("The unit cost of this row fixes its price."))
        elif self.column in {"units", "price", "period"} and is_more(self.value, self.current):
            self._check_amount()

    def _check_unit_cost(self) -> None:
        if not self.value:
            return
        check_form(self.row, BudgetForm.ITEMS)
        covers = self.row["covers"]
        if self.row["own"] is not None:
            covers = self.row["own_covers"].split(",")
        if covers is None:
            raise InvalidValue(_("Neither this call nor this project has this unit cost."))
        if table_of(covers) != self.row["category"]:
            raise InvalidValue(_("This unit cost is for another table of the budget."))
        self._check_product(self.row["units"], self._price())

    def _price(self) -> Decimal:
        """What the chosen unit cost makes of a unit."""
        found: Decimal | None = self.row["own_price"] if self.row["own"] else self.row["offered"]
        return found or ZERO

    def _check_amount(self) -> None:
        check_form(self.row, BudgetForm.ITEMS)
        if not self._is_fixed:
            if self.row["category"] == ItemCategory.UNIT_COSTS:
                raise InvalidValue(_("Choose the unit cost of this row first."))
            check_category(self.row, self.row["category"])
        if self.column == "period":
            check_period(self.row, self.period)
        else:
            given = {"units": self.row["units"], "price": self.row["price"], self.column: Decimal(self.value)}
            self._check_product(given["units"], given["price"])

    def _check_product(self, units: Decimal, price: Decimal) -> None:
        if row_amount(units, price) > LARGEST:
            raise InvalidValue(_("Units and price together exceed 999,999,999.99 euros. Lower one of them."))

    def write(self) -> list[FieldChange] | None:
        rows = CostItem.objects.filter(pk=self.row["pk"])
        if self.column == "period":
            self._write_period()
        elif self.column == "unit_cost":
            return self._write_unit_cost(rows)
        elif self.column == "investment":
            rows.update(investment_id=self.row["invested"] if self.value else None)
        else:
            rows.update(**{self.column: Decimal(self.value or 0)})
        return None

    def _write_period(self) -> None:
        parts = ItemPeriod.objects.filter(item=self.row["pk"], period=self.period)
        if not self.value:
            parts.delete()
        elif self.row["part"] is not None:
            parts.update(amount=Decimal(self.value))
        else:
            ItemPeriod.objects.create(item_id=self.row["pk"], period=self.period, amount=Decimal(self.value))

    def _write_unit_cost(self, rows: QuerySet[CostItem]) -> list[FieldChange]:
        """The price comes and goes with the unit cost; that change of another field is kept too."""
        price = self._price() if self.value else ZERO
        own = self.row["own"] if self.value else None
        theirs = number_of(self.value) if self.value and own is None else None
        rows.update(unit_cost_id=theirs, own_unit_cost_id=own, price=price)
        if price == self.row["price"]:
            return []
        key = f"cost.{self.key.row}.price"
        return [FieldChange(key=key, old=str(self.row["price"]), new=str(price))]
