"""Making a link by which a colleague reads the proposal."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

HOLDS = [("7", _("one week")), ("14", _("two weeks")), ("30", _("30 days")), ("60", _("60 days"))]


class AdviceForm(forms.Form):
    """For whom, and how long it holds."""

    key = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput())
    reader = forms.CharField(
        label=_("For whom"),
        max_length=150,
        help_text=_("A name that you will recognise in the list. The person needs no account."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    days = forms.TypedChoiceField(label=_("Valid for"), choices=HOLDS, coerce=int, initial="14")
