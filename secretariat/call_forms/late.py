"""A permission to submit late: for whom, until when, why."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from calls.late import REASON_LIMIT
from calls.models import Call
from core.form_fields import ClockField, at_clock


class LateCodeForm(forms.Form):
    """`key` is new for each form: the same form sent twice gives the same code."""

    email = forms.EmailField(
        label=_("E-mail address with which the applicant signs in"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    valid_until = ClockField(label=_("Valid until"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LIMIT,
        help_text=_("Kept in the history of the call."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call = call
        zone = call.time_zone.replace("_", " ")
        self.fields["valid_until"].help_text = _("On the clock of %(zone)s.") % {"zone": zone}

    def clean_valid_until(self) -> datetime:
        return at_clock(self.cleaned_data["valid_until"], self.call.zone)

    def said(self) -> dict[str, Any]:
        """What calls.late.issue takes."""
        return {name: self.cleaned_data[name] for name in ("email", "valid_until", "reason", "key")}
