"""The form of one row of a set-up: its texts side by side, and what it showed when it was opened."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.texts import LANGUAGES, Text
from programmes.models import ProgrammePeriod
from programmes.setting_up.checks import Wrong
from programmes.setting_up.facts import facts_of
from programmes.setting_up.parts import Field, Part
from programmes.setting_up.texts import languages_of
from programmes.setting_up.uses import is_fixed
from programmes.setting_up.verbs import Stale
from secretariat.setup_forms.fields import field_for, text_field


@dataclass(frozen=True)
class Language:
    """One language of a text on the page."""

    field: forms.BoundField
    is_missing: bool


@dataclass(frozen=True)
class Block:
    """A field of the page: a plain one, or a text with its languages."""

    label: str
    help: str
    limit: int
    field: forms.BoundField | None
    languages: tuple[Language, ...]


class SetupForm(forms.Form):
    """Adds a row to a part (`row` is None) or changes one; `may_change=False` only shows it."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        part: Part,
        edition: ProgrammePeriod,
        row: Model | None = None,
        may_change: bool = True,
    ) -> None:
        self.part, self.edition, self.row = part, edition, row
        super().__init__(data, initial=self._initial())
        self.held_fast = row is not None and is_fixed(row)
        for field in part.fields:
            for name, made in self._made(field):
                is_code = row is not None and (part.key, name) == ("strategies", "code")
                made.disabled = not may_change or is_code or (self.held_fast and field.is_fixed)
                self.fields[name] = made
        hidden = "seen" if row else "key"
        self.fields[hidden] = forms.CharField(widget=forms.HiddenInput, required=False)

    def _made(self, field: Field) -> Iterator[tuple[str, forms.Field]]:
        if field.limit:
            yield from ((f"{field.name}_{code}", text_field(field, code)) for code in LANGUAGES)
        else:
            yield field.name, field_for(self.part, field, self.edition)

    def _initial(self) -> dict[str, Any]:
        if self.row is None:
            return {"key": str(uuid4()), "position": 0}
        facts = facts_of(self.row, self.part)
        shown = {name: value for name, value in facts.items() if not isinstance(value, dict)}
        for field in self.part.texts:
            shown |= {f"{field.name}_{code}": facts[field.name].get(code, "") for code in LANGUAGES}
        return {**shown, "seen": json.dumps(facts)}

    def clean_seen(self) -> dict[str, Any]:
        """What the page showed when it was opened."""
        try:
            seen = json.loads(self.cleaned_data["seen"])
        except ValueError:
            seen = None
        if not isinstance(seen, dict):
            raise forms.ValidationError(_("The page was incomplete. Open it again, then save."))
        return seen

    def values(self) -> dict[str, Any]:
        """The values by field, texts put together from their languages."""
        cleaned = self.cleaned_data
        found: dict[str, Any] = {}
        for field in self.part.fields:
            if field.limit:
                typed = {code: cleaned[f"{field.name}_{code}"] for code in LANGUAGES}
                found[field.name] = Text({code: text.replace("\r\n", "\n") for code, text in typed.items()})
            else:
                found[field.name] = cleaned[field.name]
        if found.get("position", 0) is None:
            found["position"] = 0
        return found

    def blocks(self) -> list[Block]:
        """The fields in the order of the part."""
        wanted = languages_of(self.edition)
        found = []
        for field in self.part.fields:
            each: tuple[Language, ...] = ()
            if field.limit:
                bound = [(code, self[f"{field.name}_{code}"]) for code in LANGUAGES]
                is_wanted = field.is_required or any(one.value() for _code, one in bound)
                each = tuple(
                    Language(one, is_wanted and code in wanted and not one.value()) for code, one in bound
                )
            plain = None if field.limit else self[field.name]
            found.append(Block(str(field.label), str(field.help), field.limit, plain, each))
        return found

    def refuse(self, refusal: DomainError) -> None:
        """Put a refusal beside the fields that it is about."""
        if isinstance(refusal, Stale):
            self._show_theirs(refusal)
        if isinstance(refusal, Wrong):
            for name, text in refusal.problems:
                self.add_error(self._place(name), text)
        else:
            self.add_error(None, forms.ValidationError(str(refusal.text), code="refused"))

    def _place(self, name: str) -> str | None:
        """The form field of a field of the part; a text is told at its first language."""
        for place in (name, f"{name}_{(*languages_of(self.edition), *LANGUAGES)[0]}"):
            if place in self.fields:
                return place
        return None

    def _show_theirs(self, stale: Stale) -> None:
        """From here on the form knows what is there now: theirs where I changed nothing, both where I did."""
        seen = _flat(self.cleaned_data["seen"])
        data = cast(QueryDict, self.data).copy()
        for name, theirs in _flat(stale.now).items():
            if name not in self.fields or theirs == seen.get(name):
                continue
            mine = self.fields[name].widget.value_from_datadict(data, self.files, name)
            if _same(mine, seen.get(name)):
                _type(data, name, theirs)
            elif not _same(mine, theirs):
                text = _("Now there: “%(theirs)s”. Yours is in the field; saving again replaces theirs.")
                self.add_error(name, text % {"theirs": self._said(name, theirs)})
        data["seen"] = json.dumps(stale.now)
        self.data = data

    def _said(self, name: str, value: Any) -> str:
        """A stored value as the person reads it."""
        choices = dict(getattr(self.fields[name], "choices", ()))
        labels = {str(getattr(key, "value", key)): str(label) for key, label in choices.items()}
        values = value if isinstance(value, list) else [value]
        return ", ".join(labels.get(str(one), str(one)) for one in values if one is not None) or "—"


def _flat(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts by form field: each language of a text for itself."""
    flat: dict[str, Any] = {}
    for name, value in facts.items():
        if isinstance(value, dict):
            flat |= {f"{name}_{code}": value.get(code, "") for code in LANGUAGES}
        else:
            flat[name] = value
    return flat


def _same(mine: Any, stored: Any) -> bool:
    """Whether what was typed is what is stored, whatever its form."""
    if isinstance(mine, list):
        return sorted(mine) == sorted(str(one) for one in stored or ())
    if isinstance(stored, bool):
        return bool(mine) is stored
    typed, kept = str(mine or "").replace("\r\n", "\n").strip(), str(stored or "")
    return typed == kept or typed == kept.removesuffix(".00")


def _type(data: QueryDict, name: str, value: Any) -> None:
    """Fill a field as if it had been typed."""
    if isinstance(value, list):
        data.setlist(name, [str(one) for one in value])
    elif value is None or value is False:
        data.pop(name, None)
    else:
        data[name] = "on" if value is True else str(value)
