"""What a person says when a proposal takes a step."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NoteForm(forms.Form):
    """A reason that stands in the history of the proposal."""

    note = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        help_text=_("It is shown in the history of the proposal, and the secretariat can read it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SureForm(forms.Form):
    """A tick against slips of the hand, for what can't be undone."""

    sure = forms.BooleanField(
        label=_("Yes, delete this draft and everything in it"),
        error_messages={"required": _("Tick the box if you want to delete the draft.")},
    )
