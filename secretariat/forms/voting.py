"""A member's vote on one item, with the declaration of interests before it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.committee.voting import NOTE_LENGTH, SAID_BY_MEMBERS
from assessments.states import Position


class VoteForm(forms.Form):
    """For, against or abstention; `seen` is what the page showed."""

    item = forms.IntegerField(min_value=1, max_value=2**53, widget=forms.HiddenInput)
    delegation = forms.IntegerField(min_value=1, max_value=2**53, widget=forms.HiddenInput)
    seen = forms.ChoiceField(choices=[("", ""), *Position.choices], required=False, widget=forms.HiddenInput)
    position = forms.ChoiceField(
        label=_("Vote"),
        choices=[(position.value, position.label) for position in SAID_BY_MEMBERS],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note for the record"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DeclareForm(forms.Form):
    """Whether the member has a conflict of interest in a proposal."""

    item = forms.IntegerField(min_value=1, max_value=2**53, widget=forms.HiddenInput)
    has_conflict = forms.TypedChoiceField(
        label=_("Do you have a conflict of interest in this proposal?"),
        choices=[("no", _("No, none")), ("yes", _("Yes: I take no part"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("What is the conflict?"),
        required=False,
        max_length=NOTE_LENGTH,
        help_text=_("Needed with a conflict."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
