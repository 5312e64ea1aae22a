"""The form of a step of a proposal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secretariat.forms.seen import SeenForm, note


class StepForm(SeenForm):
    """A step of a proposal with its reason, and its date where the step is a decision."""

    decided_on = forms.DateField(
        label=_("Date of the decision"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    note = note(_("Reason"), help_text=_("Kept in the history of the proposal."))

    def __init__(self, *args: Any, needs_note: bool, needs_date: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = needs_note
        if not needs_date:
            del self.fields["decided_on"]
