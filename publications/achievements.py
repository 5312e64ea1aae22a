"""What an approved project says it will achieve: its indicators, and its purpose as a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.formats import number_format

from core.texts import LANGUAGES, Text
from projects.dossier import Dossier, EntryRecord

KINDS = ("output", "result")


def indicators_of(dossier: Dossier) -> list[dict[str, Any]]:
    """Outputs and results with an indicator of the programme, in the order of the form, as plain data.

    Targets of one indicator that stands in several entries stay apart: nobody states their sum.
    """
    return [
        {
            "kind": kind,
            "code": entry.indicator.code,
            "name": dict(entry.indicator.name),
            "unit": dict(entry.indicator.unit),
            "baseline": _plain(entry.baseline),
            "target": _plain(entry.target),
            "description": dict(dossier.text(entry.key("description"))),
        }
        for kind in KINDS
        for entry in dossier.entries_in(kind)
        if entry.indicator
    ]


def shown(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The indicators of a record as its page shows them, with numbers as the reader writes them."""
    return [
        {
            **row,
            "name": Text(row["name"]),
            "unit": Text(row["unit"]),
            "baseline": figure(row["baseline"]),
            "target": figure(row["target"]),
        }
        for row in rows
    ]


def purpose_of(dossier: Dossier) -> Text:
    """The expected outputs and results, one a line, in each language in which all of them are told."""
    entries = [entry for kind in KINDS for entry in dossier.entries_in(kind)]
    lines = {language: [_line(dossier, entry, language) for entry in entries] for language in LANGUAGES}
    return Text({language: "\n".join(told) for language, told in lines.items() if told and all(told)})


def figure(stored: object) -> str | None:
    """A baseline or target of a record ("1500.00") as the reader writes it; None when it is not stated."""
    if stored in (None, ""):
        return None
    return number_format(Decimal(str(stored)).normalize(), use_l10n=True, force_grouping=True)


def _line(dossier: Dossier, entry: EntryRecord, language: str) -> str:
    """An indicator with its target, or what the project calls it; "" when the language has no word for it."""
    indicator = entry.indicator
    if indicator is None:
        return dossier.text(entry.key("title")).get(language) or dossier.text(entry.key("description")).get(
            language, ""
        )
    name = indicator.name.get(language, "")
    if not name or entry.target is None:
        return name
    with translation.override(language):
        target = figure(entry.target)
    unit = indicator.unit.get(language, "")
    return f"{name}: {target} {unit}".rstrip()


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
