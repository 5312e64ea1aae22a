"""Who assesses what: the plan of a call, places to give, what assessors know, and why they leave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from assessments.expertise import objectives_of, themes_of
from assessments.models import Expertise
from assessments.models.assigning import CAPACITY, MOST_CAPACITY
from assessments.states import Leaving
from programmes.models import Programme, SpecificObjective, Theme
from secretariat.forms.seen import SeenForm, note


def _date(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more
    )


class PlanForm(forms.Form):
    """By when a call's assessments are wanted, and whether assessors may take proposals themselves."""

    due = _date(_("Assessments are due by"), help_text=_("For places given from now on."))
    is_pool_open = forms.BooleanField(
        label=_("Assessors may take proposals of their fields of knowledge themselves"), required=False
    )


class PlacesForm(SeenForm):
    """Assessors for one proposal."""

    people = forms.MultipleChoiceField(label=_("Assessors"), widget=forms.CheckboxSelectMultiple)
    due = _date(_("Due by"))
    over_capacity = forms.BooleanField(
        label=_("Also where somebody gets more than was agreed"), required=False
    )

    def __init__(self, *args: Any, pairs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - tells the type checker
        field.choices = list(pairs)


class ProposedForm(forms.Form):
    """The places that the portal proposes; those that stay ticked are given."""

    due = _date(_("Due by"))
    places = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, known: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["places"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [(key, key) for key in known]


class ExpertiseForm(forms.Form):
    """Fields of knowledge, capacity and absence of an assessor."""

    objectives = forms.ModelMultipleChoiceField(
        label=_("Specific objectives"),
        queryset=SpecificObjective.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"), queryset=Theme.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    capacity = forms.IntegerField(
        label=_("Proposals of one call, at most"), min_value=0, max_value=MOST_CAPACITY, initial=CAPACITY
    )
    away_from = _date(_("Away from"), help_text=_("Nothing new is given during that time."))
    away_to = _date(_("Away until"))
    note = forms.CharField(label=_("Note for the secretariat"), required=False, max_length=300)

    def __init__(self, *args: Any, programme: Programme, known: Expertise | None, **kwargs: Any) -> None:
        if known is not None:
            kwargs["initial"] = {
                "objectives": known.objectives.all(),
                "themes": known.themes.all(),
                "capacity": known.capacity,
                "away_from": known.away_from,
                "away_to": known.away_to,
                "note": known.note,
            }
        super().__init__(*args, **kwargs)
        self._offer("objectives", objectives_of(programme))
        self._offer("themes", themes_of(programme))

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - tells the type checker
        field.queryset = rows
        if not rows.exists():
            del self.fields[name]

    def said(self) -> dict[str, Any]:
        """What was typed, with nothing chosen where nothing can be."""
        return {"objectives": [], "themes": [], **self.cleaned_data}


class LeaveForm(forms.Form):
    """Why an assessor gives a place back."""

    why = forms.ChoiceField(
        label=_("What do you do?"),
        choices=[
            (Leaving.DECLINED, _("I decline: no time, or not my field")),
            (Leaving.ABSTAINED, _("I abstain: I cannot judge this proposal well")),
        ],
        widget=forms.RadioSelect,
    )
    reason = note(_("Reason"), required=True, help_text=_("The secretariat reads this."))


def key_of(project: int, assessor: int) -> str:
    """How a place that may be given is named in a form."""
    return f"{project}-{assessor}"
