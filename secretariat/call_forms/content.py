"""Which fields of the form a call shows and asks for, section by section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from calls.states import FormStep, Use
from projects.form import DEFAULTS, PARTS, SECTIONS, STANDARD, FormField, fields_of
from secretariat.call_forms.base import PartForm, Words


@dataclass(frozen=True)
class FieldRow:
    """One field of the catalogue on the page."""

    field: FormField
    part: Words
    use: forms.BoundField
    step: forms.BoundField | None


class FieldsForm(PartForm):
    """A table for each section: whether a field is shown, asked for, and from which step on."""

    groups = ("field", "step1_closes_at")

    def build(self) -> None:
        held = {row.key: (row.use, row.step) for row in self.call.fields.all()}
        for section in SECTIONS:
            for field in fields_of(section):
                if field.follows:
                    continue
                use, step = held.get(field.key, (DEFAULTS[field.key], FormStep.FIRST))
                self._add(field, use, step)

    def _add(self, field: FormField, use: str, step: int) -> None:
        choices = [(one.value, one.label) for one in Use]
        if field.is_fixed:
            choices = [one for one in choices if one[0] == DEFAULTS[field.key]]
        made = forms.ChoiceField(
            label=str(field.label), choices=choices, initial=use, disabled=field.is_fixed
        )
        self.fields[f"use:{field.key}"] = made
        if self.call.is_two_step and not field.is_fixed:
            label = _("%(field)s: from which step") % {"field": field.label}
            self.fields[f"step:{field.key}"] = forms.TypedChoiceField(
                label=label, choices=FormStep.choices, coerce=int, initial=step
            )

    def sections(self) -> Iterator[tuple[Words, list[FieldRow]]]:
        """The sections in their order, each with its fields."""
        for section, title in SECTIONS.items():
            rows = [
                FieldRow(
                    field,
                    PARTS.get(field.part, "") if field.part else "",
                    self[f"use:{field.key}"],
                    self[f"step:{field.key}"] if f"step:{field.key}" in self.fields else None,
                )
                for field in fields_of(section)
                if not field.follows
            ]
            if rows:
                yield title, rows

    def values(self) -> dict[str, Any]:
        return {
            "fields": {
                key: (use, self.cleaned_data.get(f"step:{key}", FormStep.FIRST))
                for key in DEFAULTS
                if (use := self.cleaned_data.get(f"use:{key}"))
            }
        }

    @staticmethod
    def standard_values() -> dict[str, Any]:
        """The harmonised form, as `values` gives it."""
        return {"fields": {key: (use, FormStep.FIRST) for key, use in STANDARD.items()}}
