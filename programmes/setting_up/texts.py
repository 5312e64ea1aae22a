"""Every text of an edition's set-up, with the languages in which it still lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model

from core.texts import LANGUAGES, Text
from programmes.models import ProgrammePeriod
from programmes.setting_up.parts import Field, Part
from programmes.setting_up.registry import BASICS, PARTS


@dataclass(frozen=True)
class Written:
    """One text field of one row. `missing` are languages of the programme without a text."""

    part: Part
    row: Model
    field: Field
    text: Text
    missing: tuple[str, ...]


def languages_of(edition: ProgrammePeriod) -> tuple[str, ...]:
    """The languages of the programme, in the order of the portal."""
    return tuple(code for code in LANGUAGES if code in edition.programme.languages)


def texts_of(edition: ProgrammePeriod) -> list[Written]:
    """The texts of the edition and of all its parts; one query for each part.

    A text that need not be written and is empty in all languages is left out.
    """
    languages = languages_of(edition)
    found = list(_of_row(BASICS, edition, languages))
    for part in PARTS.values():
        for row in part.rows(edition) if part.texts else ():
            found += _of_row(part, row, languages)
    return found


def _of_row(part: Part, row: Model, languages: tuple[str, ...]) -> Iterator[Written]:
    for field in part.texts:
        text: Text = getattr(row, field.name)
        if text or field.is_required:
            yield Written(part, row, field, text, text.missing(languages))
