"""Structured fields: where each is stored, what the call allows in it, and how it is written.

A target is made while the project is locked. Making it costs one statement, writing it one more.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.utils.translation import gettext as _

from calls.models import Call, CallFlatRate, CallFund
from programmes.models import Theme
from projects.budget import FLAT_RATES, FlatRates, clashes
from projects.fields.outcomes import InvalidValue
from projects.form import FIELDS, FullKey
from projects.models import BudgetLine, CoFinancing, Contribution, Partnership, Project
from projects.states import State


class Target(ABC):
    """One structured field of a project, with its stored value in canonical spelling."""

    def __init__(self, project: Project, key: FullKey, value: str) -> None:
        """Reads what is stored and what the call allows. InvalidValue when the row does not exist."""
        self.project = project
        self.key = key
        self.value = value
        self.current = self.read()

    @abstractmethod
    def read(self) -> str:
        """The stored value; keeps what `check` and `write` need."""

    @abstractmethod
    def check(self) -> None:
        """InvalidValue when the field does not take the new value."""

    @abstractmethod
    def write(self) -> None:
        """Store the new value."""


class ProjectColumn(Target):
    """Acronym, objective, theme, start and end."""

    def read(self) -> str:
        column = self.key.attribute
        rows = Project.objects.filter(pk=self.project.pk)
        self.row: dict[str, Any] = (
            rows.annotate(allowed=self._allowed()).values("state", "allowed", column).get()
        )
        stored = self.row[column]
        return stored.isoformat() if isinstance(stored, date) else str(stored or "")

    def _allowed(self) -> Exists | Value:
        """Whether the call offers the objective or theme that was chosen."""
        column = self.key.attribute
        if column not in {"objective", "theme"} or not self.value:
            return Value(True)
        chosen = _number(self.value)
        if column == "objective":
            offered = Call.objectives.through.objects.filter(call_id=OuterRef("call_id"))
            return Exists(offered.filter(specificobjective_id=chosen))
        return Exists(Theme.objects.filter(pk=chosen, programme_period=OuterRef("call__programme_period")))

    def check(self) -> None:
        column = self.key.attribute
        if column == "acronym" and not self.value.strip():
            raise InvalidValue(_("A project needs an acronym. Give it one."))
        if not self.row["allowed"]:
            raise InvalidValue(_("Choose one that this call offers."))
        if column == "objective" and self.row["state"] == State.IN_MODIFICATION:
            raise InvalidValue(_("The specific objective stays as it was contracted."))

    def write(self) -> None:
        column = self.key.attribute
        stored: Any = self.value or None
        if column in {"objective", "theme"}:
            column, stored = f"{column}_id", _number(self.value) if self.value else None
        Project.objects.filter(pk=self.project.pk).update(**{column: stored})


class PartnerColumn(Target):
    """A partner's short name and the flat rates that it chose."""

    def read(self) -> str:
        self.kind = self.key.attribute.removesuffix("_rate")
        offers = CallFlatRate.objects.filter(call=self.project.call_id, kind=self.kind)
        twins = Partnership.objects.filter(project=self.project, abbreviation__iexact=self.value)
        row = _partner(self.project, self.key.row).annotate(
            offered=Subquery(offers.values("rate")),
            is_fixed=Subquery(offers.values("is_fixed")),
            taken=Exists(twins.filter(~Q(pk=OuterRef("pk")))),
        )
        columns = [f"{name}_rate" for name in FLAT_RATES]
        self.row = _first(row.values("pk", "abbreviation", "offered", "is_fixed", "taken", *columns))
        stored = self.row[self.key.attribute]
        return "" if stored is None else str(stored)

    def check(self) -> None:
        if self.key.attribute != "abbreviation":
            self._check_rate()
        elif not self.value.strip():
            raise InvalidValue(_("A partner needs a short name. Give it one."))
        elif self.row["taken"]:
            raise InvalidValue(_("Another partner has this short name. Give each its own."))

    def _check_rate(self) -> None:
        if not self.value:
            return
        if self.row["offered"] is None:
            raise InvalidValue(_("This call does not offer this flat rate."))
        _check_offer(Decimal(self.value), Decimal(self.row["offered"]), is_fixed=self.row["is_fixed"])
        chosen = {name: self.row[f"{name}_rate"] for name in FLAT_RATES}
        for pair in clashes(FlatRates(**{**chosen, self.kind: int(self.value)})):
            if self.kind in pair:
                (other,) = (name for name in pair if name != self.kind)
                label = FIELDS[f"partner.{other}_rate"].label
                raise InvalidValue(
                    _("Not together with “%(other)s”. Take that rate away first.") % {"other": label}
                )

    def write(self) -> None:
        is_rate = self.key.attribute != "abbreviation"
        stored = (int(self.value) if self.value else None) if is_rate else self.value
        Partnership.objects.filter(pk=self.row["pk"]).update(**{self.key.attribute: stored})


class BudgetAmount(Target):
    """What a partner enters in one cost category; blank is no entry."""

    def read(self) -> str:
        lines = BudgetLine.objects.filter(
            partnership=OuterRef("pk"), category=self.key.attribute, period__isnull=True
        )
        rows = _partner(self.project, self.key.row).annotate(amount=Subquery(lines.values("amount")))
        self.row = _first(rows.values("pk", "amount"))
        return "" if self.row["amount"] is None else str(self.row["amount"])

    def check(self) -> None:
        """Any amount may be entered, also where a flat rate stands in its place: it is kept, not counted."""

    def write(self) -> None:
        where: dict[str, Any] = {"partnership_id": self.row["pk"], "category": self.key.attribute}
        where |= {"period__isnull": True} if self.row["amount"] is not None else {}
        if self.row["amount"] is None:
            BudgetLine.objects.create(**where, amount=Decimal(self.value))
        elif self.value:
            BudgetLine.objects.filter(**where).update(amount=Decimal(self.value))
        else:
            BudgetLine.objects.filter(**where).delete()


class FundRate(Target):
    """The percentage of a partner's total that a fund pays; blank is none."""

    def read(self) -> str:
        own = CoFinancing.objects.filter(partnership=OuterRef("pk"))
        others = own.exclude(fund=self.key.attribute).order_by().values("partnership")
        offers = CallFund.objects.filter(call=self.project.call_id, fund=self.key.attribute)
        rows = _partner(self.project, self.key.row).annotate(
            stored=Subquery(own.filter(fund=self.key.attribute).values("rate")),
            others=Subquery(others.annotate(sum=Sum("rate")).values("sum")),
            offered=Subquery(offers.values("rate")),
            is_fixed=Subquery(offers.values("is_fixed")),
        )
        self.row = _first(rows.values("pk", "stored", "others", "offered", "is_fixed"))
        if self.row["stored"] is None and self.row["offered"] is None:
            raise InvalidValue(_("This call has no money of this fund."))
        return "" if self.row["stored"] is None else str(self.row["stored"])

    def check(self) -> None:
        if not self.value:
            return
        if self.row["offered"] is None:
            raise InvalidValue(_("This call has no money of this fund."))
        _check_offer(Decimal(self.value), self.row["offered"], is_fixed=self.row["is_fixed"])
        if Decimal(self.value) + (self.row["others"] or 0) > 100:
            raise InvalidValue(_("All funds together pay at most 100 percent. Lower another rate first."))

    def write(self) -> None:
        where = {"partnership_id": self.row["pk"], "fund_id": self.key.attribute}
        if self.row["stored"] is None:
            CoFinancing.objects.create(**where, rate=Decimal(self.value))
        elif self.value:
            CoFinancing.objects.filter(**where).update(rate=Decimal(self.value))
        else:
            CoFinancing.objects.filter(**where).delete()


class ContributionColumn(Target):
    """Source, status and amount of money for a partner's share."""

    def read(self) -> str:
        self.rows = Contribution.objects.filter(
            pk=_number(self.key.row), partnership__project=self.project.pk
        )
        self.row = _first(self.rows.values("source", "status", "amount"))
        return str(self.row[self.key.attribute])

    def check(self) -> None:
        if self.key.attribute == "status" and self.value not in Contribution.Status.values:
            raise InvalidValue(_("Choose whether the money is public, automatic public or private."))
        if self.key.attribute == "source" and not self.row["source"]:
            raise InvalidValue(_("This is the partner's own money. Add a contribution for other sources."))
        if self.key.attribute == "source" and not self.value.strip():
            raise InvalidValue(_("Say who gives this money."))

    def write(self) -> None:
        stored = Decimal(self.value) if self.key.attribute == "amount" else self.value
        Contribution.objects.filter(pk=_number(self.key.row)).update(**{self.key.attribute: stored})


_GROUPS: dict[str, type[Target]] = {
    "partner": PartnerColumn,
    "budget": BudgetAmount,
    "rate": FundRate,
    "contribution": ContributionColumn,
}


def target_of(project: Project, key: FullKey, value: str) -> Target:
    """The target of a full key with the value that it is to take."""
    return _GROUPS.get(key.field.key.split(".")[0], ProjectColumn)(project, key, value)


def _partner(project: Project, row: str) -> QuerySet[Partnership]:
    try:
        uid = UUID(row)
    except ValueError:
        return Partnership.objects.none()
    return Partnership.objects.filter(uid=uid, project=project.pk)


def _first(rows: QuerySet[Any, Any]) -> dict[str, Any]:
    found: dict[str, Any] | None = rows.order_by().first()
    if found is None:
        raise InvalidValue(_("This line is no longer in the proposal. Reload the page."))
    return found


def _number(text: str) -> int:
    """An id as posted; one that no row has when it is not a number that the database knows."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _check_offer(value: Decimal, offered: Decimal, *, is_fixed: bool) -> None:
    if is_fixed and value != offered:
        raise InvalidValue(_("This call has a fixed rate of %(rate)s percent.") % {"rate": _plain(offered)})
    if value > offered:
        raise InvalidValue(_("This call pays at most %(rate)s percent.") % {"rate": _plain(offered)})


def _plain(rate: Decimal) -> str:
    return f"{rate.normalize():f}"
