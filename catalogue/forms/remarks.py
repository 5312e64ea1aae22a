"""What is wrong on a page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.robots import PeopleForm
from publications.models.talk import TEXT_LENGTH
from publications.states import RemarkTopic


class RemarkForm(PeopleForm):
    """What is wrong, what is right, and how one knows; an address only for whoever wants an answer."""

    topic = forms.ChoiceField(label=_("What is wrong"), choices=RemarkTopic.choices, widget=forms.RadioSelect)
    wrong = forms.CharField(
        label=_("What the page says, or lacks"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    right = forms.CharField(
        label=_("What it should say"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    source = forms.CharField(
        label=_("How one can check it"),
        help_text=_("A document, a website, or how you know. Name no persons."),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address, if you want an answer"),
        help_text=_(
            "Only the secretariat of the programme sees it. It is deleted three months after the answer."
        ),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    field_order = ["topic", "wrong", "right", "source", "email"]
