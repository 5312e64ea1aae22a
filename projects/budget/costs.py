"""A partner's eligible costs by category, as entered and as flat rates make them.

The categories are those of Regulation (EU) 2021/1059, Art. 39 to 44. Flat rates: staff costs on other
direct costs, Art. 39(3); office and administration on staff costs, Art. 40, or on direct costs, Art. 54 of
Regulation (EU) 2021/1060; travel and accommodation on staff costs, Art. 41; all other costs on staff costs,
Art. 56 of Regulation (EU) 2021/1060.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from operator import attrgetter
from typing import Any

from core.rounding import down2, floor2

ZERO = Decimal("0.00")
# What a partner enters, and the categories in the order of a budget table.
DIRECT = ("staff", "travel", "external", "equipment", "infrastructure")
# Money for small projects is a cost of its own: no flat rate is reckoned on it, none replaces it.
ENTERED = (*DIRECT, "small_projects")
CATEGORIES = (
    "staff",
    "office",
    "travel",
    "external",
    "equipment",
    "infrastructure",
    "small_projects",
    "other",
    "lump_sums",
    "unit_costs",
)
FLAT_RATES = ("staff", "office_on_staff", "office_on_direct", "travel", "other")


@dataclass(frozen=True)
class Costs:
    """What a partner entered; `unit_costs` are those over several categories."""

    staff: Decimal = ZERO
    travel: Decimal = ZERO
    external: Decimal = ZERO
    equipment: Decimal = ZERO
    infrastructure: Decimal = ZERO
    lump_sums: Decimal = ZERO
    unit_costs: Decimal = ZERO
    small_projects: Decimal = ZERO


@dataclass(frozen=True)
class FlatRates:
    """The flat rates that a partner chose, whole percents; None where it enters costs."""

    staff: int | None = None
    office_on_staff: int | None = None
    office_on_direct: int | None = None
    travel: int | None = None
    other: int | None = None


@dataclass(frozen=True)
class Step:
    """How one figure arose: `amount` is `base` at `rate` percent, cut; base and rate are None for a sum.

    `label_key` names the way ("staff_on_direct", "entered", "not_counted", "fund", "partner_share");
    `figure` is what it explains (a category, a fund's code).
    """

    label_key: str
    base: Decimal | None
    rate: Decimal | None
    amount: Decimal
    figure: str = ""


@dataclass(frozen=True)
class PartnerBudget:
    """A partner's eligible costs. `total` is the sum of the ten categories."""

    staff: Decimal
    office: Decimal
    travel: Decimal
    external: Decimal
    equipment: Decimal
    infrastructure: Decimal
    other: Decimal
    lump_sums: Decimal
    unit_costs: Decimal
    total: Decimal
    steps: tuple[Step, ...] = ()
    small_projects: Decimal = ZERO

    def category(self, name: str) -> Decimal:
        """The amount of one of CATEGORIES."""
        return getattr(self, name)  # type: ignore[no-any-return]


_by_category: Callable[[PartnerBudget], tuple[Decimal, ...]] = attrgetter(*CATEGORIES)
_COST_NAMES = tuple(field.name for field in fields(Costs))


def row_amount(units: Decimal, price: Decimal) -> Decimal:
    """Units at a price each, cut to the cent: 1.11 x 3.33 is 3.69."""
    return floor2(units * price)


def flat(base: Decimal, rate: Decimal | int) -> Decimal:
    """`rate` percent of `base`, cut to the cent towards zero."""
    return down2(base * rate / 100)


def clashes(rates: FlatRates) -> tuple[tuple[str, str], ...]:
    """The pairs of chosen flat rates that exclude each other, in the order of FLAT_RATES.

    The two office rates exclude each other, and the rate for all other costs excludes every other rate:
    it already covers them (Art. 56 of Regulation (EU) 2021/1060).
    """
    chosen = [name for name in FLAT_RATES if getattr(rates, name) is not None]
    office = ("office_on_staff", "office_on_direct")
    pairs = [office] if set(office) <= set(chosen) else []
    if "other" in chosen:
        pairs += [(name, "other") for name in chosen if name != "other"]
    return tuple(pairs)


def replaced(rates: FlatRates) -> frozenset[str]:
    """The entered costs that do not count because a chosen flat rate stands in their place.

    The amounts stay stored, so that taking the rate back brings them back.
    """
    names: set[str] = set()
    if rates.staff is not None:
        names.add("staff")
    elif rates.other is not None:
        names |= {"travel", "external", "equipment", "infrastructure", "unit_costs"}
    if rates.travel is not None:
        names.add("travel")
    return frozenset(names)


def partner_budget(costs: Costs, rates: FlatRates, *, explain: bool = True) -> PartnerBudget:
    """The partner's costs by category with the flat rates applied; with the steps that say how, if wanted.

    Each step uses the cut result of the one before: staff, then travel, then office, then other costs. A
    rate applies to category totals, never to rows; lump sums and unit costs over several categories are in
    no base.
    """
    skipped = replaced(rates)
    counted = {name: ZERO if name in skipped else getattr(costs, name) for name in _COST_NAMES}
    steps: list[Step] | None = _entered(costs, skipped) if explain else None
    goods = counted["external"] + counted["equipment"] + counted["infrastructure"]

    staff = counted["staff"]
    if rates.staff is not None:
        staff = _apply(steps, "staff", "staff_on_direct", counted["travel"] + goods, rates.staff)
    travel = counted["travel"]
    if rates.travel is not None:
        travel = _apply(steps, "travel", "travel_on_staff", staff, rates.travel)
    office = ZERO
    if rates.office_on_staff is not None:
        office = _apply(steps, "office", "office_on_staff", staff, rates.office_on_staff)
    elif rates.office_on_direct is not None:
        office = _apply(steps, "office", "office_on_direct", staff + travel + goods, rates.office_on_direct)
    other = ZERO
    if rates.other is not None and rates.staff is None:
        other = _apply(steps, "other", "other_on_staff", staff, rates.other)

    amounts = {**counted, "staff": staff, "travel": travel, "office": office, "other": other}
    return _summed(amounts, steps or ())


def _entered(costs: Costs, skipped: frozenset[str]) -> list[Step]:
    return [
        Step("not_counted" if name in skipped else "entered", None, None, getattr(costs, name), name)
        for name in (*ENTERED, "lump_sums", "unit_costs")
        if getattr(costs, name) or (name in DIRECT and name not in skipped)
    ]


def _apply(steps: list[Step] | None, figure: str, label_key: str, base: Decimal, rate: int) -> Decimal:
    amount = flat(base, rate)
    if steps is not None:
        steps.append(Step(label_key, base, Decimal(rate), amount, figure))
    return amount


def add(budgets: Iterable[PartnerBudget]) -> PartnerBudget:
    """The sum by category; no steps. Where there is nothing, it is NOTHING."""
    rows = [row for row in budgets if row is not NOTHING]
    if not rows:
        return NOTHING
    columns = zip(*(_by_category(row) for row in rows), strict=True)
    return _summed({name: sum(column, ZERO) for name, column in zip(CATEGORIES, columns, strict=True)})


def subtract(whole: PartnerBudget, parts: Iterable[PartnerBudget]) -> PartnerBudget:
    """What remains of each category; no steps."""
    taken = add(parts)
    if taken is NOTHING and not whole.steps:
        return whole
    rest = {name: whole.category(name) - taken.category(name) for name in CATEGORIES}
    return _summed(rest)


def _summed(amounts: Mapping[str, Decimal], steps: Iterable[Step] = ()) -> PartnerBudget:
    total = sum(amounts.values(), ZERO)
    explained = (*steps, Step("total", None, None, total, "total")) if steps else ()
    named: dict[str, Any] = {**amounts, "total": total, "steps": explained}
    return PartnerBudget(**named)


# The budget in which there is nothing, flat rates or not. Most periods of most partners are so: it is not
# worked out again, nor added.
NOTHING = partner_budget(Costs(), FlatRates(), explain=False)
