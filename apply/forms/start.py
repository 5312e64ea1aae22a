"""Starting a proposal."""

from __future__ import annotations

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _


class StartForm(forms.Form):
    """The acronym of a new proposal; `creation_key` makes one form one draft."""

    acronym = forms.CharField(
        label=_("Acronym"),
        max_length=25,
        help_text=_("A short name by which everybody will know the project. You can change it later."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    creation_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
