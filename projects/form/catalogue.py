"""All fields of the form in the order of its sections."""

from __future__ import annotations

from functools import cache

from projects.form.field import FormField
from projects.form.parts import (
    associated,
    budget,
    costs,
    identification,
    management,
    partners,
    policy,
    relevance,
    small_projects,
    unit_costs,
    work_plan,
)
from projects.form.sections import SECTIONS

_ALL = (
    *identification.FIELDS,
    *partners.FIELDS,
    *associated.FIELDS,
    *relevance.FIELDS,
    *policy.FIELDS,
    *work_plan.FIELDS,
    *management.FIELDS,
    *budget.FIELDS,
    *costs.FIELDS,
    *small_projects.FIELDS,
    *unit_costs.FIELDS,
)
CATALOGUE: tuple[FormField, ...] = tuple(
    field for section in SECTIONS for field in _ALL if field.section == section
)
FIELDS: dict[str, FormField] = {field.key: field for field in CATALOGUE}
PLAIN: dict[str, FormField] = {field.key: field for field in CATALOGUE if not field.group}


@cache
def fields_of(section: str) -> tuple[FormField, ...]:
    """The fields of a section in the order of the page."""
    return tuple(field for field in CATALOGUE if field.section == section)


@cache
def fields_of_group(group: str) -> tuple[FormField, ...]:
    """The fields that stand in each row of a group: "partner", "activity" ..."""
    return tuple(field for field in CATALOGUE if field.group == group)
