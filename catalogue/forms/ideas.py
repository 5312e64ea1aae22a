"""Narrowing the cards of a partner search."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas.finding import SORTS, WORDS_LENGTH, Wish
from ideas.places import Places
from ideas.states import Kind, Role

SORT_WORDS = {
    "new": _("Newest first"),
    "old": _("Oldest first"),
    "deadline": _("Last day first"),
    "organisation": _("By organisation"),
}


class WishForm(forms.Form):
    """What a reader looks for; every part may stay empty, and the address holds it."""

    q = forms.CharField(
        label=_("Words"),
        max_length=WORDS_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("What"), required=False)
    objective = forms.ChoiceField(label=_("Specific objective"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False)
    country = forms.ChoiceField(label=_("From or wanted in"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"), required=False, choices=[(key, SORT_WORDS[key]) for key in SORTS]
    )

    def __init__(self, *args: Any, places: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: dict[str, list[tuple[str, Any]]] = {
            "kind": [("", _("Ideas and offers")), *Kind.choices],
            "objective": [
                ("", _("All objectives")),
                *((code, f"{code} {title}") for code, title in places.objectives.items()),
            ],
            "theme": [("", _("All themes")), *((code, str(title)) for code, title in places.themes.items())],
            "role": [("", _("All roles")), *Role.choices],
            "country": [("", _("All countries")), *places.countries.items()],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for name in ("theme", "objective"):
            if len(offered[name]) == 1:
                del self.fields[name]

    def wish(self) -> Wish:
        """What was asked for; a part that is nonsense counts as empty."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return Wish(words=given.pop("q", ""), **given)
