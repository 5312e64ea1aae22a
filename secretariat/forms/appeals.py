"""What becomes of an objection."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.states import AppealOutcome


class AppealForm(forms.Form):
    """The outcome with its reason; who took the decision says that nobody else can handle it."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=AppealOutcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It appears in the letter to the applicant."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, decided_it: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if decided_it:
            self.fields["even_so"] = forms.BooleanField(
                label=_("I took the decision myself, and nobody else can handle this objection"),
                required=False,
            )
