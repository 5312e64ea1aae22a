"""What the secretariat says of a contractor."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import ContractorState


class ContractorVerdictForm(forms.Form):
    """Confirm it, or send it back with the reason. `seen` is when what was read had been given."""

    seen = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"], widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        choices=[(ContractorState.CONFIRMED, _("Confirm")), (ContractorState.RETURNED, _("Send back"))]
    )
    answer = forms.CharField(
        label=_("What is to be mended"), required=False, max_length=1000, widget=forms.Textarea
    )
