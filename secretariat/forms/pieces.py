"""Forms of the editing room: a new piece, its facts and links, when it becomes public."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.content import Content
from editorial.models import ContactCard, Paper, Picture, Piece
from editorial.states import COOPERATION, DATED, PieceKind
from programmes.models import Programme, Theme
from publications.models import Publication

LANGUAGES = [("nl", gettext_lazy("Dutch")), ("fr", gettext_lazy("French")), ("en", gettext_lazy("English"))]
SOONEST_YEAR, LATEST_YEAR = 1950, 2100


class PieceForm(forms.Form):
    """Begin a piece."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    programme = forms.ModelChoiceField(queryset=Programme.objects.none(), label=gettext_lazy("Programme"))
    kind = forms.ChoiceField(
        choices=[one for one in PieceKind.choices if one[0] != PieceKind.STORY], label=gettext_lazy("Kind")
    )
    language = forms.ChoiceField(choices=LANGUAGES, label=gettext_lazy("Language of the title"))
    title = forms.CharField(max_length=200, label=gettext_lazy("Title"))

    def __init__(self, data: Any, *, programmes: list[str]) -> None:
        super().__init__(data, initial={"key": uuid4()})
        field = self.fields["programme"]
        field.queryset = Programme.objects.filter(pk__in=programmes)  # type: ignore[attr-defined]
        if len(programmes) == 1:
            self.initial["programme"] = programmes[0]


class FactsForm(forms.Form):
    """The facts and links of a draft; `base` is the token of those that the page showed."""

    base = forms.CharField(max_length=64, widget=forms.HiddenInput)
    number = forms.IntegerField(
        min_value=1, max_value=99, required=False, label=gettext_lazy("Number of the summit or edition")
    )
    happened_on = forms.DateField(
        required=False,
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    year = forms.IntegerField(
        min_value=SOONEST_YEAR,
        max_value=LATEST_YEAR,
        required=False,
        label=gettext_lazy("Year, when the day is not known"),
    )
    held = forms.BooleanField(required=False, label=gettext_lazy("It took place, or will take place"))
    picture = forms.ModelChoiceField(
        queryset=Picture.objects.none(), required=False, label=gettext_lazy("Picture at the head")
    )
    papers = forms.ModelMultipleChoiceField(
        queryset=Paper.objects.none(), required=False, label=gettext_lazy("Documents")
    )
    agenda_themes = forms.ModelMultipleChoiceField(
        queryset=Piece.objects.none(), required=False, label=gettext_lazy("Themes of the agenda")
    )
    themes = forms.ModelMultipleChoiceField(
        queryset=Theme.objects.none(), required=False, label=gettext_lazy("Themes of the programme")
    )
    projects = forms.CharField(
        required=False,
        max_length=4000,
        label=gettext_lazy("Projects"),
        help_text=gettext_lazy("Codes as in the addresses of their pages, with commas between them."),
    )
    contacts = forms.ModelMultipleChoiceField(
        queryset=ContactCard.objects.none(), required=False, label=gettext_lazy("Contact cards")
    )

    def __init__(self, data: Any, *, piece: Piece, content: Content, base: str) -> None:
        codes = Publication.objects.filter(pk__in=content.projects).order_by("code")
        stored = {**content.as_json(), "projects": ", ".join(codes.values_list("code", flat=True))}
        super().__init__(data, initial={**stored, "base": base})
        self.piece = piece
        own = piece.programme_id
        themes = Theme.objects.filter(programme_period__programme=own)
        sets = {
            "picture": Picture.objects.clean().filter(programme=own),
            "papers": Paper.objects.readable().filter(programme=own).defer("text", "words"),
            "agenda_themes": Piece.objects.filter(programme=own, kind=PieceKind.THEME).exclude(pk=piece.pk),
            "themes": themes.select_related("programme_period"),
            "contacts": ContactCard.objects.filter(programme=own, withdrawn_at=None),
        }
        for name, rows in sets.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self._leave_out()

    def _leave_out(self) -> None:
        """Fields that its kind does not have."""
        gone = set()
        if self.piece.kind not in DATED:
            gone |= {"number", "happened_on", "held"}
        if self.piece.kind not in {*DATED, PieceKind.THEME}:
            gone.add("year")
        if self.piece.kind not in COOPERATION or self.piece.kind == PieceKind.THEME:
            gone.add("agenda_themes")
        for name in gone:
            del self.fields[name]

    def clean_projects(self) -> list[int]:
        """The keys of the records; a code that no public record of the programme has is named."""
        codes = [code.strip() for code in self.cleaned_data["projects"].split(",") if code.strip()]
        rows = Publication.objects.filter(programme_period__programme=self.piece.programme_id)
        known = dict(rows.filter(code__in=codes).values_list("code", "pk"))
        unknown = [code for code in codes if code not in known]
        if unknown:
            raise forms.ValidationError(
                _("No public project of this programme has the code %(codes)s. Look it up and correct it.")
                % {"codes": ", ".join(unknown[:5])}
            )
        return sorted(known.values())

    def facts(self) -> dict[str, Any]:
        """As `writing.save_facts` takes them."""
        found: dict[str, Any] = {}
        for name in self.fields:
            value = self.cleaned_data[name]
            if name == "happened_on":
                value = value.isoformat() if value else None
            elif name == "picture":
                value = value.pk if value else None
            elif name in {"papers", "agenda_themes", "themes", "contacts"}:
                value = [row.pk for row in value]
            if name != "base":
                found[name] = value
        return found


class WhenForm(forms.Form):
    """The moment at which a draft becomes public, on the clock of the portal."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    at = forms.DateTimeField(
        label=gettext_lazy("Becomes public at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )

    def __init__(self, data: Any = None, *, seen: str = "") -> None:
        super().__init__(data, initial={"seen": seen})
        zone = {"zone": settings.TIME_ZONE}
        self.fields["at"].help_text = _("Day and time in the zone %(zone)s.") % zone

    def clean_at(self) -> datetime:
        """The moment in the portal's zone, whatever zone the request runs in."""
        at: datetime = self.cleaned_data["at"]
        bare = timezone.make_naive(at) if timezone.is_aware(at) else at
        return bare.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))
