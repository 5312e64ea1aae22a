"""How each figure of one partner's money came about, in words: in all, and in each period."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from apply.pages.money import CATEGORY_NAMES, Figure, partner_money, sentence
from apply.pages.overviews import fund_label, period_labels, plain
from projects.budget import (
    CATEGORIES,
    CLOSURE,
    PREPARATION,
    ZERO,
    Costs,
    FlatRates,
    FundPeriods,
    PartnerBudget,
    Plan,
    partner_budget,
)
from projects.dossier import Dossier, Partner, fund_periods_of, periods_of, plan_of, spread_of


@dataclass(frozen=True)
class Chapter:
    """Figures under a heading."""

    key: str
    heading: str
    figures: tuple[Figure, ...]


def ways(dossier: Dossier, partner: Partner) -> list[Chapter]:
    """The whole first, then each period."""
    money = partner_money(dossier, partner)
    chapters = [Chapter("all", _("In all"), (*money.costs, *money.paid))]
    project_periods = periods_of(dossier)
    if not project_periods:
        return chapters
    plan = plan_of(dossier, partner)
    found, funds = spread_of(dossier, partner), fund_periods_of(dossier, partner)
    last = project_periods[-1].number
    for number, label in period_labels(project_periods).items():
        if number == last:
            figures = _rest(dossier, partner.budget, found.periods, last, funds)
        else:
            figures = _period(dossier, plan, number, funds)
        chapters.append(Chapter(str(number), label, figures))
    return chapters


def _period(dossier: Dossier, plan: Plan, number: int, funds: tuple[FundPeriods, ...]) -> tuple[Figure, ...]:
    """A period of its own: the same arithmetic as for the whole, on what was entered in it."""
    costs, rates = plan.by_period.get(number, Costs()), plan.rates
    if number in {PREPARATION, CLOSURE}:
        costs, rates = Costs(lump_sums=costs.lump_sums), FlatRates()
    budget = partner_budget(costs, rates)
    sentences: dict[str, list[str]] = {}
    for step in budget.steps:
        sentences.setdefault(step.figure, []).append(sentence(step))
    figures = [
        Figure(
            f"{number}-{name}",
            str(CATEGORY_NAMES[name]),
            budget.category(name),
            tuple(sentences.get(name, ())),
        )
        for name in (*CATEGORIES, "total")
        if budget.category(name) or name == "total"
    ]
    paid = [
        _fund(dossier, number, fund, _("%(rate)s%% of %(base)s, cut to the cent."), plan, budget)
        for fund in funds
    ]
    return (*figures, *paid)


def _fund(
    dossier: Dossier, number: int, fund: FundPeriods, text: str, plan: Plan, budget: PartnerBudget
) -> Figure:
    rate = plan.rates_of(fund.part)[fund.fund].normalize()
    base = plan.amount_of(fund.part, budget.total, budget.small_projects)
    way = text % {"rate": f"{rate:f}", "base": plain(base)}
    return Figure(f"{number}-{fund.key}", fund_label(dossier, fund), fund.periods[number], (way,))


def _rest(
    dossier: Dossier,
    whole: PartnerBudget,
    periods: dict[int, PartnerBudget],
    last: int,
    funds: tuple[FundPeriods, ...],
) -> tuple[Figure, ...]:
    """The last period: what the others leave of each figure."""
    figures = [
        Figure(
            f"{last}-{name}",
            str(CATEGORY_NAMES[name]),
            periods[last].category(name),
            (_left(whole.category(name), periods[last].category(name)),),
        )
        for name in (*CATEGORIES, "total")
        if whole.category(name) or name == "total"
    ]
    paid = [
        Figure(
            f"{last}-{fund.key}",
            fund_label(dossier, fund),
            fund.periods.get(last, ZERO),
            (_left(fund.total, fund.periods.get(last, ZERO)),),
        )
        for fund in funds
    ]
    return (*figures, *paid)


def _left(whole: Decimal, rest: Decimal) -> str:
    text = _("%(whole)s in all, less %(others)s in the other periods, leaves %(rest)s.")
    return text % {"whole": plain(whole), "others": plain(whole - rest), "rest": plain(rest)}
