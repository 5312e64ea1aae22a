"""What the forms of a call's set-up share: texts side by side, moments on a clock, amounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils import formats
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from calls.facts import digest, facts_of
from calls.models import Call
from calls.setting_up import Hurts, Wrong
from core import money
from core.errors import DomainError
from core.texts import LANGUAGES, Text

Words = str | Promise
LANGUAGE_NAMES: dict[str, Words] = {"nl": _("Dutch"), "fr": _("French"), "en": _("English")}
LOCAL = "%Y-%m-%dT%H:%M:%S"
PATTERNS = (LOCAL, "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M")


@dataclass(frozen=True)
class Block:
    """Fields of a page that belong together; `layout` is "" or "languages" (side by side)."""

    legend: Words
    fields: tuple[forms.BoundField, ...]
    hint: Words = ""
    layout: str = ""


class AmountField(forms.CharField):
    """An amount in EUR as people write it in the language of the page; cleans to a Decimal or None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return formats.localize_input(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return money.parse_amount(typed, get_language() or "en")
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class ClockField(forms.DateTimeField):
    """A date and time on the clock of a zone that another field names; cleans to a moment without zone."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = forms.DateTimeInput(
            attrs={"type": "datetime-local", "step": "1", "autocomplete": "off"}, format=LOCAL
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        for pattern in PATTERNS:
            try:
                return datetime.strptime(str(value).strip(), pattern)  # noqa: DTZ007 - the zone comes later
            except ValueError:
                continue
        raise forms.ValidationError(_("Write date and time like 2027-03-31 12:00."))


def on_clock(moment: datetime, zone: ZoneInfo) -> datetime:
    """What the clock of the zone shows at the moment."""
    return moment.astimezone(zone).replace(tzinfo=None)


def at_clock(shown: datetime, zone: ZoneInfo, before: datetime | None = None) -> datetime:
    """The moment at which the clock of the zone shows this. `before` is kept when it shows the same.

    ValidationError for a time that the clock skips in the night of the change to summer time. Of a time that
    comes twice, the first.
    """
    if before is not None and on_clock(before, zone) == shown:
        return before
    moment = shown.replace(tzinfo=zone)
    if on_clock(moment.astimezone(UTC), zone) != shown:
        raise forms.ValidationError(_("The clock skips this time in that night. Choose another time."))
    return moment.astimezone(UTC)


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
        name = refusal.name if isinstance(refusal, Wrong) else ""
        if isinstance(refusal, Hurts):
            for reason in dict.fromkeys(reason for _name, reason in refusal.reasons):
                self.add_error(None, forms.ValidationError(reason, code="refused"))
        elif name in self.fields:
            self.add_error(name, str(refusal.text))
        elif f"{name}_nl" in self.fields:
            self.add_error(f"{name}_nl", str(refusal.text))
        else:
            self.add_error(None, forms.ValidationError(str(refusal.text), code="refused"))
