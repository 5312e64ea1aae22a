"""What is known of one field of the form, and the short ways in which the catalogue writes it down."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Kind = Literal[
    "line",
    "text",
    "email",
    "phone",
    "address",
    "country",
    "region",
    "choice",
    "date",
    "period",
    "number",
    "amount",
    "rate",
    "whole_percent",
    "indicator",
    "partner",
    "partners",
    "activities",
    "categories",
    "table",
]
Use = Literal["hidden", "optional", "required"]
Words = str | Promise
Choices = tuple[tuple[str, Words], ...]
YES_NO: Choices = (("yes", _("Yes")), ("no", _("No")))

# Fields whose key begins so stand once for each row of that name; the other dotted keys are plain names.
ROW_GROUPS = frozenset(
    {
        *("partner", "budget", "rate", "contribution", "cost", "lump_sum"),
        *("work_package", "activity", "deliverable", "output", "investment", "result"),
        *("target_group", "strategy", "synergy", "associated_organisation", "own_unit_cost"),
        *("final_recipient", "policy_instrument", "stakeholder", "action_plan", "pilot_action"),
        "policy_improvement",
    }
)


@dataclass(frozen=True)
class FormField:
    """A field of the form. `limit` counts characters, in each language of a multilingual field.

    `required` and `is_fixed` say what holds in every call: the checks ask for it, and no call can hide it.
    `default_use` holds in calls that say nothing of the field. `part` names the heading it stands under.
    `is_column` fields are stored as typed columns of a row, all others as texts (projects.models.Answer).
    `choices` are those that never change; choices of programme and call come from their tables.
    `follows` names the field with which this one comes and goes: required wherever that one is shown, or
    optional there where `is_optional` says so.
    `pattern` is a regular expression that the whole value matches; `pattern_text` says so in words.
    """

    key: str
    section: str
    kind: Kind
    label: Words
    help: Words = ""
    limit: int | None = None
    required: bool = False
    multilingual: bool = False
    default_use: Use = "hidden"
    choices: Choices = ()
    part: str = ""
    is_column: bool = False
    is_fixed: bool = False
    follows: str = ""
    is_optional: bool = False
    pattern: str = ""
    pattern_text: Words = ""

    @cached_property
    def group(self) -> str:
        """The rows in each of which the field stands: "partner", "activity" ...; "" when in none."""
        head = self.key.partition(".")[0]
        return head if head in ROW_GROUPS else ""

    @cached_property
    def attribute(self) -> str:
        """The name of the field within its row; the whole key where there is no row."""
        return self.key.partition(".")[2] if self.group and "." in self.key else self.key


@dataclass(frozen=True)
class FullKey:
    """A full key taken apart: `row` is the identity in the middle, if any."""

    field: FormField
    row: str = ""
    attribute: str = ""
    language: str = ""

    @property
    def name(self) -> str:
        """The key without its language: under this name texts are stored."""
        if not self.row:
            return self.field.key
        return f"{self.field.group}.{self.row}.{self.attribute}"


def prose(
    key: str,
    section: str,
    label: Words,
    hint: Words = "",
    *,
    limit: int = 5000,
    part: str = "",
) -> FormField:
    """A text of several paragraphs in each language of the call."""
    return FormField(key, section, "text", label, hint, limit, multilingual=True, part=part)


def heading(
    key: str,
    section: str,
    label: Words,
    hint: Words = "",
    *,
    limit: int,
    part: str = "",
) -> FormField:
    """A text of one line in each language of the call."""
    return FormField(key, section, "line", label, hint, limit, multilingual=True, part=part)


def line(
    key: str,
    section: str,
    label: Words,
    hint: Words = "",
    *,
    limit: int,
    kind: Kind = "line",
    part: str = "",
) -> FormField:
    """A text of one line in no particular language."""
    return FormField(key, section, kind, label, hint, limit, part=part)


def choice(
    key: str,
    section: str,
    label: Words,
    hint: Words = "",
    *,
    choices: Choices = (),
    part: str = "",
) -> FormField:
    """One of a list."""
    return FormField(key, section, "choice", label, hint, choices=choices, part=part)


def column(
    key: str,
    section: str,
    kind: Kind,
    label: Words,
    hint: Words = "",
    *,
    choices: Choices = (),
    part: str = "",
) -> FormField:
    """What points to a row or is reckoned with: a typed column of the entry."""
    return FormField(key, section, kind, label, hint, choices=choices, part=part, is_column=True)
