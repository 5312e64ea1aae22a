"""Opening, declining and deciding a modification."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.lifecycle import Plan
from projects.models import Modification
from secretariat.forms.contracts import day
from secretariat.forms.seen import SeenForm, note


class OpenForm(SeenForm):
    """What the applicants may change, and until when."""

    kind = forms.ChoiceField(
        label=_("How large the change is"), choices=Modification.Kind.choices, widget=forms.RadioSelect
    )
    parts = forms.MultipleChoiceField(
        label=_("Sections that are opened"),
        required=False,
        help_text=_("Everything else stays closed. Choose none to open the whole form."),
        widget=forms.CheckboxSelectMultiple,
    )
    due_on = day(_("To be submitted by"), help_text=_("The applicants see this day."))
    note = note(_("To the applicants"), required=True, help_text=_("They read it in the letter."))

    def __init__(self, *args: Any, sections: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parts"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - tells the type checker
        field.choices = list(sections)

    def plan(self) -> Plan:
        """What was chosen."""
        given = self.cleaned_data
        return Plan(given["kind"], tuple(given["parts"]), given["due_on"])


class DeclineForm(forms.Form):
    """Why a modification is not opened."""

    answer = note(_("Why it is not opened"), required=True, help_text=_("The applicants read it."))


class DecideForm(SeenForm):
    """The decision on a submitted modification."""

    verdict = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("approve", _("Approve: the submitted version takes the place of the approved one")),
            ("reject", _("Reject: everything goes back to what was approved")),
        ],
        widget=forms.RadioSelect,
    )
    decided_on = day(_("Date of the decision"), required=True, help_text=_("Not in the future."))
    in_force_on = day(
        _("In force from"),
        help_text=_(
            "The public sees the change from this day on. Left empty: from the date of the decision."
        ),
    )
    note = note(_("Reasons"), help_text=_("The applicants read them. Needed when you reject."))

    def clean(self) -> dict[str, Any]:
        """What is rejected never comes into force."""
        given = super().clean() or self.cleaned_data
        if given.get("verdict") == "reject" and given.get("in_force_on"):
            self.add_error("in_force_on", _("What you reject never comes into force. Take this day away."))
        return given
