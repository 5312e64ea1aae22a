"""The rules of a call with their parameters, and the criteria of assessors with their weights."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls import rules
from calls.states import RuleKind, Severity
from core.texts import Text
from partners.states import LegalStatus, OrganisationType
from secretariat.call_forms.base import LANGUAGE_NAMES, Block, PartForm, Words

OFF = "off"
PARAMETERS: dict[str, Words] = {
    "minimum": gettext_lazy("Lowest value"),
    "maximum": gettext_lazy("Highest value"),
    "member_states": gettext_lazy("Of them Member States of the European Union"),
    "sides": gettext_lazy("Sides of the border"),
    "earliest": gettext_lazy("Not before"),
    "latest": gettext_lazy("Not after"),
    "allowed": gettext_lazy("Only these"),
    "excluded": gettext_lazy("Not these"),
    "outside": gettext_lazy("Partners outside the area"),
}
# What the values of lists and choices are called.
VALUES: dict[str, Words] = {
    **dict(OrganisationType.choices),
    **dict(LegalStatus.choices),
    **LANGUAGE_NAMES,
    "justified": gettext_lazy("are allowed with a justification"),
    "refused": gettext_lazy("are refused"),
}
SIDES_HINT = gettext_lazy(
    "One side on each line: codes of countries or regions with commas, such as FR or BE2, BE3."
)
GROUPS = [
    ("strategic", gettext_lazy("Strategic")),
    ("operational", gettext_lazy("Operational")),
]
SPARE_ROWS = 3
TITLE_LIMIT, QUESTION_LIMIT = 250, 1000


@dataclass(frozen=True)
class RuleBlock:
    """One kind of rule on the page; `sentence` is what applicants read, of the rule as it is stored."""

    title: Words
    sentence: str
    fields: tuple[forms.BoundField, ...]


class RulesForm(PartForm):
    """Each kind of rule: off, a condition, or a warning; and its parameters."""

    groups = ("rule",)

    def build(self) -> None:
        self.held = {rule.kind: rule for rule in self.call.rules.all()}
        for kind in RuleKind.values:
            rule = self.held.get(kind)
            self.fields[f"{kind}:severity"] = forms.ChoiceField(
                label=_("Effect"),
                choices=[(OFF, _("Not used")), *Severity.choices],
                initial=rule.severity if rule else OFF,
            )
            self._add_parameters(kind, rule.parameters if rule else {})

    def _add_parameters(self, kind: str, held: dict[str, Any]) -> None:
        schema = rules.SCHEMAS[kind]
        for name in (*schema.whole, *schema.decimal):
            self.fields[f"{kind}:{name}"] = _number_field(name, schema, held.get(name))
        for name in schema.dates:
            self.fields[f"{kind}:{name}"] = forms.DateField(
                label=str(PARAMETERS.get(name, name)),
                required=False,
                initial=held.get(name),
                widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
            )
        for name, known in (schema.lists or {}).items():
            self.fields[f"{kind}:{name}"] = _list_field(name, known, held.get(name, []))
        for name, known in (schema.choices or {}).items():
            self.fields[f"{kind}:{name}"] = forms.ChoiceField(
                label=str(PARAMETERS.get(name, name)),
                required=False,
                choices=[(value, VALUES.get(value, value)) for value in known],
                initial=held.get(name, known[0]),
            )
        if schema.has_sides:
            self.fields[f"{kind}:sides"] = _sides_field(held.get("sides", []))

    def rule_blocks(self) -> Iterator[RuleBlock]:
        for kind in RuleKind:
            rule = self.held.get(kind.value)
            fields = tuple(field for _name, field in self.named(f"{kind.value}:"))
            yield RuleBlock(kind.label, rules.describe(rule) if rule else "", fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            self.wanted: dict[str, dict[str, Any]] = {}
            for kind in RuleKind.values:
                if cleaned[f"{kind}:severity"] != OFF:
                    self._clean_rule(kind)
        return cleaned

    def _clean_rule(self, kind: str) -> None:
        parameters: dict[str, Any] = {}
        for name, field in self.named(f"{kind}:"):
            value = self.cleaned_data[field.name]
            if name != "severity" and value not in (None, "", []):
                parameters[name] = _plain(name, value)
        try:
            rules.validate(kind, parameters)
        except ValidationError as error:
            self.add_error(f"{kind}:severity", error)
        severity = self.cleaned_data.get(f"{kind}:severity", OFF)
        self.wanted[kind] = {"parameters": parameters, "severity": severity}

    def values(self) -> dict[str, Any]:
        return {"rules": self.wanted}


def _number_field(name: str, schema: rules.Schema, held: Any) -> forms.Field:
    number: Any = forms.IntegerField if name in schema.whole else forms.DecimalField
    options: dict[str, Any] = {} if name in schema.whole else {"decimal_places": 2, "localize": True}
    label = str(PARAMETERS.get(name, name))
    made: forms.Field = number(
        label=label, required=False, min_value=0, max_value=schema.highest, initial=held, **options
    )
    return made


def _list_field(name: str, known: tuple[str, ...], held: list[str]) -> forms.Field:
    return forms.MultipleChoiceField(
        label=str(PARAMETERS.get(name, name)),
        required=False,
        choices=[(value, VALUES.get(value, value)) for value in known],
        initial=held,
        widget=forms.CheckboxSelectMultiple,
    )


def _sides_field(held: list[list[str]]) -> forms.Field:
    return forms.CharField(
        label=str(PARAMETERS["sides"]),
        required=False,
        max_length=500,
        help_text=SIDES_HINT,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        initial="\n".join(", ".join(side) for side in held),
    )


def _plain(name: str, value: Any) -> Any:
    """A typed value as the parameters of a rule hold it."""
    if name == "sides":
        lines = [re.findall(r"[A-Z0-9]+", line.upper()) for line in value.splitlines()]
        return [line for line in lines if line]
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value.isoformat() if isinstance(value, date) else value


class CriteriaForm(PartForm):
    """The criteria in their order, with some empty rows; a row without any title is no criterion."""

    groups = ("criterion",)

    def build(self) -> None:
        held = list(self.call.criteria.all())
        self.keys: list[str] = [row.key for row in held]
        for number in range(len(held) + SPARE_ROWS):
            row = held[number] if number < len(held) else None
            self.add_texts(f"{number}:title", _("Title"), row.title if row else Text(), limit=TITLE_LIMIT)
            question = row.question if row else Text()
            self.add_texts(f"{number}:question", _("Question"), question, limit=QUESTION_LIMIT, rows=3)
            self.fields[f"{number}:group"] = forms.ChoiceField(
                label=_("Group"), choices=GROUPS, initial=row.group if row else GROUPS[0][0]
            )
            self.fields[f"{number}:weight"] = forms.IntegerField(
                label=_("Weight"),
                min_value=1,
                max_value=100,
                required=False,
                initial=row.weight if row else 1,
                help_text=_("How many times the score counts."),
            )
            self.fields[f"{number}:place"] = forms.IntegerField(
                label=_("Place"), min_value=1, max_value=999, required=False, initial=number + 1
            )
        self.rows = len(held) + SPARE_ROWS

    def criteria_blocks(self) -> Iterator[tuple[str, list[Block]]]:
        """A heading for each row, and its blocks."""
        for number in range(self.rows):
            is_new = number >= len(self.keys)
            heading = _("Further criterion") if is_new else _("Criterion %(number)d") % {"number": number + 1}
            rest = self.bound(*(f"{number}:{name}" for name in ("group", "weight", "place")))
            yield (
                heading,
                [
                    self.text_block(f"{number}:title", _("Title")),
                    self.text_block(f"{number}:question", _("Question")),
                    Block("", rest, layout="languages"),
                ],
            )

    def values(self) -> dict[str, Any]:
        rows: list[tuple[int, str, dict[str, Any]]] = []
        taken = set(self.keys)
        for number in range(self.rows):
            title = self.text_of(f"{number}:title")
            if not title:
                continue
            key = self.keys[number] if number < len(self.keys) else self._key(title, taken)
            taken.add(key)
            row = {
                "group": self.cleaned_data[f"{number}:group"],
                "title": title,
                "question": self.text_of(f"{number}:question"),
                "weight": self.cleaned_data[f"{number}:weight"] or 1,
            }
            rows.append((self.cleaned_data[f"{number}:place"] or 999, key, row))
        return {"criteria": {key: row for _place, key, row in sorted(rows, key=lambda one: one[0])}}

    @staticmethod
    def _key(title: Text, taken: set[str]) -> str:
        stem = re.sub(r"^[^a-z]+", "", slugify(title.best("en").text))[:34].strip("-") or "criterion"
        key, number = stem, 2
        while key in taken:
            key, number = f"{stem}-{number}", number + 1
        return key
