"""A form that knows what its page showed, and a field for a reason."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language

from core import money
from core.beside import name_now
from projects.lifecycle import Seen

NOTE_LIMIT = 5000


def note(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    """A field for a reason in some sentences."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=NOTE_LIMIT,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def amount(typed: str) -> Decimal | None:
    """An amount in EUR as people write it in the active language; None of nothing. ValidationError."""
    if not typed.strip():
        return None
    try:
        return money.parse_amount(typed.strip(), get_language() or "en")
    except ValueError as error:
        raise forms.ValidationError(str(error)) from error


class SeenForm(forms.Form):
    """A form that remembers which state and version its page showed, so that a stale page decides nothing."""

    seen_state = forms.CharField(max_length=40, widget=forms.HiddenInput)
    seen_version = forms.IntegerField(min_value=0, max_value=32_000, widget=forms.HiddenInput)

    def seen(self) -> Seen:
        """What the person had before their eyes."""
        return Seen(self.cleaned_data["seen_state"], self.cleaned_data["seen_version"])

    def said(self) -> dict[str, Any]:
        """What the person typed, without what the page showed."""
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith("seen_")}

    def look_again(self) -> None:
        """The page is shown anew with what is now: from here on its form names that."""
        name_now(self, **{name: self.initial[name] for name in ("seen_state", "seen_version")})
