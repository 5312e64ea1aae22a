"""The columns of partners and of their money."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext as _

from calls.models import CallFlatRate, CallFund
from projects.budget import FLAT_RATES, FlatRates, clashes
from projects.fields.outcomes import InvalidValue
from projects.fields.target import Target, first, number_of, partner_row
from projects.form import FIELDS, part_and_fund
from projects.models import CoFinancing, Contribution, Partnership


class PartnerColumn(Target):
    """A partner's short name and the flat rates that it chose."""

    def read(self) -> str:
        self.kind = self.key.attribute.removesuffix("_rate")
        offers = CallFlatRate.objects.filter(call=self.project.call_id, kind=self.kind)
        twins = Partnership.objects.filter(project=self.project, abbreviation__iexact=self.value)
        row = partner_row(self.project, self.key.row).annotate(
            offered=Subquery(offers.values("rate")),
            is_fixed=Subquery(offers.values("is_fixed")),
            taken=Exists(twins.filter(~Q(pk=OuterRef("pk")))),
        )
        columns = [f"{name}_rate" for name in FLAT_RATES]
        self.row = first(row.values("pk", "abbreviation", "offered", "is_fixed", "taken", *columns))
        stored = self.row[self.key.attribute]
        return "" if stored is None else str(stored)

    def check(self) -> None:
        if self.key.attribute != "abbreviation":
            self._check_rate()
        elif not self.value.strip():
            raise InvalidValue(_("A partner needs a short name. Give it one."))
        elif self.row["taken"]:
            raise InvalidValue(_("Another partner has this short name. Give each partner its own."))

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


class FundRate(Target):
    """The percentage of a part of a partner's costs that a fund pays; blank is none."""

    def read(self) -> str:
        self.part, self.fund = part_and_fund(self.key)
        own = CoFinancing.objects.filter(partnership=OuterRef("pk"), part=self.part)
        others = own.exclude(fund=self.fund).order_by().values("partnership")
        offers = CallFund.objects.filter(call=self.project.call_id, fund=self.fund)
        rows = partner_row(self.project, self.key.row).annotate(
            stored=Subquery(own.filter(fund=self.fund).values("rate")),
            others=Subquery(others.annotate(sum=Sum("rate")).values("sum")),
            offered=Subquery(offers.values("rate")),
            is_fixed=Subquery(offers.values("is_fixed")),
            several=F("project__call__several_funds"),
            categories=F("project__call__allowed_categories"),
        )
        self.row = first(
            rows.values("pk", "stored", "others", "offered", "is_fixed", "several", "categories")
        )
        if self.row["stored"] is None and self.row["offered"] is None:
            raise InvalidValue(_("This call has no money from this fund."))
        if self.part and self.part not in self.row["categories"]:
            raise InvalidValue(_("This call has no money for small projects."))
        return "" if self.row["stored"] is None else str(self.row["stored"])

    def check(self) -> None:
        if not self.value:
            return
        if self.row["offered"] is None:
            raise InvalidValue(_("This call has no money from this fund."))
        _check_offer(Decimal(self.value), self.row["offered"], is_fixed=self.row["is_fixed"])
        if Decimal(self.value) and self.row["others"] and not self.row["several"]:
            told = _("In this call each partner has money from one fund. Clear the other rate first.")
            raise InvalidValue(told)
        if Decimal(self.value) + (self.row["others"] or 0) > 100:
            raise InvalidValue(_("All funds together pay at most 100 percent. Lower another rate first."))

    def write(self) -> None:
        where = {"partnership_id": self.row["pk"], "part": self.part, "fund_id": self.fund}
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
            pk=number_of(self.key.row), partnership__project=self.project.pk
        )
        self.row = first(self.rows.values("source", "status", "amount"))
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
        Contribution.objects.filter(pk=number_of(self.key.row)).update(**{self.key.attribute: stored})


def _check_offer(value: Decimal, offered: Decimal, *, is_fixed: bool) -> None:
    if is_fixed and value != offered:
        raise InvalidValue(_("This call has a fixed rate of %(rate)s percent.") % {"rate": _plain(offered)})
    if value > offered:
        raise InvalidValue(_("This call pays at most %(rate)s percent.") % {"rate": _plain(offered)})


def _plain(rate: Decimal) -> str:
    return f"{rate.normalize():f}"
