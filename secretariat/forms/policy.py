"""What the secretariat says of a report on policy."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import PolicyReportState


class PolicyVerdictForm(forms.Form):
    """Confirm it, or send it back with what is to be mended."""

    verdict = forms.ChoiceField(
        choices=[(PolicyReportState.CONFIRMED, _("Confirm")), (PolicyReportState.RETURNED, _("Send back"))]
    )
    answer = forms.CharField(
        label=_("What is to be mended"), required=False, max_length=1000, widget=forms.Textarea
    )
