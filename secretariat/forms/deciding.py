"""A decision of the committee."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.conditions import ONLY_WITH_CONDITIONS, Term
from assessments.states import Outcome
from core.beside import name_now
from secretariat.forms.seen import SeenForm, amount, note


class DecisionForm(SeenForm):
    """The committee's decision on the version that is shown."""

    outcome = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    decided_on = forms.DateField(
        label=_("Date of the decision"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The day on which the committee decided; not in the future."),
    )
    reason = note(_("Reasons"), help_text=_("The applicant reads these in the letter."))
    conditions = note(
        _("Conditions"), help_text=_("One on each line. Needed when you approve with conditions.")
    )
    conditions_due = forms.DateField(
        label=_("Conditions are due"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    granted = forms.CharField(
        label=_("EU funding granted, in EUR"),
        required=False,
        max_length=20,
        help_text=_("Only when the grant is cut; empty means all that was asked for."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    reserve_rank = forms.IntegerField(
        label=_("Rank on the reserve list"), required=False, min_value=1, max_value=999
    )
    seen_change = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

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

    def clean_granted(self) -> Decimal | None:
        """An amount as people write it."""
        return amount(str(self.cleaned_data["granted"]))

    def said(self) -> dict[str, Any]:
        """What was typed: each line of the conditions is one of its own."""
        said = super().said()
        due = said.pop("conditions_due")
        lines = [line.strip() for line in said["conditions"].splitlines() if line.strip()]
        return {
            **said,
            "conditions": [Term(line, due) for line in lines],
            "seen_change": self.cleaned_data["seen_change"],
        }

    def look_again(self) -> None:
        """From here on the form names the newest step that the page shows."""
        super().look_again()
        name_now(self, seen_change=self.initial.get("seen_change") or "")

    def clean(self) -> dict[str, Any]:
        """Conditions belong to an approval with conditions, and only there."""
        data = super().clean() or self.cleaned_data
        if data.get("outcome") == Outcome.APPROVED_WITH_CONDITIONS and not data.get("conditions", "").strip():
            self.add_error("conditions", _("Write the conditions that the applicant must meet."))
        elif data.get("outcome") != Outcome.APPROVED_WITH_CONDITIONS and data.get("conditions", "").strip():
            self.add_error("conditions", ONLY_WITH_CONDITIONS)
        elif data.get("conditions_due") and not data.get("conditions", "").strip():
            self.add_error("conditions_due", _("There are no conditions: take this day away."))
        return data
