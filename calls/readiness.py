"""What a call lacks before it can be published, and what deserves a look; each with the place to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.models import Call
from calls.rates import highest_rates
from calls.states import (
    FINANCED_APART,
    SHORT_SCALE,
    BudgetForm,
    CallKind,
    CostCategory,
    FlatRateKind,
    RuleKind,
    Use,
)
from core.texts import Text

# The field of the form that shows the section of a small project fund.
SMALL_PROJECT_FUND = "small_project_fund"
# That in which a proposal chooses one of the call's own themes.
CALL_THEME = "call_theme"
# That which shows policy instruments, and the rules that judge them.
POLICY_INSTRUMENTS = "policy_instruments"
_POLICY_RULES = frozenset(
    {RuleKind.FOLLOW_UP, RuleKind.REGION_INSTRUMENTS, RuleKind.FUNDS_LINK, RuleKind.STAKEHOLDERS}
)


@dataclass(frozen=True)
class Item:
    """`part` is the page of the set-up that mends it; `is_needed`: without it the call can't be published."""

    text: str
    part: str
    is_done: bool
    is_needed: bool = True


def readiness(call: Call) -> list[Item]:
    """Every point, done or not, in the order of the pages. A constant number of queries."""
    return [*_basics(call), *_money(call), *_offers(call), *_judging(call)]


def missing(call: Call) -> list[Item]:
    """The points without which the call can't be published."""
    return [item for item in readiness(call) if item.is_needed and not item.is_done]


def _basics(call: Call) -> list[Item]:
    languages = set(call.programme_period.programme.languages) & {code for code, _name in settings.LANGUAGES}
    languages |= set(call.languages)
    now = timezone.now()
    return [
        _texts(_("Title in every language of the programme."), call.title, languages, "basics"),
        _texts(_("Introduction in every language of the programme."), call.introduction, languages, "basics"),
        Item(_("The closing is still to come."), "basics", call.closes_at > now),
        Item(_("The opening is still to come."), "basics", call.opens_at > now, is_needed=False),
        Item(
            _("Step 1 closes in the future."),
            "basics",
            call.step1_closes_at is None or call.step1_closes_at > now,
        ),
    ]


def _texts(words: str, text: Text, languages: set[str], part: str) -> Item:
    return Item(words, part, not text.missing(tuple(sorted(languages))))


def _money(call: Call) -> list[Item]:
    funds = list(call.funds.all())
    highest = highest_rates(call)
    set_aside = call.objective_budgets.aggregate(total=Sum("amount"))["total"] or Decimal(0)
    within = all(fund.fund_id in highest and fund.rate <= highest[fund.fund_id] for fund in funds)
    return [
        Item(_("At least one specific objective."), "objectives", bool(call.objectives.all())),
        Item(_("Money for the call."), "money", call.budget > 0),
        Item(_("At least one fund."), "money", bool(funds)),
        Item(_("No rate above the programme's highest."), "money", within),
        Item(_("The objectives have no more money than the call."), "objectives", set_aside <= call.budget),
    ]


def _offers(call: Call) -> list[Item]:
    kinds = {rate.kind for rate in call.flat_rates.all()}
    lump_sums, unit_costs = bool(call.lump_sums.all()), bool(call.unit_costs.all())
    needs_items = call.budget_form == BudgetForm.ITEMS
    offers_costs = bool(call.allowed_categories) or lump_sums or unit_costs
    retired = any(
        row.retired for rows in (call.lump_sums, call.unit_costs, call.strategies) for row in rows.all()
    )
    return [
        Item(_("Cost categories, lump sums or unit costs that partners can use."), "costs", offers_costs),
        Item(
            _("Periods have a length where costs are written by period."),
            "basics",
            call.budget_form != BudgetForm.PERIODS or call.period_months is not None,
        ),
        Item(
            _("Unit costs are offered only with single items."),
            "costs",
            needs_items or not unit_costs,
            is_needed=False,
        ),
        Item(
            _("Office costs can be covered by a flat rate."),
            "costs",
            bool(kinds & {FlatRateKind.OFFICE_ON_STAFF, FlatRateKind.OFFICE_ON_DIRECT, FlatRateKind.OTHER}),
            is_needed=False,
        ),
        Item(_("Nothing retired is offered."), "costs", not retired, is_needed=False),
        *_small_project_fund(call),
        *_policy_instruments(call),
        *_themes(call),
    ]


def _themes(call: Call) -> list[Item]:
    """A form that asks for a theme of the call needs some to choose from."""
    if not call.fields.filter(key=CALL_THEME).exclude(use=Use.HIDDEN).exists():
        return []
    told = _(
        "The form asks for a theme of the call: hide that field, or give the call themes through its scheme."
    )
    return [Item(told, "fields", bool(call.themes.all()))]


def _small_project_fund(call: Call) -> list[Item]:
    """A call for small project funds says so, takes their cost category, and asks for their section."""
    takes_costs = CostCategory.SMALL_PROJECTS in call.allowed_categories
    keys = (SMALL_PROJECT_FUND, FINANCED_APART)
    shown = set(call.fields.filter(key__in=keys).exclude(use=Use.HIDDEN).values_list("key", flat=True))
    section, is_apart = SMALL_PROJECT_FUND in shown, FINANCED_APART in shown
    says_so = call.kind == CallKind.SMALL_PROJECT_FUND
    if not (takes_costs or section or is_apart or says_so):
        return []
    return [
        Item(_("The call says that it is for small project funds."), "basics", says_so),
        Item(_("The form asks how the small project fund works."), "fields", section),
        Item(_("Partners can enter costs of small projects."), "costs", takes_costs),
        Item(
            _("Small projects have co-financing of their own, apart from managing the fund."),
            "fields",
            is_apart,
            is_needed=False,
        ),
    ]


def _policy_instruments(call: Call) -> list[Item]:
    """Rules on policy instruments judge nothing where the form doesn't ask for any."""
    if not any(rule.kind in _POLICY_RULES for rule in call.rules.all()):
        return []
    section = call.fields.filter(key=POLICY_INSTRUMENTS).exclude(use=Use.HIDDEN).exists()
    return [Item(_("The form asks for the policy instruments that the rules judge."), "fields", section)]


def _is_told(call: Call) -> bool:
    """Whether each score has words in every language of the programme; in a long scale, those at its ends."""
    languages = tuple(call.programme_period.programme.languages)
    told = {point.value for point in call.scale.all() if not point.words.missing(languages)}
    points = range(call.score_lowest, call.score_highest + 1)
    wanted = set(points) if len(points) <= SHORT_SCALE else {points[0], points[-1]}
    return wanted <= told


def _judging(call: Call) -> list[Item]:
    criteria = list(call.criteria.all())
    languages = tuple(call.programme_period.programme.languages)
    untitled = [row for row in criteria if row.title.missing(languages)]
    untranslated = [row for row in call.annexes.all() if row.title.missing(languages)]
    return [
        Item(
            _("Every annex has its title in each language of the programme."),
            "annexes",
            not untranslated,
            is_needed=False,
        ),
        Item(_("At least one rule."), "rules", bool(call.rules.all()), is_needed=False),
        Item(_("Criteria by which assessors judge."), "criteria", bool(criteria)),
        Item(_("Every score of the scale says what it means."), "scale", _is_told(call), is_needed=False),
        Item(
            _("Every criterion says in which section of the form the answer is found."),
            "criteria",
            all(row.section for row in criteria),
            is_needed=False,
        ),
        Item(
            _("Every criterion has its title in each language of the programme."),
            "criteria",
            not untitled,
            is_needed=False,
        ),
    ]
