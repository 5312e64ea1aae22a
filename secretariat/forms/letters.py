"""A letter of the outbox."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class LetterForm(forms.Form):
    """A drafted letter, as it will be sent."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    subject = forms.CharField(label=_("Subject"), max_length=250)
    body = forms.CharField(label=_("Text"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 16}))

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("subject", "body"):
            self.fields[name].widget.attrs["lang"] = language

    def clean_subject(self) -> str:
        """A subject is one line."""
        return " ".join(str(self.cleaned_data["subject"]).split())
