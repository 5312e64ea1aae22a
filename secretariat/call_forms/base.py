"""What the forms of a call's set-up share: texts side by side, and what the page showed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from calls.facts import digest, facts_of
from calls.models import Call
from calls.setting_up import Hurts, Wrong
from core.acts import REFUSED
from core.errors import DomainError
from core.texts import LANGUAGES, Text

Words = str | Promise
LANGUAGE_NAMES: dict[str, Words] = {"nl": _("Dutch"), "fr": _("French"), "en": _("English")}


@dataclass(frozen=True)
class Block:
    """Fields of a page that belong together; `layout` is "" or "languages" (side by side)."""

    legend: Words
    fields: tuple[forms.BoundField, ...]
    hint: Words = ""
    layout: str = ""


class PartForm(forms.Form):
    """One page of the set-up. `groups` are the groups of facts that it shows (calls.facts)."""

    groups: ClassVar[tuple[str, ...]] = ()
    texts: ClassVar[dict[str, tuple[Words, int, int]]] = {}  # name: label, limit, rows

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        call: Call,
        may_change: bool = True,
    ) -> None:
        self.call, self.may_change = call, may_change
        self.facts = facts_of(call)
        super().__init__(data, files)
        self.build()
        self.fields["seen"] = forms.CharField(
            widget=forms.HiddenInput, required=False, initial=digest(self.facts, self.groups)
        )
        for field in self.fields.values():
            field.disabled = field.disabled or not may_change

    def build(self) -> None:
        """Add the fields that depend on the call."""

    def blocks(self) -> Iterable[Block]:
        """The fields in the order of the page."""
        return ()

    def values(self) -> dict[str, Any]:
        """What calls.setting_up.change takes; of a valid form."""
        return {}

    def seen(self) -> tuple[str, ...]:
        """What the page showed, for calls.setting_up.change."""
        return (self.cleaned_data["seen"] or "", *self.groups)

    def add_texts(self, name: str, label: Words, text: Text, *, limit: int, rows: int = 1) -> None:
        """A field for each language. Nothing is cut while typing: the server counts and says so."""
        for code in LANGUAGES:
            widget: forms.Widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
            field = forms.CharField(
                label=str(LANGUAGE_NAMES[code]),
                required=False,
                max_length=limit,
                widget=widget,
                initial=text.get(code, ""),
            )
            field.widget.attrs.pop("maxlength", None)
            field.widget.attrs |= {"lang": code, "autocomplete": "off"}
            self.fields[f"{name}_{code}"] = field
        self.labels = {**getattr(self, "labels", {}), name: label}

    def text_block(self, name: str, legend: Words, hint: Words = "") -> Block:
        return Block(legend, tuple(self[f"{name}_{code}"] for code in LANGUAGES), hint, "languages")

    def text_of(self, name: str) -> Text:
        """The text as typed."""
        return Text({code: self.cleaned_data.get(f"{name}_{code}", "").strip() for code in LANGUAGES})

    def bound(self, *names: str) -> tuple[forms.BoundField, ...]:
        return tuple(self[name] for name in names)

    def named(self, start: str) -> Iterator[tuple[str, forms.BoundField]]:
        """The fields whose name begins so, with the rest of the name."""
        for name in self.fields:
            if name.startswith(start):
                yield name.removeprefix(start), self[name]

    def refuse(self, refusal: DomainError) -> None:
        """Say a refusal of the domain beside the field that it is about, or at the top."""
        if not isinstance(refusal, Hurts):
            say_beside(self, refusal)
            return
        placed = dict.fromkeys((place_of(self, name), why) for name, why in refusal.reasons)
        for place, why in placed:
            self.add_error(place, forms.ValidationError(why, code=REFUSED))


def say_beside(form: forms.Form, refusal: DomainError) -> None:
    """Say a refusal beside the field that it names, or at the top: a mistake there, a refused act here."""
    place = place_of(form, refusal.name) if isinstance(refusal, Wrong) else None
    form.add_error(place, forms.ValidationError(str(refusal.text), code="" if place else REFUSED))


def place_of(form: forms.Form, name: str) -> str | None:
    """The field of a name, the first language's of a text; None where the form has no such field."""
    return next((place for place in (name, f"{name}_{LANGUAGES[0]}") if place in form.fields), None)
