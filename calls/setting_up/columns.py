"""The call's own columns: words, dates, languages, switches."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from calls.models import Call
from calls.setting_up.wrong import Wrong
from calls.states import MOST_ASSESSORS, SCALE_HIGHEST, BudgetForm, CallKind, CostCategory
from core.texts import LANGUAGES

NAMES = (
    *(
        "number",
        "kind",
        "title",
        "introduction",
        "time_zone",
        "opens_at",
        "step1_closes_at",
        "closes_at",
        "languages",
    ),
    *("period_months", "budget", "several_funds", "budget_form", "allowed_categories"),
    "needs_second_confirmation",
    "screening_days",
    *("score_lowest", "score_highest", "threshold", "is_blind", "assessors_wanted", "assessment_rounds"),
    "shows_first_round",
)
LARGEST_BUDGET = Decimal("999999999999.99")
TITLE_LIMIT = 250
INTRODUCTION_LIMIT = 1000


def put(call: Call, values: Mapping[str, Any]) -> None:
    """Set the columns that are named and save. Raises Wrong."""
    for name, value in values.items():
        setattr(call, name, value)
    require_sound(call)
    call.save()


def require_sound(call: Call) -> None:
    """Raises Wrong, in words, for what the database would refuse and for what makes no sense."""
    if not call.title:
        raise Wrong(_("Give the call a title in at least one language."), "title")
    if any(len(text) > TITLE_LIMIT for text in call.title.values()):
        raise Wrong(_("Keep the title under %(limit)d characters.") % {"limit": TITLE_LIMIT}, "title")
    if any(len(text) > INTRODUCTION_LIMIT for text in call.introduction.values()):
        limit = {"limit": INTRODUCTION_LIMIT}
        raise Wrong(_("Keep the introduction under %(limit)d characters.") % limit, "introduction")
    if call.time_zone not in available_timezones():
        raise Wrong(_("Choose a time zone from the list."), "time_zone")
    _require_dates(call)
    if not 1 <= call.number <= 999:
        raise Wrong(_("The number of a call is from 1 to 999."), "number")
    _require_its_place(call)
    if not call.languages or not set(call.languages) <= set(LANGUAGES):
        raise Wrong(_("Choose at least one language in which applicants write."), "languages")
    if call.period_months is not None and not 1 <= call.period_months <= 99:
        raise Wrong(_("A period lasts from 1 to 99 months."), "period_months")
    _require_money(call)
    _require_scale(call)


def _require_scale(call: Call) -> None:
    if not 0 <= call.score_lowest < call.score_highest <= SCALE_HIGHEST:
        limit = {"limit": SCALE_HIGHEST}
        raise Wrong(_("A scale rises from its lowest score to at most %(limit)d.") % limit, "score_highest")
    if call.threshold is not None and not 0 <= call.threshold <= 100:
        raise Wrong(_("Give the threshold as a percentage from 0 to 100."), "threshold")
    if not 1 <= call.assessors_wanted <= MOST_ASSESSORS:
        limit = {"limit": MOST_ASSESSORS}
        raise Wrong(_("A proposal has from 1 to %(limit)d assessors.") % limit, "assessors_wanted")
    if call.assessment_rounds not in (1, 2):
        raise Wrong(_("There are one or two rounds of assessment."), "assessment_rounds")


def _require_dates(call: Call) -> None:
    if call.opens_at >= call.closes_at:
        raise Wrong(_("The call must close after it opens."), "closes_at")
    step1 = call.step1_closes_at
    if step1 is not None and not call.opens_at < step1 < call.closes_at:
        text = _("Step 1 must close after the call opens and before the call closes.")
        raise Wrong(text, "step1_closes_at")


def _require_its_place(call: Call) -> None:
    """The number and the kind under which the programme lists the call."""
    if call.kind not in CallKind.values:
        raise Wrong(_("Choose from the list what the call is for."), "kind")
    same = Call.objects.filter(programme_period=call.programme_period_id, number=call.number)
    if same.exclude(pk=call.pk).exists():
        raise Wrong(_("Another call of this programme has this number."), "number")


def _require_money(call: Call) -> None:
    if not 0 <= call.budget <= LARGEST_BUDGET or call.budget != call.budget.quantize(Decimal("0.01")):
        raise Wrong(_("Give the money in euro, with at most two decimals."), "budget")
    if call.budget_form not in BudgetForm.values:
        raise Wrong(_("Choose how partners write their costs."), "budget_form")
    if call.budget_form == BudgetForm.PERIODS and call.period_months is None:
        text = _("Costs by period need a period length. Set it under “Dates and languages”.")
        raise Wrong(text, "budget_form")
    if not set(call.allowed_categories) <= set(CostCategory.values):
        raise Wrong(_("Choose cost categories from the list."), "allowed_categories")
