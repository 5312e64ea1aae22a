"""What the secretariat says of what a running project tells: it is confirmed, or sent back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import PolicyReportState


class VerdictForm(forms.Form):
    """Confirm it, or send it back with what is to be mended. Contractors have states of the same names."""

    verdict = forms.ChoiceField(
        choices=[(PolicyReportState.CONFIRMED, _("Confirm")), (PolicyReportState.RETURNED, _("Send back"))]
    )
    answer = forms.CharField(
        label=_("What is to be corrected"), required=False, max_length=1000, widget=forms.Textarea
    )


class SeenVerdictForm(VerdictForm):
    """The same of what may be changed meanwhile: `seen` is when what was read had been given."""

    seen = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"], widget=forms.HiddenInput)
