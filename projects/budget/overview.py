"""A project's money at a glance: by partner and fund, and by fund with the contributions beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from core.rounding import down2, half_down2, percentage
from projects.budget.costs import ZERO
from projects.budget.financing import HUNDRED, MANAGEMENT, SMALL_PROJECTS, co_finance, share

STATUSES = ("public", "automatic_public", "private")


@dataclass(frozen=True)
class Financed:
    """One partner: its total, its rates by fund, and its contributions as (status, amount).

    A partner that is financed in parts is there once for each `part`, with what that part costs as total.
    """

    key: str
    total: Decimal
    rates: Mapping[str, Decimal]
    contributions: Sequence[tuple[str, Decimal]] = ()
    part: str = MANAGEMENT

    @cached_property
    def funds(self) -> dict[str, Decimal]:
        return co_finance(self.total, self.rates).funds


@dataclass(frozen=True)
class PartnerFunds:
    """A row of the table of partners and funds; `fund_shares` are shares of the fund's total in percent.

    In the row of totals (`key` is blank) they are the funds' shares of the whole.
    """

    key: str
    funds: dict[str, Decimal]
    fund_shares: dict[str, Decimal]
    contributions: dict[str, Decimal]
    total: Decimal
    share: Decimal
    part: str = MANAGEMENT


@dataclass(frozen=True)
class FundOverview:
    """A fund, the contributions beside it by status, both together, and the fund's rate in that."""

    fund: str
    funding: Decimal
    contributions: dict[str, Decimal]
    part: str = field(default=MANAGEMENT, kw_only=True)
    contribution: Decimal = field(init=False)
    total: Decimal = field(init=False)
    rate: Decimal = field(init=False)

    def __post_init__(self) -> None:
        contribution = sum(self.contributions.values(), ZERO)
        object.__setattr__(self, "contribution", contribution)
        object.__setattr__(self, "total", self.funding + contribution)
        object.__setattr__(self, "rate", half_down2(percentage(self.funding, self.total)))


@dataclass(frozen=True)
class Overview:
    """Rows by part and fund, the European funds together, and all.

    `average_rate` is of the partners' totals.
    """

    funds: tuple[FundOverview, ...]
    eu: FundOverview
    funding: Decimal
    contributions: dict[str, Decimal]
    total: Decimal
    average_rate: Decimal


def by_partner(partners: Sequence[Financed]) -> tuple[PartnerFunds, ...]:
    """One row for each partner and part, and a last one of totals.

    A fund's total is the sum of the partners' parts.
    """
    paid = [partner.funds for partner in partners]
    codes = sorted({code for funds in paid for code in funds})
    totals = {code: sum((funds.get(code, ZERO) for funds in paid), ZERO) for code in codes}
    whole = sum((partner.total for partner in partners), ZERO)
    rows = [
        PartnerFunds(
            partner.key,
            funds,
            {code: share(amount, totals[code]) for code, amount in funds.items()},
            _by_status(partner.contributions),
            partner.total,
            share(partner.total, whole),
            partner.part,
        )
        for partner, funds in zip(partners, paid, strict=True)
    ]
    given = _by_status(row for partner in partners for row in partner.contributions)
    shares = {code: share(amount, whole) for code, amount in totals.items()}
    return (*rows, PartnerFunds("", totals, shares, given, whole, HUNDRED))


def overview(partners: Sequence[Financed], eu_funds: Iterable[str]) -> Overview:
    """The money by fund.

    A partner's contributions are counted once: where it has several funds they are divided over them in
    proportion to the funds' amounts. (Systems that show them under each fund exceed reality.)
    """
    rows = tuple(
        row
        for part in (MANAGEMENT, SMALL_PROJECTS)
        for row in _of_part(part, [partner for partner in partners if partner.part == part])
    )
    wanted = set(eu_funds)
    european = [row for row in rows if row.fund in wanted]
    funding = sum((row.funding for row in rows), ZERO)
    total = sum((partner.total for partner in partners), ZERO)
    return Overview(
        funds=rows,
        eu=FundOverview(
            "",
            sum((row.funding for row in european), ZERO),
            {status: sum((row.contributions[status] for row in european), ZERO) for status in STATUSES},
        ),
        funding=funding,
        contributions=_by_status(row for partner in partners for row in partner.contributions),
        total=total,
        average_rate=half_down2(percentage(funding, total)),
    )


def _of_part(part: str, partners: Sequence[Financed]) -> list[FundOverview]:
    """A row for each fund that pays in this part."""
    divided = [row for partner in partners for row in _divide(partner)]
    return [
        FundOverview(
            code,
            sum((partner.funds.get(code, ZERO) for partner in partners), ZERO),
            _by_status((status, amount) for fund, status, amount in divided if fund == code),
            part=part,
        )
        for code in sorted({code for partner in partners for code in partner.rates})
    ]


def _by_status(rows: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """Sums by status; a contribution without a status counts nowhere."""
    sums = dict.fromkeys(STATUSES, ZERO)
    for status, amount in rows:
        if status in sums:
            sums[status] += amount
    return sums


def _divide(partner: Financed) -> list[tuple[str, str, Decimal]]:
    """The partner's contributions over its funds as (fund, status, amount); the last fund takes the cents."""
    weights = {code: amount for code, amount in sorted(partner.funds.items()) if amount}
    whole = sum(weights.values(), ZERO)
    parts: list[tuple[str, str, Decimal]] = []
    for status, amount in partner.contributions:
        rest = amount
        for code in list(weights)[:-1]:
            part = down2(percentage(weights[code] * amount, whole) / 100)
            parts.append((code, status, part))
            rest -= part
        if weights:
            parts.append((list(weights)[-1], status, rest))
    return parts
