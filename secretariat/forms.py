"""What staff, assessors and committee members type."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.models import Score
from assessments.states import Outcome, Recommendation, Verdict
from calls.models import Criterion
from projects.lifecycle import Seen

NOTE_LIMIT = 5000


def note(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    """A field for a reason in some sentences."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=NOTE_LIMIT,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SeenForm(forms.Form):
    """A form that remembers which state and version its page showed, so that a stale page decides nothing."""

    seen_state = forms.CharField(max_length=40, widget=forms.HiddenInput)
    seen_version = forms.IntegerField(min_value=0, max_value=32_000, widget=forms.HiddenInput)

    def seen(self) -> Seen:
        """What the person had before their eyes."""
        return Seen(self.cleaned_data["seen_state"], self.cleaned_data["seen_version"])

    def said(self) -> dict[str, Any]:
        """What the person typed, without what the page showed."""
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith("seen_")}

    def look_again(self) -> None:
        """The page is shown anew with what is now: from here on its form names that."""
        data = cast(QueryDict, self.data).copy()
        for name in ("seen_state", "seen_version"):
            data[self.add_prefix(name)] = str(self.initial[name])
        self.data = data


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


class InviteForm(SeenForm):
    """An assessor for a proposal."""

    assessor = forms.ModelChoiceField(label=_("Assessor"), queryset=User.objects.none(), to_field_name="uid")

    def __init__(self, *args: Any, assessors: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["assessor"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        field.queryset = assessors


class ReopenForm(forms.Form):
    """Why a finished assessment is opened again."""

    note = note(_("Reason"), required=True, help_text=_("Kept in the history of the proposal."))


class InterestForm(forms.Form):
    """The declaration that opens a dossier to an assessor, or closes it."""

    has_conflict = forms.TypedChoiceField(
        label=_("Do you have a conflict of interest with this proposal?"),
        choices=[("no", _("No, I have none")), ("yes", _("Yes, I have one"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = note(
        _("What is the conflict?"), help_text=_("Only when you have one. The secretariat reads this.")
    )


class ScoreForm(forms.Form):
    """A score from 0 to 5 for one criterion, with the reason."""

    value = forms.TypedChoiceField(
        label=_("Score"),
        choices=[
            (5, _("5 – excellent")),
            (4, _("4 – good")),
            (3, _("3 – adequate")),
            (2, _("2 – weak")),
            (1, _("1 – very weak")),
            (0, _("0 – missing or unusable")),
        ],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=_("Reason"), required=False, max_length=NOTE_LIMIT, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, criterion: Criterion, **kwargs: Any) -> None:
        kwargs["prefix"] = f"criterion-{criterion.pk}"
        super().__init__(*args, **kwargs)
        self.criterion = criterion


def score_form(criterion: Criterion, given: Score | None, posted: QueryDict | None) -> ScoreForm:
    """The form for one criterion, filled with what the assessor gave before."""
    initial = {"value": given.value, "comment": given.comment} if given else {}
    return ScoreForm(posted, initial=initial, criterion=criterion)


class AssessmentForm(forms.Form):
    """An assessor's overall word."""

    recommendation = forms.ChoiceField(
        label=_("Recommendation"),
        choices=Recommendation.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    comment = note(_("Overall comment"))


class QualityForm(SeenForm):
    """The secretariat's recommendation to the committee."""

    recommendation = forms.ChoiceField(
        label=_("Recommendation to the committee"), choices=Recommendation.choices, widget=forms.RadioSelect
    )
    note = note(_("Reasons"))


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


class LetterForm(forms.Form):
    """A drafted letter, as it will be sent."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    subject = forms.CharField(label=_("Subject"), max_length=250)
    body = forms.CharField(label=_("Text"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 16}))

    def clean_subject(self) -> str:
        """A subject is one line."""
        return " ".join(str(self.cleaned_data["subject"]).split())
