"""What staff type when they merge partners or take a person's name off the public pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LIMIT = 1000


class ReasonForm(forms.Form):
    """Why it is done; it stands in the trail."""

    note = forms.CharField(
        label=_("Reason"),
        max_length=LIMIT,
        help_text=_("It is kept in the trail. Name no person in it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PaperNameForm(ReasonForm):
    """What becomes of a name in a document: with the button "replace" a file without it is needed."""

    file = forms.FileField(
        label=_("New file (PDF) without the name"),
        required=False,
        help_text=_("Needed only to replace the file. Readers get it once it is checked, in a moment."),
    )

    @property
    def replaces(self) -> bool:
        return self.data.get("decision") == "replace"

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if self.replaces and not said.get("file"):
            self.add_error("file", _("Choose the file that takes the place of this one."))
        return said
