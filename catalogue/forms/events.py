"""Registering for an event."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.forms.subscribing import AddressField, LanguageField
from core.robots import PeopleForm
from events.models import Event
from events.models.registrations import ANSWER_LENGTH
from events.registering import Guest
from events.states import Question


class QuestionsForm(forms.Form):
    """Name, organisation, and what the event asks beside them."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )

    def __init__(self, data: Any = None, *, event: Event, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for question in event.questions:
            self.fields[f"question_{question}"] = forms.CharField(
                label=Question(question).label,
                required=False,
                max_length=ANSWER_LENGTH,
                help_text=_("Deleted a week after the event."),
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    def guest(self, email: str) -> Guest:
        """What was typed, for this address; of a valid form."""
        given = self.cleaned_data
        answers = {
            name.removeprefix("question_"): words
            for name, words in given.items()
            if name.startswith("question_")
        }
        return Guest(given["name"], given["organisation"], email, given["language"], answers)


class GuestForm(QuestionsForm, PeopleForm):
    """Of somebody without an account."""

    email = AddressField()
    language = LanguageField()
    field_order = ["name", "email", "organisation"]


class MineForm(QuestionsForm):
    """Of somebody who is signed in: the address is that of the account."""

    language = LanguageField()
    field_order = ["name", "organisation"]
