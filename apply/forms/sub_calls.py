"""What people of a funded project say of a call that they ask for."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from calls.setting_up import INTRODUCTION_LIMIT, TITLE_LIMIT
from core.form_fields import ClockField, PositiveAmountField, at_clock
from core.texts import Text

MOMENTS = ("opens_at", "closes_at")


class SubCallForm(forms.Form):
    """Title and introduction in each language of the programme, dates on the programme's clock, money."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    opens_at = ClockField(label=_("Opens"))
    closes_at = ClockField(label=_("Closes"))
    budget = PositiveAmountField(
        label=_("European money in this call, in euro"),
        help_text=_("Part of what the scheme has left."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages in which applicants must write"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: QueryDict | None, *, languages: Sequence[str], zone: str) -> None:
        super().__init__(data, initial={"key": uuid.uuid4(), "languages": list(languages)})
        self.wanted, self.zone = tuple(languages), zone
        for name in MOMENTS:
            self.fields[name].help_text = _("On the clock of %(zone)s.") % {"zone": zone.replace("_", " ")}
        for code in self.wanted:
            self._add(f"title_{code}", _("Title"), code, TITLE_LIMIT, forms.TextInput())
            area = forms.Textarea(attrs={"rows": 5})
            self._add(f"introduction_{code}", _("Introduction"), code, INTRODUCTION_LIMIT, area)
        texts = [name for name in self.fields if name.startswith(("title_", "introduction_"))]
        self.order_fields([*texts, *MOMENTS, "budget", "languages"])

    def _add(self, name: str, label: Any, code: str, limit: int, widget: forms.Widget) -> None:
        field = forms.CharField(
            label=label,
            max_length=limit,
            widget=widget,
            help_text=dict(settings.LANGUAGES).get(code, code),
        )
        widget.attrs |= {"lang": code, "autocomplete": "off"}
        self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in MOMENTS:
            if cleaned.get(name) is not None:
                try:
                    cleaned[name] = at_clock(cleaned[name], ZoneInfo(self.zone))
                except forms.ValidationError as error:
                    self.add_error(name, error)
        return cleaned

    def values(self) -> dict[str, Any]:
        """What cascade.asking.ask takes; of a valid form."""
        texts = {
            name: Text({code: self.cleaned_data[f"{name}_{code}"] for code in self.wanted})
            for name in ("title", "introduction")
        }
        plain = {name: self.cleaned_data[name] for name in (*MOMENTS, "budget", "languages")}
        return {**texts, **plain, "time_zone": self.zone}
