"""Section E: unit costs that a project proposes itself, for use in its budget like the programme's."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from programmes.states import CostCategory
from projects.form.field import Choices, FormField, Kind, Words

SWITCH = "own_unit_costs"


def _part(
    attribute: str,
    kind: Kind,
    label: Words,
    hint: Words = "",
    *,
    limit: int | None = None,
    choices: Choices = (),
) -> FormField:
    """A field of each unit cost. Texts are in every language of the call, the others typed columns."""
    return FormField(
        f"own_unit_cost.{attribute}",
        "unit_costs",
        kind,
        label,
        hint,
        limit,
        multilingual=limit is not None,
        choices=choices,
        is_column=limit is None,
        is_fixed=True,
        follows=SWITCH,
    )


FIELDS = (
    FormField(
        SWITCH,
        "unit_costs",
        "table",
        _("Own unit costs"),
        _("Applicants may propose unit costs of their own, besides those of the programme."),
        is_column=True,
    ),
    _part("name", "line", _("Name"), limit=50),
    _part("unit", "line", _("Unit"), _("Such as hour or kilometre."), limit=25),
    _part("price", "amount", _("Price of a unit"), _("Rows of the budget that use it take this price.")),
    _part(
        "categories",
        "categories",
        _("Cost categories that it covers"),
        _("One other than office and administration, or several."),
        choices=tuple(CostCategory.choices),
    ),
    _part(
        "justification",
        "text",
        _("Justification"),
        _("How the price was found: the method, the data behind it, and why it is fair."),
        limit=5000,
    ),
)
