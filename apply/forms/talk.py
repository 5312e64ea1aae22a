"""What applicants say to the secretariat."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import Audience
from projects.models.talk import COMMENT_LENGTH


class TalkForm(forms.Form):
    """A comment and who reads it. The key makes one comment of one form."""

    text = forms.CharField(
        label=_("What do you want to say?"),
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    audience = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=[
            (Audience.APPLICANTS.value, _("The secretariat, and everybody who writes the proposal")),
            (Audience.PRIVATE.value, _("Nobody yet: keep it as my draft")),
        ],
        widget=forms.RadioSelect,
        initial=Audience.APPLICANTS.value,
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    answers = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class CorrectionForm(forms.Form):
    """Other words for one's own comment."""

    text = forms.CharField(
        label=_("Text"), max_length=COMMENT_LENGTH, widget=forms.Textarea(attrs={"rows": 5})
    )
