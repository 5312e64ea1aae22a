"""What applicants say about a condition of their approval."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.conditions import TEXT_LENGTH
from core.uploads import EXTENSIONS


class AnswerForm(forms.Form):
    """How a condition is met, with a file that shows it."""

    condition = forms.IntegerField(min_value=1, max_value=2**53, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = forms.CharField(
        label=_("How is this condition met?"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    file = forms.FileField(
        label=_("A file that shows it"),
        required=False,
        help_text=_("At most one for each answer; send the answer again for another one."),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{name.lstrip('.')}" for name in EXTENSIONS)}),
    )
