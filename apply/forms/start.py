"""Starting a proposal."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class RehearsalForm(forms.Form):
    """From which step to try a call of two steps; one form makes one rehearsal."""

    step = forms.TypedChoiceField(
        label=_("Begin with"),
        choices=[(1, _("Step 1")), (2, _("Step 2"))],
        initial=1,
        coerce=int,
        widget=forms.RadioSelect,
    )
    creation_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, two_steps: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not two_steps:
            del self.fields["step"]

    def said(self) -> dict[str, Any]:
        """What was filled in, by the names of the verb."""
        return dict(self.cleaned_data)


class StartForm(forms.Form):
    """The acronym of a new proposal; `creation_key` makes one form one draft."""

    acronym = forms.CharField(
        label=_("Acronym"),
        max_length=25,
        help_text=_("A short name by which everybody will know the project. You can change it later."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    creation_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
