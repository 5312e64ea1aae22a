"""Confirming a partner's own part."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ConfirmForm(forms.Form):
    """A declaration about the part as the page showed it."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput())
    declared = forms.BooleanField(
        label=_("I declare this on behalf of the partner"),
        error_messages={"required": _("Tick the box if you may declare this on behalf of the partner.")},
    )
