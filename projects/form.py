"""The catalogue of the form's fields: where each stands, what it takes, how long it may be, what to write.

A field's key names it everywhere: in addresses of findings, in saves, in the history. Fields that stand
once for each partner, fund or contribution have the row's identity in the middle of their full key:
"budget.<partner uid>.staff", "rate.<partner uid>.ERDF", "contribution.<id>.amount". Fields in several
languages end in the language: "title.nl".

Characters are counted as the server counts them: Unicode code points after line ends became one character.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Kind = Literal["line", "text", "choice", "date", "amount", "rate", "whole_percent"]

SECTIONS: dict[str, str | Promise] = {
    "identification": _("Identification"),
    "summary": _("Summary"),
    "partners": _("Partners"),
    "budget": _("Budget"),
}


@dataclass(frozen=True)
class FormField:
    """A field of the form. `limit` counts characters; `required` is what the checks ask for, not the save."""

    key: str
    section: str
    kind: Kind
    label: str | Promise
    help: str | Promise = ""
    limit: int | None = None
    required: bool = False
    multilingual: bool = False


@dataclass(frozen=True)
class FullKey:
    """A full key taken apart: `row` is the identity in the middle, if any."""

    field: FormField
    row: str = ""
    attribute: str = ""
    language: str = ""


_IDENTIFICATION = (
    FormField(
        "acronym",
        "identification",
        "line",
        _("Acronym"),
        _("A short name by which everybody will know the project."),
        limit=25,
        required=True,
    ),
    FormField(
        "title",
        "identification",
        "line",
        _("Title"),
        _("What the project does, in one line that a citizen understands."),
        limit=250,
        required=True,
        multilingual=True,
    ),
    FormField(
        "objective",
        "identification",
        "choice",
        _("Specific objective"),
        _("The objective of the programme to which the project contributes most."),
        required=True,
    ),
    FormField(
        "theme",
        "identification",
        "choice",
        _("Theme"),
        _("The theme under which people will look for the project."),
    ),
    FormField(
        "start_date",
        "identification",
        "date",
        _("Start"),
        _("The first day of the project."),
        required=True,
    ),
    FormField(
        "end_date",
        "identification",
        "date",
        _("End"),
        _("The last day of the project; all work and payments fall before it."),
        required=True,
    ),
)
_SUMMARY = (
    FormField(
        "summary",
        "summary",
        "text",
        _("Summary"),
        _("The challenge, what you will do about it together, for whom, and what will have changed."),
        limit=5000,
        required=True,
        multilingual=True,
    ),
)
_PARTNERS = (
    FormField(
        "partner.abbreviation",
        "partners",
        "line",
        _("Short name"),
        _("By which tables and charts call this partner."),
        limit=15,
        required=True,
    ),
)
_BUDGET = (
    FormField("budget.staff", "budget", "amount", _("Staff costs")),
    FormField("budget.travel", "budget", "amount", _("Travel and accommodation")),
    FormField("budget.external", "budget", "amount", _("External expertise and services")),
    FormField("budget.equipment", "budget", "amount", _("Equipment")),
    FormField("budget.infrastructure", "budget", "amount", _("Infrastructure and works")),
    FormField(
        "partner.staff_rate",
        "budget",
        "whole_percent",
        _("Staff costs as a flat rate"),
        _("Percent of the other direct costs. Staff costs that were entered do not count then."),
    ),
    FormField(
        "partner.travel_rate",
        "budget",
        "whole_percent",
        _("Travel and accommodation as a flat rate"),
        _("Percent of the staff costs. Travel costs that were entered do not count then."),
    ),
    FormField(
        "partner.office_on_staff_rate",
        "budget",
        "whole_percent",
        _("Office and administration on staff costs"),
        _("Percent of the staff costs."),
    ),
    FormField(
        "partner.office_on_direct_rate",
        "budget",
        "whole_percent",
        _("Office and administration on direct costs"),
        _("Percent of all direct costs. Not together with the rate on staff costs."),
    ),
    FormField(
        "partner.other_rate",
        "budget",
        "whole_percent",
        _("All other costs as a flat rate"),
        _("Percent of the staff costs, in place of every other cost and rate."),
    ),
    FormField(
        "rate",
        "budget",
        "rate",
        _("Co-financing rate"),
        _("Percent of the partner's total that the fund pays."),
        required=True,
    ),
    FormField(
        "contribution.source",
        "budget",
        "line",
        _("Source"),
        _("Who gives the money."),
        limit=250,
    ),
    FormField("contribution.status", "budget", "choice", _("Kind of money")),
    FormField("contribution.amount", "budget", "amount", _("Amount")),
)
CATALOGUE: tuple[FormField, ...] = (*_IDENTIFICATION, *_SUMMARY, *_PARTNERS, *_BUDGET)
FIELDS: dict[str, FormField] = {field.key: field for field in CATALOGUE}
NARRATIVE = frozenset(field.key for field in CATALOGUE if field.multilingual)


def fields_of(section: str) -> tuple[FormField, ...]:
    """The fields of a section in the order of the page."""
    return tuple(field for field in CATALOGUE if field.section == section)


def find(key: str, language: str = "") -> FullKey | None:
    """The field that a full key names; None for a key that the form does not have.

    The language of a text may stand in the key ("title.nl") or beside it.
    """
    parts = key.split(".", 2)
    if parts[0] in NARRATIVE and len(parts) <= 2:
        code = parts[1] if len(parts) == 2 else language
        return FullKey(FIELDS[parts[0]], language=code) if code else None
    if len(parts) == 1 and key in FIELDS and key != "rate":
        return FullKey(FIELDS[key], attribute=key)
    if len(parts) != 3:
        return None
    group, row, attribute = parts
    field = FIELDS.get("rate" if group == "rate" else f"{group}.{attribute}")
    return FullKey(field, row, attribute) if field else None


def full_key(field: str, language: str = "") -> str:
    """The key of a field in a language: "title" in "nl" is "title.nl"."""
    return f"{field}.{language}" if language else field
