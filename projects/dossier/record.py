"""The shape of a dossier. Amounts are EUR with two decimals, rates are percent, dates are inclusive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from core.rounding import half_down2, percentage
from core.texts import Text
from projects.budget import (
    CATEGORIES,
    MANAGEMENT,
    Costs,
    FlatRates,
    Item,
    Line,
    PartnerBudget,
)
from projects.dossier.annexes import AnnexFile
from projects.dossier.call import CallFacts
from projects.dossier.entries import EntryRecord
from projects.dossier.money import LumpSumUse, UnitCostOffer

# Grows with each change of shape; `data.from_data` reads every number that was ever frozen.
SCHEMA = 2
ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Objective:
    """The specific objective, with the priority above it. `id` is its value in the form."""

    id: int
    code: str
    title: Text
    priority_number: int
    priority_title: Text


@dataclass(frozen=True)
class Theme:
    """A theme of the programme. `id` is its value in the form."""

    id: int
    code: str
    title: Text


@dataclass(frozen=True)
class Identifier:
    scheme: str
    value: str


@dataclass(frozen=True)
class CoFinancing:
    """A fund's rate of what a part of the partner's costs comes to, and the amount that it makes."""

    fund: str
    rate: Decimal
    amount: Decimal
    part: str = MANAGEMENT


@dataclass(frozen=True)
class Contribution:
    """Money for the partner's share; `source` is blank for the partner's own. `id` stands in field keys."""

    id: int
    source: str
    status: str
    amount: Decimal
    part: str = MANAGEMENT


@dataclass(frozen=True)
class Partner:
    """A partner as it stands in this dossier, with what its organisation said at that time.

    `co_financing`, `contributions` and `partner_share` are those of all parts; by part: `financing.parts_of`.
    """

    uid: UUID
    organisation_uid: UUID
    position: int
    role: str
    abbreviation: str
    name: str
    name_english: str
    country: str
    region: str
    city: str
    legal_status: str
    type: str
    identifiers: tuple[Identifier, ...]
    rates: FlatRates
    costs: Costs
    budget: PartnerBudget
    co_financing: tuple[CoFinancing, ...]
    contributions: tuple[Contribution, ...]
    partner_share: Decimal
    lines: tuple[Line, ...] = ()
    items: tuple[Item, ...] = ()
    street: str = ""
    postcode: str = ""
    website: str = ""

    @property
    def is_lead(self) -> bool:
        return self.role == "lead"

    @property
    def contributed(self) -> Decimal:
        return sum((row.amount for row in self.contributions), ZERO)

    @property
    def by_fund(self) -> dict[str, Decimal]:
        """What each fund pays, in all parts together."""
        return _by_fund(self.co_financing)

    @property
    def funding(self) -> Decimal:
        return sum((row.amount for row in self.co_financing), ZERO)


@dataclass(frozen=True)
class Totals:
    """The project's money: sums of the partners' figures. `rate` is of all funds in the total."""

    total: Decimal
    by_category: dict[str, Decimal]
    by_fund: dict[str, Decimal]
    eu_funding: Decimal
    partner_share: Decimal
    contributed: Decimal
    rate: Decimal

    @property
    def eu_rate(self) -> Decimal:
        """The share of European funds in the total, percent, a half towards zero."""
        return half_down2(percentage(self.eu_funding, self.total))


@dataclass(frozen=True)
class Dossier:
    """Everything that a project says, with the facts of its call that judge it.

    `answers` holds the texts by the key of their field and by language ("" for a text in none), but for the
    title and the summary. `twins` are the codes of submitted proposals that look like the same one;
    `confirmed` holds, by partner, the digest of the part that it confirmed last.
    """

    schema: int
    uid: UUID
    code: str | None
    acronym: str
    title: Text
    summary: Text
    objective: Objective | None
    theme: Theme | None
    start_date: date | None
    end_date: date | None
    duration_months: int | None
    is_demo: bool
    call: CallFacts
    partners: tuple[Partner, ...]
    totals: Totals
    annexes: tuple[AnnexFile, ...] = ()
    lump_sums: tuple[LumpSumUse, ...] = ()
    answers: dict[str, dict[str, str]] = field(default_factory=dict)
    entries: tuple[EntryRecord, ...] = ()
    twins: tuple[str, ...] = ()
    confirmed: dict[str, str] = field(default_factory=dict)
    own_unit_costs: tuple[UnitCostOffer, ...] = ()

    @property
    def unit_costs(self) -> tuple[UnitCostOffer, ...]:
        """What rows of the budget can use: the unit costs of the call, then those of the project itself."""
        return (*self.call.terms.unit_costs, *self.own_unit_costs)

    def unit_cost(self, item: Item) -> UnitCostOffer | None:
        """The unit cost that fixes the price of a row; None where there is none, or it is gone."""
        return next((offer for offer in self.unit_costs if offer.key == item.priced_by), None)

    def text(self, key: str) -> Text:
        """The text of a field in its languages."""
        found = self.answers.get(key, {})
        return Text({code: found[code] for code in found if code})

    def plain(self, key: str) -> str:
        """A text in no particular language, or a choice."""
        return self.answers.get(key, {}).get("", "")

    def entries_in(self, kind: str, parent: UUID | None = None) -> tuple[EntryRecord, ...]:
        """The entries of a kind, of one parent when named."""
        return tuple(
            one for one in self.entries if one.kind == kind and (parent is None or one.parent == parent)
        )

    @property
    def lead(self) -> Partner | None:
        return next((partner for partner in self.partners if partner.is_lead), None)

    def partner(self, uid: UUID) -> Partner | None:
        return next((partner for partner in self.partners if partner.uid == uid), None)


def totals(partners: Iterable[Partner], call: CallFacts) -> Totals:
    """The sums over partners; a fund's total is the sum of the partners' cut amounts."""
    rows = list(partners)
    by_fund = _by_fund(each for partner in rows for each in partner.co_financing)
    total = sum((partner.budget.total for partner in rows), ZERO)
    european = {fund.code for fund in call.funds if fund.is_eu}
    return Totals(
        total=total,
        by_category={
            name: sum((partner.budget.category(name) for partner in rows), ZERO) for name in CATEGORIES
        },
        by_fund=dict(sorted(by_fund.items())),
        eu_funding=sum((amount for code, amount in by_fund.items() if code in european), ZERO),
        partner_share=sum((partner.partner_share for partner in rows), ZERO),
        contributed=sum((partner.contributed for partner in rows), ZERO),
        rate=half_down2(percentage(sum(by_fund.values(), ZERO), total)),
    )


def _by_fund(rows: Iterable[CoFinancing]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in rows:
        found[row.fund] = found.get(row.fund, ZERO) + row.amount
    return found
