"""The value of one field of a dossier in words of the active language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from babel.numbers import format_decimal
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import money
from core.countries import country_name
from core.shapes import outline
from core.texts import Text
from projects.content.parts import Words
from projects.dossier import Dossier, EntryRecord, IndicatorFact
from projects.form import FormField

PREPARATION, CLOSURE = 0, 255


def words_of(
    dossier: Dossier, field: FormField, name: str, entry: EntryRecord | None = None
) -> tuple[Words, ...]:
    """The value under the full key `name` (without language), in each language that it is given in."""
    if field.multilingual:
        texts = {"title": dossier.title, "summary": dossier.summary}.get(name) or dossier.text(name)
        return tuple(Words(texts[language], language) for language in sorted(texts))
    if entry is not None and field.is_column:
        plain = _of_entry(dossier, field, entry)
    else:
        plain = _of_project(dossier, field, name)
    return (Words(plain),) if plain else ()


def period(number: int | None) -> str:
    """A period by its number in words; blank when none was chosen."""
    if number is None:
        return ""
    if number == PREPARATION:
        return _("Preparation")
    return _("Closure") if number == CLOSURE else _("Period %(number)d") % {"number": number}


def partner_names(dossier: Dossier, uids: Iterable[UUID | None]) -> str:
    """Short names with commas, in the order of the partnership."""
    wanted = set(uids)
    return ", ".join(row.abbreviation for row in dossier.partners if row.uid in wanted)


def _of_project(dossier: Dossier, field: FormField, name: str) -> str:
    if field.key == "objective":
        chosen = dossier.objective
        return f"{chosen.code} {chosen.title}" if chosen else ""
    if field.key == "theme":
        return str(dossier.theme.title) if dossier.theme else ""
    if field.is_column and not field.group:
        stored = getattr(dossier, field.key, None)
        return day(stored) if isinstance(stored, date) else str(stored or "")
    return _plain(dossier, field, dossier.plain(name))


def _plain(dossier: Dossier, field: FormField, stored: str) -> str:
    if not stored:
        return ""
    if field.kind == "country":
        return country_name(stored)
    if field.kind == "region":
        return region(stored)
    if field.kind == "choice":
        return _choice(dossier, field, stored)
    if field.kind == "activities":
        chosen = [entry for entry in dossier.entries if str(entry.uid) in stored]
        return ", ".join(f"{entry.number} {dossier.text(entry.key('title'))}".strip() for entry in chosen)
    return stored


def _of_entry(dossier: Dossier, field: FormField, entry: EntryRecord) -> str:
    words = _OF_ENTRY.get(field.kind)
    return words(dossier, field, entry) if words else _choice(dossier, field, entry.choice)


def _period(_dossier: Dossier, field: FormField, entry: EntryRecord) -> str:
    return period(entry.last_period if field.attribute == "last_period" else entry.first_period)


def _number(_dossier: Dossier, field: FormField, entry: EntryRecord) -> str:
    return number(entry.baseline if field.attribute == "baseline" else entry.target)


def _categories(_dossier: Dossier, field: FormField, entry: EntryRecord) -> str:
    names = dict(field.choices)
    return ", ".join(str(names.get(one, one)) for one in entry.categories)


def _choice(dossier: Dossier, field: FormField, stored: str) -> str:
    """What was chosen in words: of the form's fixed list, else of the call's."""
    offered: dict[str, Text] = dossier.call.options.get(field.key, {})
    fixed = {value: str(label) for value, label in field.choices}
    return fixed.get(stored) or str(offered.get(stored, "")) or stored


def indicator(facts: IndicatorFact | None) -> str:
    if facts is None:
        return ""
    unit = str(facts.unit)
    return f"{facts.identifier} {facts.name} ({unit})" if unit else f"{facts.identifier} {facts.name}"


def region(code: str) -> str:
    """The name of a region with its code, or the code alone where no name is kept."""
    found = outline(code) if len(code) > len("FR1") else None
    return f"{found.name} ({code})" if found else code


def number(value: Decimal | None) -> str:
    """A number without needless zeros, as the form shows it."""
    locale = (get_language() or "en")[:2]
    return "" if value is None else str(format_decimal(value, "#,##0.##", locale=locale))


def amount(value: Decimal | None) -> str:
    """An amount in euro with its sign; nothing where none was given."""
    return "" if value is None else money.eur(value, (get_language() or "en")[:2])


def day(value: date) -> str:
    return date_format(value, "DATE_FORMAT")


_OF_ENTRY: dict[str, Callable[[Dossier, FormField, EntryRecord], str]] = {
    "period": _period,
    "indicator": lambda _dossier, _field, entry: indicator(entry.indicator),
    "number": _number,
    "amount": lambda _dossier, _field, entry: amount(entry.price),
    "categories": _categories,
    "partner": lambda dossier, _field, entry: partner_names(dossier, {entry.partner} - {None}),
    "partners": lambda dossier, _field, entry: partner_names(dossier, entry.partners),
}
