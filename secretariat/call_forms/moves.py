"""What a manager sends back to publish a call."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class PublishForm(forms.Form):
    """`seen` names what the confirming page showed."""

    seen = forms.CharField(max_length=40, widget=forms.HiddenInput)
    sure = forms.BooleanField(
        label=_("I have looked at everything. The call is published for good."),
        error_messages={"required": _("Tick this to publish the call.")},
    )
