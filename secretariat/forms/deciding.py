"""A decision of the committee."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.states import Outcome
from secretariat.forms.seen import SeenForm, note


class DecisionForm(SeenForm):
    """The committee's decision on the version that is shown."""

    outcome = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    decided_on = forms.DateField(
        label=_("Date of the decision"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The day on which the committee decided; not in the future."),
    )
    reason = note(_("Reasons"), help_text=_("The applicant reads these in the letter."))
    conditions = note(_("Conditions"), help_text=_("Needed when you approve with conditions."))

    def __init__(self, *args: Any, outcomes: list[Outcome], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [(outcome.value, outcome.label) for outcome in outcomes]

    def clean_decided_on(self) -> Any:
        """A decision cannot be of tomorrow."""
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The date is in the future. Give the day on which it was decided."))
        return day

    def clean(self) -> dict[str, Any]:
        """Conditions belong to an approval with conditions, and only there."""
        data = super().clean() or self.cleaned_data
        if data.get("outcome") == Outcome.APPROVED_WITH_CONDITIONS and not data.get("conditions", "").strip():
            self.add_error("conditions", _("Write the conditions that the applicant must meet."))
        return data
