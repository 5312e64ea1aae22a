"""Reading the money of a project: child tables come along with their parents, as JSON in the same statement.

Decimals travel as texts, so that no amount ever becomes a binary fraction.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from calls.models import Call
from core.rows import JsonRows
from core.texts import Text
from partners.models import Identifier
from projects.budget import MANAGEMENT, Item, Line, PeriodAmount, Share
from projects.dossier.money import BudgetTerms, LumpSumOffer, LumpSumUse, PartnerAmount, UnitCostOffer
from projects.dossier.record import Contribution as Given
from projects.dossier.record import Identifier as Registered
from projects.dossier.related import as_json, as_text
from projects.models import (
    Answer,
    BudgetLine,
    CoFinancing,
    Contribution,
    CostItem,
    Entry,
    ItemPeriod,
    LumpSumShare,
    Partnership,
    Project,
)
from projects.models import LumpSumUse as LumpSumRow


def partner_rows() -> QuerySet[Partnership]:
    """Partners in order, with organisation, identifiers and money at hand; one statement."""
    of_partner = {"partnership": OuterRef("pk")}
    identifiers = Identifier.objects.filter(organisation=OuterRef("organisation")).order_by("scheme")
    return (
        Partnership.objects.select_related("organisation")
        .order_by("position")
        .annotate(
            identifier_rows=as_json(identifiers, scheme="scheme", value="value"),
            line_rows=as_json(
                BudgetLine.objects.filter(**of_partner).order_by(
                    "category", F("period").asc(nulls_first=True)
                ),
                category="category",
                period="period",
                amount=as_text("amount"),
            ),
            item_rows=_item_rows(),
            rate_rows=as_json(
                CoFinancing.objects.filter(**of_partner).order_by("part", "fund_id"),
                part="part",
                fund="fund_id",
                rate=as_text("rate"),
            ),
            contribution_rows=as_json(
                Contribution.objects.filter(**of_partner).order_by("pk"),
                id="pk",
                part="part",
                source="source",
                status="status",
                amount=as_text("amount"),
            ),
            share_rows=as_json(
                LumpSumShare.objects.filter(**of_partner).order_by("use__position", "use_id"),
                period="use__period",
                amount=as_text("amount"),
            ),
        )
    )


def _item_rows() -> JsonRows:
    periods = ItemPeriod.objects.filter(item=OuterRef("pk")).order_by("period")
    return as_json(
        CostItem.objects.filter(partnership=OuterRef("pk")).order_by("category", "position", "pk"),
        uid="uid",
        category="category",
        units=as_text("units"),
        price=as_text("price"),
        unit_cost="unit_cost_id",
        own="own_unit_cost__uid",
        investment="investment__uid",
        periods=as_json(periods, number="period", amount=as_text("amount")),
    )


def money_of_project() -> dict[str, Any]:
    """Annotations of projects: their lump sums, and what their call allows in budgets."""
    shares = LumpSumShare.objects.filter(use=OuterRef("pk")).order_by("partnership__position")
    uses = LumpSumRow.objects.filter(project=OuterRef("pk")).order_by("position", "pk")
    lump_sums = Call.lump_sums.through.objects.filter(call=OuterRef("call_id")).order_by("lumpsum_id")
    unit_costs = Call.unit_costs.through.objects.filter(call=OuterRef("call_id")).order_by("unitcost_id")
    return {
        "lump_sum_rows": as_json(
            uses,
            uid="uid",
            lump_sum="lump_sum_id",
            name="lump_sum__name",
            amount=as_text("lump_sum__amount"),
            phase="lump_sum__phase",
            is_splittable="lump_sum__is_splittable",
            period="period",
            shares=as_json(shares, partner="partnership__uid", amount=as_text("amount")),
        ),
        "lump_sum_offers": as_json(
            lump_sums,
            id="lumpsum_id",
            name="lumpsum__name",
            description="lumpsum__description",
            amount=as_text("lumpsum__amount"),
            phase="lumpsum__phase",
            is_splittable="lumpsum__is_splittable",
            categories="lumpsum__categories",
        ),
        "unit_cost_offers": as_json(
            unit_costs,
            id="unitcost_id",
            name="unitcost__name",
            description="unitcost__description",
            unit="unitcost__unit",
            price=as_text("unitcost__price"),
            categories="unitcost__categories",
        ),
        "own_unit_cost_rows": _own_unit_costs(),
    }


def _own_unit_costs() -> JsonRows:
    """Those that the project proposes, with their names and units by language."""
    rows = Entry.objects.present().filter(project=OuterRef("pk"), kind=Entry.Kind.OWN_UNIT_COST)
    said = Answer.objects.filter(project=OuterRef("project"))
    key = Concat(Value("own_unit_cost."), Cast(OuterRef("uid"), CharField()), Value("."))
    texts = {
        name: as_json(said.filter(field=Concat(key, Value(name))), language="language", text="text")
        for name in ("name", "unit")
    }
    return as_json(
        rows.order_by("position", "pk"), uid="uid", price=as_text("price"), covers="choice", **texts
    )


def lines_of(row: Any) -> tuple[Line, ...]:
    """What a partner of `partner_rows` entered by category and period."""
    return tuple(Line(each["category"], each["period"], Decimal(each["amount"])) for each in row.line_rows)


def items_of(row: Any) -> tuple[Item, ...]:
    """Its cost items, table by table."""
    return tuple(
        Item(
            UUID(each["uid"]),
            each["category"],
            Decimal(each["units"]),
            Decimal(each["price"]),
            each["unit_cost"],
            UUID(each["investment"]) if each["investment"] else None,
            tuple(PeriodAmount(part["number"], Decimal(part["amount"])) for part in each["periods"]),
            UUID(each["own"]) if each["own"] else None,
        )
        for each in row.item_rows
    )


def shares_of(row: Any) -> tuple[Share, ...]:
    """Its parts of lump sums."""
    return tuple(Share(each["period"], Decimal(each["amount"])) for each in row.share_rows)


def rates_of(row: Any, part: str = MANAGEMENT) -> dict[str, Decimal]:
    """Its co-financing rates by fund, in percent, of one part of its costs."""
    return {each["fund"]: Decimal(each["rate"]) for each in row.rate_rows if each["part"] == part}


def contributions_of(row: Any, *, is_apart: bool) -> tuple[Given, ...]:
    """Its contributions in the order in which they were added; to the whole where nothing is apart."""
    return tuple(
        Given(
            each["id"],
            each["source"],
            each["status"],
            Decimal(each["amount"]),
            each["part"] if is_apart else MANAGEMENT,
        )
        for each in row.contribution_rows
    )


def identifiers_of(row: Any) -> tuple[Registered, ...]:
    """The identifiers of its organisation, by scheme."""
    return tuple(Registered(each["scheme"], each["value"]) for each in row.identifier_rows)


def lump_sums_of(project: Project) -> tuple[LumpSumUse, ...]:
    """The lump sums of a project with the annotations of `money_of_project`."""
    rows: Any = project
    return tuple(
        LumpSumUse(
            UUID(each["uid"]),
            each["lump_sum"],
            Text(each["name"]),
            Decimal(each["amount"]),
            each["phase"],
            each["is_splittable"],
            each["period"],
            tuple(PartnerAmount(UUID(one["partner"]), Decimal(one["amount"])) for one in each["shares"]),
        )
        for each in rows.lump_sum_rows
    )


def own_unit_costs_of(project: Project) -> tuple[UnitCostOffer, ...]:
    """The unit costs that a project with the annotations of `money_of_project` proposes itself."""
    rows: Any = project

    def words(pairs: list[dict[str, str]]) -> Text:
        return Text({pair["language"]: pair["text"] for pair in pairs if pair["text"]})

    return tuple(
        UnitCostOffer(
            None,
            words(each["name"]),
            Text(),
            words(each["unit"]),
            Decimal(each["price"] or 0),
            tuple(each["covers"].split(",")) if each["covers"] else (),
            UUID(each["uid"]),
        )
        for each in rows.own_unit_cost_rows
    )


def terms_of_call(project: Project) -> BudgetTerms:
    """What the call of a project with the annotations of `money_of_project` allows."""
    rows: Any = project
    call = project.call
    return BudgetTerms(
        form=call.budget_form,
        period_months=call.period_months,
        categories=tuple(call.allowed_categories),
        several_funds=call.several_funds,
        lump_sums=tuple(LumpSumOffer(**_offer(each, "amount")) for each in rows.lump_sum_offers),
        unit_costs=tuple(UnitCostOffer(**_offer(each, "price")) for each in rows.unit_cost_offers),
    )


def _offer(row: dict[str, Any], money: str) -> dict[str, Any]:
    texts: dict[str, Any] = {name: Text(row[name]) for name in ("name", "description", "unit") if name in row}
    return {**row, **texts, money: Decimal(row[money]), "categories": tuple(row["categories"])}
