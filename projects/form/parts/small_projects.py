"""The section of a small project fund: what its money is for, and how the beneficiary gives it out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from projects.form.field import FormField, Words
from projects.form.parts.relevance import TARGET_GROUPS

SWITCH = "small_project_fund"


def _text(key: str, label: Words, hint: Words, *, limit: int = 5000) -> FormField:
    """A text in each language of the call, asked for wherever the section is shown."""
    return FormField(
        key,
        "small_projects",
        "text",
        label,
        hint,
        limit,
        multilingual=True,
        is_fixed=True,
        follows=SWITCH,
    )


FIELDS = (
    FormField(
        SWITCH,
        "small_projects",
        "table",
        _("Small project fund"),
        _(
            "One beneficiary passes money on to small projects. Allow the cost category of small "
            "projects too."
        ),
        is_column=True,
    ),
    _text(
        "fund_selection",
        _("How small projects are selected"),
        _("A procedure that is open and clear to everybody, and discriminates against nobody."),
    ),
    _text(
        "fund_criteria",
        _("Criteria, and how conflicts of interest are avoided"),
        _("Objective criteria by which applications are assessed, who assesses and who decides."),
    ),
    _text(
        "fund_support",
        _("Support for a small project"),
        _(
            "Lowest and highest amount, rate and duration. Up to EUR 100,000 of public money is given as "
            "unit costs, lump sums or flat rates, unless it is State aid."
        ),
    ),
    _text(
        "fund_accounts",
        _("Papers, control and publicity"),
        _("Which papers are kept for each small project, and where their list is published."),
    ),
    FormField(
        "final_recipient.group",
        "small_projects",
        "choice",
        _("Final recipients"),
        _("Who can carry out a small project."),
        choices=TARGET_GROUPS,
        is_column=True,
        is_fixed=True,
        follows=SWITCH,
    ),
    _text("final_recipient.description", _("Who exactly, and how they gain"), "", limit=2000),
)
