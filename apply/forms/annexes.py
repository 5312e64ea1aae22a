"""Where an uploaded file belongs, and what is said of it."""

from __future__ import annotations

from uuid import UUID, uuid5

from django import forms
from django.utils.translation import gettext_lazy as _

from calls.models import CallAnnex
from projects.attachments import Place
from projects.models import Project
from projects.models.attachments import DESCRIPTION_LENGTH


class PlaceForm(forms.Form):
    """The category as the page names it; `place` turns it into rows of this project, or None."""

    annex = forms.SlugField(required=False, max_length=40)
    partner = forms.UUIDField(required=False)
    key = forms.UUIDField()

    def place(self, project: Project) -> Place | None:
        """The category, when it is one of this project."""
        key, uid = self.cleaned_data["annex"], self.cleaned_data["partner"]
        annex = CallAnnex.objects.filter(call=project.call_id, key=key).first() if key else None
        partner = project.partnerships.select_related("project").filter(uid=uid).first() if uid else None
        if (key and annex is None) or (uid and partner is None):
            return None
        return Place(annex, partner)

    def key_of(self, number: int) -> UUID:
        """The key of one of the files that came with the form."""
        given: UUID = self.cleaned_data["key"]
        return given if number == 0 else uuid5(given, str(number))


class DescriptionForm(forms.Form):
    """What a file is."""

    description = forms.CharField(label=_("Description"), required=False, max_length=DESCRIPTION_LENGTH)
