"""Forms of a contact card: a new one, and a change of its words."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy

from core.texts import LANGUAGES, Text
from editorial.models import ContactCard
from programmes.models import Programme
from secretariat.forms.pieces import LANGUAGES as NAMES

OFFICES = {
    "nl": gettext_lazy("Office (Dutch)"),
    "fr": gettext_lazy("Office (French)"),
    "en": gettext_lazy("Office (English)"),
}
DEPARTMENTS = {
    "nl": gettext_lazy("Department (Dutch)"),
    "fr": gettext_lazy("Department (French)"),
    "en": gettext_lazy("Department (English)"),
}


class CardWords(forms.Form):
    """What a card is to show."""

    name = forms.CharField(max_length=150, label=gettext_lazy("Name"))
    phone = forms.RegexField(
        r"^\+?[0-9 ()./-]*$", max_length=40, required=False, label=gettext_lazy("Telephone")
    )
    shows_email = forms.BooleanField(required=False, label=gettext_lazy("Show the e-mail address"))
    is_general = forms.BooleanField(required=False, label=gettext_lazy("Show on the overview"))

    def __init__(self, data: Any, *, start: dict[str, Any]) -> None:
        super().__init__(data, initial=start)
        for name, labels in (("office", OFFICES), ("department", DEPARTMENTS)):
            for code in LANGUAGES:
                self.fields[f"{name}_{code}"] = forms.CharField(
                    max_length=150, required=False, label=labels[code]
                )

    def words(self) -> dict[str, Any]:
        """As `consenting` takes them."""
        said = self.cleaned_data
        texts = {
            name: Text({code: said[f"{name}_{code}"] for code in LANGUAGES})
            for name in ("office", "department")
        }
        return {**texts, **{name: said[name] for name in ("name", "phone", "shows_email", "is_general")}}


class ContactCardForm(CardWords):
    """Who is asked, and what the card is to show."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    programme = forms.ModelChoiceField(queryset=Programme.objects.none(), label=gettext_lazy("Programme"))
    email = forms.EmailField(max_length=254, label=gettext_lazy("E-mail address, to which the question goes"))
    language = forms.ChoiceField(choices=NAMES, label=gettext_lazy("Language of the e-mail"))

    field_order = ("key", "programme", "name", "email", "language")

    def __init__(self, data: Any, *, programmes: list[str]) -> None:
        start = {"key": uuid4(), "programme": programmes[0], "shows_email": True, "is_general": True}
        super().__init__(data, start=start)
        field = self.fields["programme"]
        field.queryset = Programme.objects.filter(pk__in=programmes)  # type: ignore[attr-defined]


class ContactCardChange(CardWords):
    """Other words for a card; `base` is the revision that the page showed."""

    base = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, card: ContactCard) -> None:
        start: dict[str, Any] = {"base": card.revision}
        for name in ("name", "phone", "shows_email", "is_general"):
            start[name] = getattr(card, name)
        for code in LANGUAGES:
            start[f"office_{code}"] = card.office.get(code, "")
            start[f"department_{code}"] = card.department.get(code, "")
        super().__init__(data, start=start)
