"""What figures are narrowed to; every filter stands in the address."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.figures import Scope
from assessments.ranking.names import address_name
from calls.models import Call
from programmes.models import SpecificObjective


class FiguresFilter(forms.Form):
    """Programme, call, specific objective and day; a wrong value counts as none."""

    edition = forms.ChoiceField(label=_("Programme"), required=False)
    call = forms.ChoiceField(label=_("Call"), required=False)
    objective = forms.ChoiceField(label=_("Specific objective"), required=False)
    until = forms.DateField(
        label=_("As it was at the end of"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, data: QueryDict, calls: Sequence[Call]) -> None:
        super().__init__(data)
        self.calls = calls
        editions = {call.programme_period_id: str(call.programme_period.name) for call in calls}
        _choose(self, "edition", list(editions.items()))
        _choose(self, "call", [("", _("All calls")), *((call.code, str(call.title)) for call in calls)])
        self.full_clean()
        given = self.cleaned_data.get("edition")
        self.chosen_call = next((one for one in calls if one.code == self.cleaned_data.get("call")), None)
        chosen = self.chosen_call
        self.period = chosen.programme_period_id if chosen else given or next(iter(editions), "")
        found = SpecificObjective.objects.filter(priority__programme_period=self.period)
        self.objectives = list(found.select_related("priority").order_by("priority__number", "code"))
        named = [(address_name(one), str(one)) for one in self.objectives]
        _choose(self, "objective", [("", _("All objectives")), *named])
        self.full_clean()

    @property
    def scope(self) -> Scope:
        """What is counted."""
        calls = Call.objects.filter(pk__in=[call.pk for call in self.counted])
        name = self.cleaned_data.get("objective")
        objective = next((one.pk for one in self.objectives if address_name(one) == name), None)
        until = self.cleaned_data.get("until")
        return Scope(calls, until if until and until < timezone.localdate() else None, objective)

    @property
    def counted(self) -> list[Call]:
        """The calls that are counted."""
        if self.chosen_call is not None:
            return [self.chosen_call]
        return [call for call in self.calls if call.programme_period_id == self.period]


def _choose(form: forms.Form, name: str, choices: list[tuple[str, object]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
    field.choices = choices
