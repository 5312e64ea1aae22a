"""What assessors type, and the secretariat about them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.models import Score
from assessments.states import Recommendation
from calls.models import Criterion
from secretariat.forms.seen import NOTE_LIMIT, SeenForm, note


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
