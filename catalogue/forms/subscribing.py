"""Asking for alerts, newsletters and the link to manage them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.robots import PeopleForm
from programmes.models import Programme
from publications.states import Frequency


class AddressField(forms.EmailField):
    """An e-mail address that browsers can fill in."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
        super().__init__(label=_("Your e-mail address"), max_length=254, widget=widget, **kwargs)


class LanguageField(forms.ChoiceField):
    """One of the languages of the portal, the page's own at first."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Language of the e-mails"),
            choices=settings.LANGUAGES,
            widget=forms.RadioSelect,
            initial=get_language,
            **kwargs,
        )


class LinkForm(PeopleForm):
    """Where to send the link."""

    email = AddressField()
    field_order = ["email"]


class AlertForm(PeopleForm):
    """How often a search is told of, to which address."""

    email = AddressField()
    frequency = forms.ChoiceField(
        label=_("How often"), choices=Frequency.choices, widget=forms.RadioSelect, initial=Frequency.WEEKLY
    )
    language = LanguageField()
    field_order = ["email", "frequency", "language"]


class NewsletterForm(PeopleForm):
    """Which programme's newsletter, to which address."""

    programme = forms.ModelChoiceField(
        label=_("Programme"),
        queryset=Programme.objects.all(),
        to_field_name="slug",
        empty_label=_("Choose a programme"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    email = AddressField()
    language = LanguageField()
    field_order = ["programme", "email", "language"]


class ChangeForm(forms.Form):
    """What can be changed of one subscription."""

    frequency = forms.ChoiceField(
        label=_("How often"), choices=Frequency.choices, required=False, widget=forms.Select
    )
    language = forms.ChoiceField(label=_("Language of the e-mails"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, has_frequency: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_frequency:
            self.fields["frequency"].required = True
        else:
            del self.fields["frequency"]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"
