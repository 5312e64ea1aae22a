"""Forms for papers and pictures of editors: upload, and the words for their readers."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.texts import LANGUAGES, Text
from editorial.models import Paper, Picture
from programmes.models import Programme
from secretariat.forms.pieces import LANGUAGES as NAMES

TITLES = {
    "nl": gettext_lazy("Name for readers (Dutch)"),
    "fr": gettext_lazy("Name for readers (French)"),
    "en": gettext_lazy("Name for readers (English)"),
}
ALTS = {
    "nl": gettext_lazy("What it shows (Dutch)"),
    "fr": gettext_lazy("What it shows (French)"),
    "en": gettext_lazy("What it shows (English)"),
}


class Upload(forms.Form):
    """A file for a programme; `key` is of the page, so that one choice makes one file."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    programme = forms.ModelChoiceField(queryset=Programme.objects.none(), label=gettext_lazy("Programme"))
    file = forms.FileField(label=gettext_lazy("File"))

    def __init__(self, data: Any, files: Any, *, programmes: list[str]) -> None:
        super().__init__(data, files, initial={"key": uuid4(), "programme": programmes[0]})
        field = self.fields["programme"]
        field.queryset = Programme.objects.filter(pk__in=programmes)  # type: ignore[attr-defined]


class PaperWords(forms.Form):
    """The names of a paper for readers."""

    language = forms.ChoiceField(
        choices=[("", "–"), *NAMES], required=False, label=gettext_lazy("Language of the document")
    )
    dated_on = forms.DateField(
        required=False,
        label=gettext_lazy("Day of the document"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    source = forms.CharField(max_length=300, required=False, label=gettext_lazy("Source"))

    def __init__(self, *args: Any, paper: Paper | None = None, **kwargs: Any) -> None:
        if paper is not None:
            kept = {f"title_{code}": paper.title.get(code, "") for code in LANGUAGES}
            facts = {name: getattr(paper, name) for name in ("language", "dated_on", "source")}
            kwargs["initial"] = {**kept, **facts}
        super().__init__(*args, **kwargs)
        for code, label in TITLES.items():
            self.fields[f"title_{code}"] = forms.CharField(max_length=200, required=False, label=label)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not any(said.get(f"title_{code}") for code in LANGUAGES):
            self.add_error("title_nl", _("Give the document a name in at least one language."))
        return said

    def words(self) -> dict[str, Any]:
        """As `uploading` takes them."""
        said = self.cleaned_data
        title = Text({code: said[f"title_{code}"] for code in LANGUAGES})
        return {"title": title, **{name: said[name] for name in ("language", "dated_on", "source")}}


class PictureWords(forms.Form):
    """What a picture says to who does not see it, and who made it."""

    is_decorative = forms.BooleanField(
        required=False, label=gettext_lazy("It is decoration and says nothing by itself")
    )
    credit = forms.CharField(
        max_length=200, required=False, label=gettext_lazy("Who made it, and its licence")
    )

    def __init__(self, *args: Any, picture: Picture | None = None, **kwargs: Any) -> None:
        if picture is not None:
            kept = {f"alt_{code}": picture.alt.get(code, "") for code in LANGUAGES}
            kwargs["initial"] = {**kept, "is_decorative": picture.is_decorative, "credit": picture.credit}
        super().__init__(*args, **kwargs)
        for code, label in ALTS.items():
            self.fields[f"alt_{code}"] = forms.CharField(max_length=300, required=False, label=label)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not said.get("is_decorative") and not any(said.get(f"alt_{code}") for code in LANGUAGES):
            self.add_error("alt_nl", _("Say what the picture shows, or mark it as decoration."))
        return said

    def words(self) -> dict[str, Any]:
        """As `uploading` takes them."""
        said = self.cleaned_data
        alt = Text({code: said[f"alt_{code}"] for code in LANGUAGES})
        return {"alt": alt, "is_decorative": said["is_decorative"], "credit": said["credit"]}


class PaperUpload(PaperWords, Upload):
    """A new paper with its words."""

    field_order = ["key", "programme", "file", "title_nl", "title_fr", "title_en"]


class PictureUpload(PictureWords, Upload):
    """A new picture with its words."""

    field_order = ["key", "programme", "file", "alt_nl", "alt_fr", "alt_en"]


class FileForm(forms.Form):
    """The file of a document that was known by its name."""

    file = forms.FileField(label=gettext_lazy("File"))
