"""Cells of the budget: amounts by category and period, cost items, lump sums and the partners' parts of them.

An empty cell can always be made; a new amount must fit the call's form of budget, its cost categories and
the periods of the project.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from calls.models import Call
from calls.states import BudgetForm
from core.money import LARGEST
from projects.budget import CLOSURE, ZERO, period_count, row_amount
from projects.dates import months
from projects.fields.outcomes import InvalidValue
from projects.fields.target import Target, first, number_of, partner_row, uid_of
from projects.models import (
    BudgetLine,
    CostItem,
    Entry,
    FieldChange,
    ItemPeriod,
    LumpSumShare,
    LumpSumUse,
    Partnership,
    Project,
)
from projects.models.budget import ItemCategory

_TERMS = ("budget_form", "allowed_categories", "period_months")


class BudgetAmount(Target):
    """What a partner enters in one cost category, for the whole or in one period; blank is no entry."""

    def read(self) -> str:
        self.category, _dot, period = self.key.attribute.partition(".")
        self.period = number_of(period) if period else None
        lines = BudgetLine.objects.filter(partnership=OuterRef("pk"), category=self.category)
        lines = lines.filter(period__isnull=True) if not period else lines.filter(period=self.period)
        rows = partner_row(self.project, self.key.row).annotate(amount=Subquery(lines.values("amount")))
        self.row = first(rows.values("pk", "amount", **_terms("project__")))
        return "" if self.row["amount"] is None else str(self.row["amount"])

    def check(self) -> None:
        check_line(self.row, self.key.attribute, self.value, self.current)

    def write(self) -> None:
        if not self.value:
            self._stored().delete()
        elif self.row["amount"] is not None:
            self._stored().update(amount=Decimal(self.value))
        else:
            BudgetLine.objects.create(
                partnership_id=self.row["pk"],
                category=self.category,
                period=self.period,
                amount=Decimal(self.value),
            )

    def _stored(self) -> QuerySet[BudgetLine]:
        lines = BudgetLine.objects.filter(partnership=self.row["pk"], category=self.category)
        return lines.filter(period__isnull=True) if self.period is None else lines.filter(period=self.period)


def check_line(terms: Mapping[str, Any], place: str, value: str, current: str) -> None:
    """InvalidValue when a category ("staff"), or a category in a period ("staff.3"), takes no such amount.

    Also where a flat rate stands in its place an amount may be entered: it is kept, not counted.
    """
    category, _dot, period = place.partition(".")
    if not _is_more(value, current):
        return
    _check_form(terms, BudgetForm.PERIODS if period else BudgetForm.TOTALS)
    _check_category(terms, category)
    if period:
        _check_period(terms, number_of(period))


def terms_of(project: Project) -> dict[str, Any]:
    """What the call allows in budgets and how long the project lasts; one statement."""
    return dict(Project.objects.filter(pk=project.pk).values(**_terms("")).get())


class ItemColumn(Target):
    """Units, price, unit cost, investment and the amount of a period of one cost item."""

    def read(self) -> str:
        self.column, _dot, period = self.key.attribute.partition(".")
        self.period = number_of(period) if period else 0
        rows = CostItem.objects.filter(uid__in=_uids(self.key.row), partnership__project=self.project.pk)
        parts = ItemPeriod.objects.filter(item=OuterRef("pk"), period=self.period)
        offered = Call.unit_costs.through.objects.filter(
            call=self.project.call_id, unitcost=number_of(self.value) if self.column == "unit_cost" else 0
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
            invested=Subquery(entries.values("pk")[:1]),
            invested_in=F("investment__uid"),
        )
        names = ("pk", "category", "units", "price", "unit_cost_id", "part", "offered", "covers")
        self.row = first(rows.values(*names, "invested", "invested_in", **_terms("partnership__project__")))
        stored = {"period": "part", "unit_cost": "unit_cost_id", "investment": "invested_in"}
        value = self.row[stored.get(self.column, self.column)]
        return "" if value is None else str(value)

    def check(self) -> None:
        if self.column == "unit_cost":
            self._check_unit_cost()
        elif self.column == "investment" and self.value and self.row["invested"] is None:
            raise InvalidValue(_("Choose one of the project's investments."))
        elif self.column == "price" and self.row["unit_cost_id"] is not None:
            raise InvalidValue(_("The programme's unit cost fixes this price."))
        elif self.column in {"units", "price", "period"} and _is_more(self.value, self.current):
            self._check_amount()

    def _check_unit_cost(self) -> None:
        if not self.value:
            return
        _check_form(self.row, BudgetForm.ITEMS)
        covers, category = self.row["covers"], self.row["category"]
        if covers is None:
            raise InvalidValue(_("This call does not offer this unit cost."))
        fits = len(covers) > 1 if category == ItemCategory.UNIT_COSTS else covers == [category]
        if not fits:
            raise InvalidValue(_("This unit cost is for another table of the budget."))
        self._check_product(self.row["units"], self.row["offered"])

    def _check_amount(self) -> None:
        _check_form(self.row, BudgetForm.ITEMS)
        if self.row["unit_cost_id"] is None:
            if self.row["category"] == ItemCategory.UNIT_COSTS:
                raise InvalidValue(_("Choose the unit cost of this row first."))
            _check_category(self.row, self.row["category"])
        if self.column == "period":
            _check_period(self.row, self.period)
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
        price = self.row["offered"] if self.value else ZERO
        rows.update(unit_cost_id=number_of(self.value) if self.value else None, price=price)
        if price == self.row["price"]:
            return []
        key = f"cost.{self.key.row}.price"
        return [FieldChange(key=key, old=str(self.row["price"]), new=str(price))]


class LumpSumPeriod(Target):
    """The period of a lump sum: 0 is preparation, 255 closure."""

    def read(self) -> str:
        self.rows = LumpSumUse.objects.filter(uid__in=_uids(self.key.row), project=self.project.pk)
        self.row = first(self.rows.values("period", **_terms("project__")))
        return "" if self.row["period"] is None else str(self.row["period"])

    def check(self) -> None:
        if self.value and not (self.value.isascii() and self.value.isdigit() and len(self.value) <= 3):
            raise InvalidValue(_("Choose one of the project's periods."))
        if self.value and int(self.value) not in {0, CLOSURE}:
            _check_period(self.row, int(self.value))

    def write(self) -> None:
        self.rows.update(period=int(self.value) if self.value else None)


class LumpSumAmount(Target):
    """A partner's part of a lump sum; blank is none."""

    def read(self) -> str:
        _share, _dot, partner = self.key.attribute.partition(".")
        members = Partnership.objects.filter(uid__in=_uids(partner), project=self.project.pk)
        shares = LumpSumShare.objects.filter(use=OuterRef("pk"))
        own = shares.filter(partnership__uid__in=_uids(partner))
        others = shares.exclude(partnership__uid__in=_uids(partner)).filter(amount__gt=0)
        rows = LumpSumUse.objects.filter(uid__in=_uids(self.key.row), project=self.project.pk).annotate(
            member=Subquery(members.values("pk")[:1]),
            stored=Subquery(own.values("amount")[:1]),
            other=Subquery(others.values("partnership__abbreviation")[:1]),
            splittable=F("lump_sum__is_splittable"),
        )
        self.row = first(
            rows.filter(member__isnull=False).values("pk", "member", "stored", "other", "splittable")
        )
        return "" if self.row["stored"] is None else str(self.row["stored"])

    def check(self) -> None:
        if not _is_more(self.value, self.current) or self.row["splittable"] or not self.row["other"]:
            return
        text = _("One partner takes this lump sum whole. Clear the amount of %(partner)s first.")
        raise InvalidValue(text % {"partner": self.row["other"]})

    def write(self) -> None:
        where = {"use_id": self.row["pk"], "partnership_id": self.row["member"]}
        if not self.value:
            LumpSumShare.objects.filter(**where).delete()
        elif self.row["stored"] is not None:
            LumpSumShare.objects.filter(**where).update(amount=Decimal(self.value))
        else:
            LumpSumShare.objects.create(**where, amount=Decimal(self.value))


def _uids(row: str) -> list[UUID]:
    """The identity in a key as a list to look up in; an empty one finds nothing."""
    uid = uid_of(row)
    return [] if uid is None else [uid]


def _terms(project: str) -> dict[str, Any]:
    """What a call allows, and how long the project lasts, from wherever the project is."""
    names: dict[str, Any] = {name: F(f"{project}call__{name}") for name in _TERMS}
    return {**names, "starts": F(f"{project}start_date"), "ends": F(f"{project}end_date")}


def _is_more(value: str, current: str) -> bool:
    """Whether an amount grows: clearing and lowering what no longer fits must stay possible."""
    return Decimal(value or 0) > Decimal(current or 0)


def _check_form(row: Mapping[str, Any], wanted: BudgetForm) -> None:
    if row["budget_form"] == wanted:
        return
    texts = {
        BudgetForm.TOTALS: _("This call asks for one amount in each category. Enter it there."),
        BudgetForm.PERIODS: _("This call asks for amounts by period. Enter it in a period."),
        BudgetForm.ITEMS: _("This call asks for rows with units and price. Add a row."),
    }
    raise InvalidValue(texts[BudgetForm(row["budget_form"])])


def _check_category(row: Mapping[str, Any], category: str) -> None:
    if category not in row["allowed_categories"]:
        raise InvalidValue(_("This call takes no real costs in this category."))


def _check_period(row: Mapping[str, Any], period: int) -> None:
    """Refuses a period that the project does not have: the call has none, or the project is shorter."""
    if row["period_months"] is None:
        raise InvalidValue(_("This call does not divide its projects into periods."))
    count = period_count(months(row["starts"], row["ends"]), row["period_months"])
    if not count:
        raise InvalidValue(_("Give the start and end of the project first: its periods follow from them."))
    if not 1 <= period <= count:
        raise InvalidValue(_("The project has %(count)d periods. Choose one of them.") % {"count": count})
