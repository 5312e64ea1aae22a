"""The rules of a call with their parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls import rules
from calls.states import RuleKind, Severity
from partners.states import LegalStatus, OrganisationType
from secretariat.call_forms.base import LANGUAGE_NAMES, PartForm, Words

OFF = "off"
PARAMETERS: dict[str, Words] = {
    "minimum": gettext_lazy("Lowest value"),
    "maximum": gettext_lazy("Highest value"),
    "member_states": gettext_lazy("Of these, Member States of the European Union"),
    "sides": gettext_lazy("Sides of the border"),
    "earliest": gettext_lazy("Not before"),
    "latest": gettext_lazy("Not after"),
    "allowed": gettext_lazy("Only these"),
    "excluded": gettext_lazy("Not these"),
    "outside": gettext_lazy("Partners outside the area"),
    "share": gettext_lazy("Length of the shortest text, as a percentage of the longest"),
    "letters": gettext_lazy("Compared from this number of letters upwards"),
    "numbers": gettext_lazy("Figures in one language only"),
}
# What the values of lists and choices are called.
VALUES: dict[str, Words] = {
    **dict(OrganisationType.choices),
    **dict(LegalStatus.choices),
    **LANGUAGE_NAMES,
    "justified": gettext_lazy("are allowed with a justification"),
    "refused": gettext_lazy("are refused"),
    "ignored": gettext_lazy("are not looked at"),
    "compared": gettext_lazy("are pointed out"),
}
SIDES_HINT = gettext_lazy(
    "One side on each line: codes of countries or regions with commas, such as FR or BE2, BE3."
)


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
        for name in (*schema.whole, *schema.percents, *schema.decimal):
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
    is_decimal, is_percent = name in schema.decimal, name in schema.percents
    number: Any = forms.DecimalField if is_decimal else forms.IntegerField
    options: dict[str, Any] = {"decimal_places": 2, "localize": True} if is_decimal else {}
    made: forms.Field = number(
        label=str(PARAMETERS.get(name, name)),
        required=False,
        min_value=int(is_percent),
        max_value=100 if is_percent else schema.highest,
        initial=held,
        **options,
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
