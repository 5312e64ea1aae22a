"""Which target writes a structured field."""

from __future__ import annotations

from projects.fields import entry_columns, items, money, own_unit_costs, project_columns, targets
from projects.fields.target import Target
from projects.form import GROUPS, FullKey
from projects.models import Project

_BY_GROUP: dict[str, type[Target]] = {
    "partner": targets.PartnerColumn,
    "budget": money.BudgetAmount,
    "cost": items.ItemColumn,
    "rate": targets.FundRate,
    "contribution": targets.ContributionColumn,
}


def target_of(project: Project, key: FullKey, value: str) -> Target:
    """The target of a full key with the value that it is to take."""
    field = key.field
    if field.group in GROUPS:
        return (own_unit_costs.BY_KIND if field.group == own_unit_costs.KIND else entry_columns.BY_KIND)[
            field.kind
        ](project, key, value)
    if field.group == "lump_sum":
        lump_sum = money.LumpSumPeriod if field.key == "lump_sum.period" else money.LumpSumAmount
        return lump_sum(project, key, value)
    if field.key == "objective":
        return project_columns.Objective(project, key, value)
    return _BY_GROUP.get(field.group, project_columns.ProjectColumn)(project, key, value)
