"""Cells of the budget: amounts by category and period, lump sums and the partners' parts of them.

An empty cell can always be made; a new amount must fit the call's form of budget, its cost categories and
the periods of the project.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from calls.states import BudgetForm
from projects.budget import CLOSURE
from projects.fields.allowed import check_category, check_form, check_period, is_more, terms_from, uids
from projects.fields.outcomes import InvalidValue
from projects.fields.target import Target, first, number_of, partner_row
from projects.models import BudgetLine, LumpSumShare, LumpSumUse, Partnership, Project


class BudgetAmount(Target):
    """What a partner enters in one cost category, for the whole or in one period; blank is no entry."""

    def read(self) -> str:
        self.category, _dot, period = self.key.attribute.partition(".")
        self.period = number_of(period) if period else None
        lines = BudgetLine.objects.filter(partnership=OuterRef("pk"), category=self.category)
        lines = lines.filter(period__isnull=True) if not period else lines.filter(period=self.period)
        rows = partner_row(self.project, self.key.row).annotate(amount=Subquery(lines.values("amount")))
        self.row = first(rows.values("pk", "amount", **terms_from("project__")))
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
    if not is_more(value, current):
        return
    check_form(terms, BudgetForm.PERIODS if period else BudgetForm.TOTALS)
    check_category(terms, category)
    if period:
        check_period(terms, number_of(period))


def terms_of(project: Project) -> dict[str, Any]:
    """What the call allows in budgets and how long the project lasts; one statement."""
    return dict(Project.objects.filter(pk=project.pk).values(**terms_from("")).get())


class LumpSumPeriod(Target):
    """The period of a lump sum: 0 is preparation, 255 closure."""

    def read(self) -> str:
        self.rows = LumpSumUse.objects.filter(uid__in=uids(self.key.row), project=self.project.pk)
        self.row = first(self.rows.values("period", **terms_from("project__")))
        return "" if self.row["period"] is None else str(self.row["period"])

    def check(self) -> None:
        if self.value and not (self.value.isascii() and self.value.isdigit() and len(self.value) <= 3):
            raise InvalidValue(_("Choose one of the project's periods."))
        if self.value and int(self.value) not in {0, CLOSURE}:
            check_period(self.row, int(self.value))

    def write(self) -> None:
        self.rows.update(period=int(self.value) if self.value else None)


class LumpSumAmount(Target):
    """A partner's part of a lump sum; blank is none."""

    def read(self) -> str:
        _share, _dot, partner = self.key.attribute.partition(".")
        members = Partnership.objects.filter(uid__in=uids(partner), project=self.project.pk)
        shares = LumpSumShare.objects.filter(use=OuterRef("pk"))
        own = shares.filter(partnership__uid__in=uids(partner))
        others = shares.exclude(partnership__uid__in=uids(partner)).filter(amount__gt=0)
        rows = LumpSumUse.objects.filter(uid__in=uids(self.key.row), project=self.project.pk).annotate(
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
        if not is_more(self.value, self.current) or self.row["splittable"] or not self.row["other"]:
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
