"""What officers type while they screen."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.states import Verdict
from secretariat.forms.seen import NOTE_LIMIT, SeenForm, note


class CheckForm(forms.Form):
    """The officer's word on one check of the screening; `seen` is its revision as the page showed it."""

    verdict = forms.ChoiceField(label=_("Verdict"), choices=Verdict.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Reason"), required=False, max_length=NOTE_LIMIT, widget=forms.Textarea(attrs={"rows": 2})
    )
    seen = forms.IntegerField(required=False, min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)


class ScreeningForm(SeenForm):
    """The conclusion of the screening."""

    conclusion = forms.ChoiceField(
        label=_("Conclusion"),
        choices=[(Verdict.PASSED, Verdict.PASSED.label), (Verdict.FAILED, Verdict.FAILED.label)],
        widget=forms.RadioSelect,
    )
    note = note(_("Note"))
