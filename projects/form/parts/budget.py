"""Section B, money: costs by category, flat rates, co-financing, contributions; lump sums; annexes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from calls.states import FINANCED_APART
from projects.form.field import FormField, Kind, Words


def _money(key: str, kind: Kind, label: Words, hint: Words = "", *, required: bool = False) -> FormField:
    """A field that the call shapes by its money, rates and categories; none of these can be hidden singly."""
    return FormField(
        key,
        "budget",
        kind,
        label,
        hint,
        limit=250 if kind == "line" else None,
        required=required,
        default_use="required" if required else "optional",
        is_column=True,
        is_fixed=True,
    )


FIELDS = (
    _money("budget.staff", "amount", _("Staff costs")),
    _money("budget.travel", "amount", _("Travel and accommodation")),
    _money("budget.external", "amount", _("External expertise and services")),
    _money("budget.equipment", "amount", _("Equipment")),
    _money("budget.infrastructure", "amount", _("Infrastructure and works")),
    _money("budget.small_projects", "amount", _("Small projects, of a small project fund")),
    _money(
        "partner.staff_rate",
        "whole_percent",
        _("Staff costs as a flat rate"),
        _("Percentage of the other direct costs. Staff costs that were entered do not count then."),
    ),
    _money(
        "partner.travel_rate",
        "whole_percent",
        _("Travel and accommodation as a flat rate"),
        _("Percentage of the staff costs. Travel costs that were entered do not count then."),
    ),
    _money(
        "partner.office_on_staff_rate",
        "whole_percent",
        _("Office and administration based on staff costs"),
        _("Percentage of the staff costs."),
    ),
    _money(
        "partner.office_on_direct_rate",
        "whole_percent",
        _("Office and administration based on direct costs"),
        _("Percentage of all direct costs. Not together with the rate on staff costs."),
    ),
    _money(
        "partner.other_rate",
        "whole_percent",
        _("All other costs as a flat rate"),
        _("Percentage of the staff costs, in place of every other cost and rate."),
    ),
    _money(
        "rate",
        "rate",
        _("Co-financing rate"),
        _("Percentage of the partner's total that the fund pays."),
        required=True,
    ),
    FormField(
        FINANCED_APART,
        "budget",
        "rate",
        _("Co-financing rate of small projects"),
        _(
            "Percentage of the money for small projects that the fund pays. The management of the small "
            "project fund then has rates and contributions of its own."
        ),
        is_column=True,
    ),
    _money("contribution.source", "line", _("Source"), _("Who gives the money.")),
    _money("contribution.status", "choice", _("Kind of money")),
    _money("contribution.amount", "amount", _("Amount")),
    FormField(
        "lump_sums",
        "lump_sums",
        "table",
        _("Lump sums"),
        _("Fixed amounts that the programme pays for a result, instead of costs."),
        is_column=True,
    ),
    FormField(
        "annexes",
        "annexes",
        "table",
        _("Annexes"),
        _("Files that the call asks for, and others that explain the proposal."),
        default_use="optional",
        is_column=True,
        is_fixed=True,
    ),
)
