"""Section B, the rows of the budget: cost items, and section E, the parts of lump sums."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from projects.form.field import FormField, Kind, Use, Words


def _text(
    key: str,
    label: Words,
    hint: Words = "",
    *,
    limit: int,
    multilingual: bool = False,
    use: Use = "optional",
) -> FormField:
    return FormField(key, "budget", "line", label, hint, limit, multilingual=multilingual, default_use=use)


def _cell(key: str, kind: Kind, label: Words, hint: Words = "") -> FormField:
    """A column of a row, which no call can hide singly."""
    return FormField(key, "budget", kind, label, hint, default_use="optional", is_column=True, is_fixed=True)


FIELDS = (
    _text(
        "cost.description",
        _("Description"),
        _("Of what is paid for: a function, a journey, a service, a thing."),
        limit=255,
        multilingual=True,
        use="required",
    ),
    _text("cost.unit_type", _("Unit"), _("Such as month, hour, piece or journey."), limit=100),
    _text("cost.comment", _("Comment"), limit=250),
    _text("cost.award", _("Award procedure"), _("How the contract is awarded."), limit=250),
    FormField(
        "cost.investment",
        "budget",
        "choice",
        _("Investment"),
        _("The investment in the work plan that this pays for."),
        default_use="optional",
        is_column=True,
    ),
    _cell("cost.unit_cost", "choice", _("Unit cost"), _("Of the programme; it fixes the price.")),
    _cell("cost.units", "number", _("Number of units")),
    _cell("cost.price", "amount", _("Price of a unit")),
    _cell("cost.period", "amount", _("Amount in a period")),
    _cell("lump_sum.period", "choice", _("Period")),
    _cell("lump_sum.share", "amount", _("Part of a partner")),
    _text("lump_sum.comment", _("Comment"), limit=250),
)
