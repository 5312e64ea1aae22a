"""What assessors type, and the secretariat about them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.states import Recommendation
from secretariat.forms.seen import SeenForm, note


class AssessorForm(forms.Form):
    """Who assesses a proposal."""

    assessor = forms.ModelChoiceField(label=_("Assessor"), queryset=User.objects.none(), to_field_name="uid")
    over_capacity = forms.BooleanField(label=_("Also when that is more than was agreed"), required=False)

    def __init__(self, *args: Any, assessors: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["assessor"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        field.queryset = assessors


class InviteForm(AssessorForm, SeenForm):
    """An assessor for a proposal."""


class DueForm(forms.Form):
    """By when an assessment is wanted."""

    due = forms.DateField(
        label=_("Due by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ReopenForm(forms.Form):
    """Why a finished assessment is opened again."""

    note = note(_("Reason"), required=True, help_text=_("Kept in the history of the proposal."))


class InterestForm(forms.Form):
    """The declaration that opens a dossier to an assessor, or closes it."""

    has_conflict = forms.TypedChoiceField(
        label=_("Do you have a conflict of interest in this proposal?"),
        choices=[("no", _("No, I have none")), ("yes", _("Yes, I have one"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = note(
        _("What is the conflict?"), help_text=_("Only when you have one. The secretariat reads this.")
    )


class QualityForm(SeenForm):
    """The secretariat's recommendation to the committee."""

    recommendation = forms.ChoiceField(
        label=_("Recommendation to the committee"), choices=Recommendation.choices, widget=forms.RadioSelect
    )
    note = note(_("Reasons"))
