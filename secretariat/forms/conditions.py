"""What the secretariat says about a condition."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.states import ConditionState
from secretariat.forms.seen import note

CHOICES = [
    (ConditionState.MET.value, _("Met")),
    (ConditionState.WAIVED.value, _("Waived: it need not be met any more")),
    (ConditionState.OPEN.value, _("Open: something is still missing")),
]


class SettleForm(forms.Form):
    """Whether a condition is met, waived or open."""

    state = forms.ChoiceField(label=_("This condition is"), choices=CHOICES, widget=forms.RadioSelect)
    reason = note(_("Reason"), help_text=_("The applicants read it. Not needed for a condition that is met."))
