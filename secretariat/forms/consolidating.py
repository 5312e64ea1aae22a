"""What the secretariat, a rapporteur and assessors type about rounds and consolidations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from secretariat.forms.seen import note


class RapporteurForm(forms.Form):
    """Who writes the consolidation."""

    rapporteur = forms.ModelChoiceField(
        label=_("Rapporteur"), queryset=User.objects.none(), to_field_name="uid"
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rapporteur"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        field.queryset = people


class SendForm(forms.Form):
    """By when the assessors answer."""

    due = forms.DateField(
        label=_("Answers due by"),
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
    )


class AnswerForm(forms.Form):
    """Whether an assessor agrees."""

    agrees = forms.TypedChoiceField(
        label=_("Do you agree with the consolidated scores and text?"),
        choices=[("yes", _("I agree")), ("no", _("I object"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = note(_("What do you object to?"), help_text=_("Only when you object. Everybody here reads it."))


class ConcludeForm(forms.Form):
    """Why it is concluded, when not everybody agreed."""

    note = note(_("Note"), help_text=_("Needed when not everybody has agreed. Kept in the history."))


class ReopenTextForm(forms.Form):
    """Why the rapporteur writes on."""

    note = note(_("Why is the text opened again?"), required=True)


class SecondRoundForm(forms.Form):
    """Why assessors look again."""

    reason = note(
        _("Why do the assessors look again?"), required=True, help_text=_("They read this in their e-mail.")
    )
