"""A decision of a session, as it is prepared; and the conditions in it, each with its day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from assessments.committee.prepared import NEED_REASON, Draft, terms_in
from assessments.conditions import MOST, ONLY_WITH_CONDITIONS, TEXT_LENGTH, Term
from assessments.models import PendingDecision
from assessments.states import Outcome
from core import money
from secretariat.forms.seen import amount, note

EMPTY_ROWS = 2


class ConditionsForm(forms.Form):
    """Some rows of a condition and its day; empty ones are left out."""

    def add_rows(self, terms: Sequence[Term]) -> None:
        """One row for each condition, and some to fill; a posted form has the rows that were posted."""
        posted = sum(f"{self.add_prefix('condition')}_{number}" in self.data for number in range(1, MOST + 1))
        self.row_count = min(MOST, max(len(terms) + EMPTY_ROWS, posted, 3))
        for number in range(1, self.row_count + 1):
            term = terms[number - 1] if number <= len(terms) else Term("")
            self.fields[f"condition_{number}"] = forms.CharField(
                label=_("Condition %(number)d") % {"number": number},
                max_length=TEXT_LENGTH,
                required=False,
                initial=term.text,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"due_{number}"] = forms.DateField(
                label=_("Condition %(number)d is due") % {"number": number},
                required=False,
                initial=term.due,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            )

    def condition_rows(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """The fields of each row, side by side."""
        for number in range(1, self.row_count + 1):
            yield self[f"condition_{number}"], self[f"due_{number}"]

    def terms(self) -> list[Term]:
        """The conditions that were typed."""
        data = self.cleaned_data
        rows = [(data[f"condition_{n}"], data[f"due_{n}"]) for n in range(1, self.row_count + 1)]
        return [Term(text, due) for text, due in rows if text.strip()]

    def check_rows(self) -> None:
        """A day without words is a mistake."""
        for number in range(1, self.row_count + 1):
            text = self.cleaned_data.get(f"condition_{number}", "")
            if self.cleaned_data.get(f"due_{number}") and not text.strip():
                self.add_error(f"condition_{number}", _("Write what must be done by this day."))


class DraftForm(ConditionsForm):
    """What the session decided on a proposal."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=gettext_lazy("Decision"), choices=Outcome, widget=forms.RadioSelect, required=True
    )
    reason = note(
        gettext_lazy("Reasons"),
        help_text=gettext_lazy("The applicant reads these in the letter. Needed to refuse or postpone."),
    )
    granted = forms.CharField(
        label=gettext_lazy("EU funding granted, in EUR"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Only when the grant is cut; empty means all that was asked for."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    reserve_rank = forms.IntegerField(
        label=gettext_lazy("Rank on the reserve list"), required=False, min_value=1, max_value=999
    )

    def __init__(self, *args: Any, pending: PendingDecision | None, motion: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision"].initial = pending.revision if pending else 0
        self.fields["outcome"].initial = pending.outcome if pending else motion
        if pending is not None:
            self.fields["reason"].initial = pending.reason
            self.fields["reserve_rank"].initial = pending.reserve_rank
            if pending.granted is not None:
                self.fields["granted"].initial = money.written(pending.granted, get_language() or "en")
        self.add_rows(terms_in(pending) if pending else [])

    def clean_granted(self) -> Decimal | None:
        """An amount as people write it."""
        return amount(str(self.cleaned_data["granted"]))

    def clean(self) -> dict[str, Any]:
        """Conditions and reasons where the decision needs them."""
        data = super().clean() or self.cleaned_data
        self.check_rows()
        outcome = data.get("outcome")
        if outcome == Outcome.APPROVED_WITH_CONDITIONS and not self.errors and not self.terms():
            self.add_error("condition_1", _("Write the conditions that the applicant must meet."))
        if outcome and outcome != Outcome.APPROVED_WITH_CONDITIONS and not self.errors and self.terms():
            self.add_error("condition_1", ONLY_WITH_CONDITIONS)
        if outcome in NEED_REASON and not data.get("reason", "").strip():
            self.add_error("reason", _("Write down the reasons: the applicant reads them in the letter."))
        return data

    def draft(self) -> Draft:
        """What was typed, for the verb."""
        data = self.cleaned_data
        return Draft(
            outcome=data["outcome"],
            reason=data["reason"],
            conditions=self.terms(),
            granted=data["granted"],
            reserve_rank=data["reserve_rank"],
        )
