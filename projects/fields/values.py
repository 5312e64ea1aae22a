"""From what a person typed to the one canonical spelling that is stored and compared, and back for a box.

Canonical are: texts with "\\n" as line end, dates as 2026-01-31, amounts as 1234.50, rates as 60.00, whole
percents as 15, choices by their id; a blank value is "".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from babel.numbers import format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import money
from projects.fields import spellings
from projects.fields.outcomes import InvalidValue
from projects.fields.spellings import within_limit
from projects.form import FormField

# Besides ISO, as date boxes send it.
DATE_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
_PATTERNS = {"amount": "#,##0.00", "rate": "0.##", "number": "#,##0.##"}
# What XML, and so workbooks and documents, cannot hold; how much of the text before it is told.
_NO_FILE_HOLDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SHOWN_BEFORE = 30
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


def canonical(field: FormField, typed: str) -> str:
    """What `typed` means in the active language. InvalidValue says how to mend it."""
    text = _storable(typed, " " if field.kind == "line" else "\n")
    if field.kind in {"line", "text"}:
        return _text(field, text)
    text = text.strip()
    if not text:
        return "0.00" if field.key == "contribution.amount" else ""
    return _READ.get(field.kind, _as_typed)(field, text)


def shown(field: FormField, value: str, language: str | None = None) -> str:
    """A canonical value as a box shows it in the language (the active one by default); reading it back
    gives the same value."""
    if not value or field.kind not in _PATTERNS:
        return value
    pattern = _PATTERNS[field.kind]
    locale = (language or get_language() or "en")[:2]
    if (
        field.kind == "amount"
    ):  # of which a page has hundreds: the same as by its pattern, in a tenth of the time
        return money.written(Decimal(value), locale)
    return str(format_decimal(Decimal(value), pattern, locale=locale))


def _storable(typed: str, line_break: str) -> str:
    """The text with one kind of line end; refused are characters that no file format can hold.

    Word processors paste the ends of lines and pages within a paragraph as vertical tabs and form feeds.
    """
    text = typed.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\v", line_break).replace("\f", line_break)
    found = _NO_FILE_HOLDS.search(text)
    if found is None:
        return text
    before = text[max(0, found.start() - SHOWN_BEFORE) : found.start()].rsplit("\n", 1)[-1].strip()
    if before:
        raise InvalidValue(
            _("An invisible character after “%(before)s” cannot be stored. Delete it there.")
            % {"before": before}
        )
    raise InvalidValue(_("An invisible character at the start of a line cannot be stored. Delete it there."))


def _text(field: FormField, text: str) -> str:
    if field.kind == "line" and "\n" in text:
        raise InvalidValue(_("Write this on one line."))
    within_limit(field, text)
    if field.pattern and text and not re.fullmatch(field.pattern, text):
        raise InvalidValue(str(field.pattern_text))
    return text


def _as_typed(_field: FormField, text: str) -> str:
    return text


def _choice(field: FormField, text: str) -> str:
    if field.choices and text not in dict(field.choices):
        raise InvalidValue(_("Choose one from the list."))
    return text


def _date(_field: FormField, text: str) -> str:
    for style in ("%Y-%m-%d", *DATE_FORMATS):
        try:
            found = datetime.strptime(text, style).date()  # noqa: DTZ007  a day has no time zone
        except ValueError:
            continue
        if EARLIEST <= found <= LATEST:
            return found.isoformat()
        raise InvalidValue(_("Give a date between 1990 and 2100."))
    raise InvalidValue(_("Give a date that exists, as day/month/year, for example 31/01/2027."))


def _decimal(text: str) -> Decimal:
    try:
        return money.parse_amount(text, (get_language() or "en")[:2])
    except ValueError as error:
        raise InvalidValue(str(error)) from error


def _rate(_field: FormField, text: str) -> str:
    found = _decimal(text.removesuffix("%").strip())
    if found > 100:
        raise InvalidValue(_("Give a rate of at most 100 percent."))
    return str(found)


def _whole_percent(_field: FormField, text: str) -> str:
    digits = text.removesuffix("%").strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 3 and 1 <= int(digits) <= 100):
        raise InvalidValue(_("Give a whole percentage from 1 to 100."))
    return str(int(digits))


def _amount(_field: FormField, text: str) -> str:
    return str(_decimal(text))


_READ: dict[str, Callable[[FormField, str], str]] = {
    "choice": _choice,
    "date": _date,
    "amount": _amount,
    "number": _amount,
    "rate": _rate,
    "whole_percent": _whole_percent,
    "period": spellings.period,
    "email": spellings.email,
    "phone": spellings.phone,
    "address": spellings.address,
    "country": spellings.country,
    "region": spellings.region,
    "indicator": spellings.number,
    "partner": spellings.uid,
    "partners": spellings.uids,
    "activities": spellings.uids,
    "categories": spellings.categories,
}
