"""The budget: amounts by category and period, items, lump sums, in the form that the new call asks for."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from django.utils.translation import gettext as _

from calls.states import BudgetForm
from projects.budget import row_amount
from projects.carryover.carrying import Carrying
from projects.models import BudgetLine, CostItem, ItemPeriod, LumpSumShare, LumpSumUse, Partnership
from projects.models.budget import ItemCategory

Amounts = dict[tuple[str, int | None], Decimal]


def carry_money(carrying: Carrying) -> None:
    """Every partner's costs, then the lump sums that the call offers.

    Items stay items where both calls ask for them; else they become one amount for each category.
    """
    as_items = carrying.call.budget_form == BudgetForm.ITEMS
    partners = carrying.source.partnerships.prefetch_related("budget_lines", "cost_items__periods")
    for row in partners:
        new = carrying.partners[row.pk]
        if as_items:
            _carry_items(carrying, row, new)
        else:
            _carry_lines(carrying, row, new)
    _carry_lump_sums(carrying)


def _carry_lines(carrying: Carrying, row: Partnership, new: Partnership) -> None:
    amounts: Amounts = defaultdict(Decimal)
    keeps_periods = carrying.call.budget_form == BudgetForm.PERIODS and carrying.has_same_periods
    for line in row.budget_lines.all():
        period = line.period if keeps_periods else None
        if line.period is not None and period is None and line.amount:
            carrying.leave(_("Amounts by period: each category is one amount now"))
        amounts[line.category, period] += line.amount
    for item in row.cost_items.all():
        carrying.leave(_("Single cost items: each category is one amount now"))
        amounts[item.category, None] += row_amount(item.units, item.price)
    BudgetLine.objects.bulk_create(
        BudgetLine(partnership=new, category=category, period=period, amount=amount)
        for (category, period), amount in amounts.items()
        if _is_allowed(carrying, row, category, amount)
    )


def _carry_items(carrying: Carrying, row: Partnership, new: Partnership) -> None:
    if any(line.amount for line in row.budget_lines.all()):
        facts = {"partner": row.abbreviation}
        carrying.leave(_("Costs of %(partner)s: this call asks for single items, enter them anew") % facts)
    offered = set(carrying.call.unit_costs.values_list("pk", flat=True))
    for item in row.cost_items.all():
        if not _is_allowed(carrying, row, item.category, row_amount(item.units, item.price)):
            continue
        if item.unit_cost_id is not None and item.unit_cost_id not in offered:
            carrying.leave(_("Unit costs that this call does not offer, of %(partner)s") % _of(row))
            continue
        if item.own_unit_cost_id is not None and item.own_unit_cost_id not in carrying.entries:
            carrying.leave(_("Own unit costs, which this call does not take, of %(partner)s") % _of(row))
            continue
        stored = CostItem.objects.create(
            partnership=new,
            category=item.category,
            position=item.position,
            unit_cost_id=item.unit_cost_id,
            own_unit_cost=carrying.entries.get(item.own_unit_cost_id) if item.own_unit_cost_id else None,
            investment=carrying.entries.get(item.investment_id) if item.investment_id else None,
            units=item.units,
            price=item.price,
        )
        carrying.map_uid(item.uid, stored.uid)
        if carrying.has_same_periods:
            ItemPeriod.objects.bulk_create(
                ItemPeriod(item=stored, period=part.period, amount=part.amount) for part in item.periods.all()
            )


def _is_allowed(carrying: Carrying, row: Partnership, category: str, amount: Decimal) -> bool:
    """Whether the call takes costs of this category; names them when it does not and there are some."""
    if category == ItemCategory.UNIT_COSTS and carrying.call.budget_form == BudgetForm.ITEMS:
        return True
    if category in carrying.call.allowed_categories:
        return True
    if amount:
        label = ItemCategory(category).label
        carrying.leave(_("%(category)s of %(partner)s") % {"category": label, **_of(row)})
    return False


def _carry_lump_sums(carrying: Carrying) -> None:
    offered = set(carrying.call.lump_sums.values_list("pk", flat=True))
    uses = carrying.source.lump_sum_uses.select_related("lump_sum").prefetch_related("shares")
    for use in uses:
        if use.lump_sum_id not in offered:
            carrying.leave(_("Lump sum “%(name)s”") % {"name": use.lump_sum.name})
            continue
        new = LumpSumUse.objects.create(
            project=carrying.target,
            lump_sum=use.lump_sum,
            position=use.position,
            period=use.period if carrying.has_same_periods else None,
        )
        carrying.map_uid(use.uid, new.uid)
        LumpSumShare.objects.bulk_create(
            LumpSumShare(use=new, partnership=carrying.partners[part.partnership_id], amount=part.amount)
            for part in use.shares.all()
        )


def _of(row: Partnership) -> dict[str, str]:
    return {"partner": row.abbreviation}
