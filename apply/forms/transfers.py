"""Where a good practice was taken over, as anybody signed in may tell."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.countries import countries_by_name
from core.errors import DomainError
from knowledge import filing
from knowledge.practices.transferring import TEXT_LENGTH, Told
from programmes.models import Region

FIRST_YEAR = 1990
NOT_TOLD = {"stamp", "evidence", "may_publish"}


class TransferForm(forms.Form):
    """Who took it over, where, since when, and how it is known."""

    stamp = forms.CharField(max_length=64, widget=forms.HiddenInput)
    organisation_name = forms.CharField(
        label=_("Who took it over?"), help_text=_("The name of the organisation."), max_length=250
    )
    country = forms.ChoiceField(label=_("Country"))
    year = forms.IntegerField(label=_("Since which year?"), min_value=FIRST_YEAR)
    language = forms.ChoiceField(label=_("Language of your text"), choices=settings.LANGUAGES)
    text = forms.CharField(
        label=_("What was taken over, and how is it known?"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    website = forms.URLField(
        label=_("A page that shows it"), required=False, max_length=250, assume_scheme="https"
    )

    evidence = forms.FileField(
        label=_("A file that shows it"),
        help_text=_("At most 20 MB, best as PDF. It is checked before the secretariat gets it."),
        required=False,
    )
    may_publish = forms.BooleanField(
        label=_("The file may be published with the transfer. I have the right to agree to that."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = Region.objects.filter(level=0).values_list("code", flat=True)
        self.fields["country"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *countries_by_name(codes),
        ]
        self.fields["language"].initial = (get_language() or "en")[:2]

    def clean_year(self) -> int:
        year = int(self.cleaned_data["year"])
        if year > timezone.localdate().year:
            raise forms.ValidationError(_("Give a year that has begun."))
        return year

    def clean_evidence(self) -> UploadedFile[Any] | None:
        content: UploadedFile[Any] | None = self.cleaned_data["evidence"]
        if content is not None:
            try:
                filing.described(content)
            except DomainError as refusal:
                raise forms.ValidationError(str(refusal.text)) from refusal
        return content

    def told(self) -> Told:
        """What the valid form says."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in NOT_TOLD}
        return Told(region="", **given)
