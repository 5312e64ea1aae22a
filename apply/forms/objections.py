"""An objection to a decision."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models.appeals import APPEAL_LENGTH, MOST_FILES
from core.uploads import EXTENSIONS


class ObjectionForm(forms.Form):
    """Why one objects; `seen` is the revision of the draft that the page showed."""

    text = forms.CharField(
        label=_("Why do you object to the decision?"),
        help_text=_("Say which part of the decision or of its reason is wrong, and what shows it."),
        max_length=APPEAL_LENGTH,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "data-draft-text": ""}),
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    file = forms.FileField(
        label=_("Attach a file"),
        required=False,
        help_text=_("One at a time; save to attach another one. At most %(most)d.") % {"most": MOST_FILES},
        widget=forms.FileInput(attrs={"accept": ",".join(f".{name.lstrip('.')}" for name in EXTENSIONS)}),
    )
