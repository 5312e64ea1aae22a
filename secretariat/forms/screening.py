"""What officers type while they screen."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.states import Verdict
from secretariat.forms.seen import NOTE_LIMIT, SeenForm, note


class CheckForm(forms.Form):
    """The officer's word on one check of the screening."""

    verdict = forms.ChoiceField(label=_("Verdict"), choices=Verdict.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=NOTE_LIMIT, widget=forms.Textarea(attrs={"rows": 2})
    )


class ScreeningForm(SeenForm):
    """The conclusion of the screening."""

    conclusion = forms.ChoiceField(
        label=_("Conclusion"),
        choices=[(Verdict.PASSED, Verdict.PASSED.label), (Verdict.FAILED, Verdict.FAILED.label)],
        widget=forms.RadioSelect,
    )
    note = note(_("Note"))
