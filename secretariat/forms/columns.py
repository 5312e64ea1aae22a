"""What the columns of a list feed, as a person chooses it beside a few of their values."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from publications.importing import choosing
from publications.importing.fields import FIELDS, IN_LANGUAGES
from publications.models import ImportRun

KEYS = {
    "external_id": _("Its code"),
    "programme acronym": _("Programme and acronym"),
    "programme title": _("Programme and title"),
    "acronym": _("Its acronym"),
    "title": _("Its title"),
}
_TEXTS = ("title", "publisher", "address", "licence")


class ColumnsForm(forms.Form):
    """A mapping as choices: of the list as a whole, of each column, of each programme that is not known."""

    title = forms.CharField(label=_("Name of the list"), max_length=200)
    key = forms.ChoiceField(
        label=_("A project is known by"), help_text=_("Rows that share it are one project.")
    )
    programme = forms.ChoiceField(label=_("Programme of all rows"), required=False)
    language = forms.ChoiceField(
        label=_("Language of the texts"),
        choices=[("nl", "Nederlands"), ("fr", "français"), ("en", "English")],
    )
    publisher = forms.CharField(label=_("Publisher"), max_length=200, required=False)
    address = forms.URLField(
        label=_("Address of the list"), max_length=500, required=False, assume_scheme="https"
    )
    licence = forms.CharField(label=_("Licence"), max_length=100, required=False)
    fill_down = forms.BooleanField(
        label=_("Empty cells of a project mean the same as in the row above"), required=False
    )

    def __init__(
        self, given: Any, *, run: ImportRun, data: dict[str, Any], programmes: list[tuple[str, str]]
    ) -> None:
        super().__init__(given)
        self._data, self._columns = data, list(run.found.get("columns", ()))
        self._unknown = list(run.found.get("programmes_unknown", ()))
        known = [("", _("The list names it")), *programmes]
        self._choose("programme", known, str((data.get("fixed") or {}).get("programme", "")))
        key = " ".join([data["key"]] if isinstance(data["key"], str) else data["key"])
        self._choose("key", [*KEYS.items(), *([] if key in KEYS else [(key, key)])], key)
        self.initial.update({name: str(data.get(name) or "") for name in (*_TEXTS, "language")})
        self.initial["fill_down"] = bool(data.get("fill_down"))
        for place, heading in enumerate(self._columns):
            values = " · ".join(run.found.get("samples", {}).get(heading, ()))
            self._add(f"column_{place}", heading, _feeds(), choosing.now(data, heading), values)
        for place, written in enumerate(self._unknown):
            choices = [("", _("Refuse its rows")), *programmes, *choosing.new_ones()]
            self._add(f"programme_{place}", written, choices, "")

    def columns(self) -> list[forms.BoundField]:
        """A choice for each column, with a few of its values."""
        return [self[f"column_{place}"] for place in range(len(self._columns))]

    def general(self) -> list[forms.BoundField]:
        """What is asked of the list as a whole."""
        return [self[name] for name in ("title", "key", "programme", "language", *_TEXTS[1:], "fill_down")]

    def unknown(self) -> list[forms.BoundField]:
        """A choice for each programme that is not known."""
        return [self[f"programme_{place}"] for place in range(len(self._unknown))]

    def chosen(self) -> dict[str, Any]:
        """The data of the mapping as it was chosen."""
        said = self.cleaned_data
        columns = {heading: said[f"column_{place}"] for place, heading in enumerate(self._columns)}
        words = {word: said[f"programme_{place}"] for place, word in enumerate(self._unknown)}
        data = choosing.chosen(self._data, columns)
        data = choosing.with_programmes(data, {word: code for word, code in words.items() if code})
        data |= {name: said[name] for name in (*_TEXTS, "language", "fill_down")}
        fixed = {name: value for name, value in (data.get("fixed") or {}).items() if name != "programme"}
        if said["programme"]:
            fixed["programme"] = said["programme"]
        return {**data, "fixed": fixed, "key": said["key"].split()}

    def _choose(self, name: str, choices: list[tuple[Any, Any]], now: str) -> None:
        if now not in {value for value, _label in choices}:
            choices = [*choices, (now, now)]
        self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.initial[name] = now

    def _add(self, name: str, label: str, choices: list[tuple[Any, Any]], now: str, values: str = "") -> None:
        self.fields[name] = forms.ChoiceField(label=label, required=False, help_text=escape(values))
        self._choose(name, choices, now)


def _feeds() -> list[tuple[str, Any]]:
    own = [("", _("Not taken")), (choosing.FACT, _("Keep as a further fact"))]
    texts = [
        (f"{name}.{language}", f"{FIELDS[name].label} ({language})")
        for name in IN_LANGUAGES
        for language in ("nl", "fr", "en")
    ]
    return [*own, *((field.name, field.label) for field in FIELDS.values()), *texts]
