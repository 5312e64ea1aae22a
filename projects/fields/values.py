"""From what a person typed to the one canonical spelling that is stored and compared, and back for a box.

Canonical are: texts with "\\n" as line end, dates as 2026-01-31, amounts as 1234.50, rates as 60.00, whole
percents as 15, choices by their id; a blank value is "".
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from babel.numbers import format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import money
from projects.fields.outcomes import InvalidValue
from projects.form import FormField

# Besides ISO, as date boxes send it.
DATE_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


def canonical(field: FormField, typed: str) -> str:
    """What `typed` means in the active language. InvalidValue says how to mend it."""
    text = _storable(typed)
    if field.kind in {"line", "text"}:
        return _text(field, text)
    text = text.strip()
    if not text and field.key == "contribution.amount":
        return "0.00"
    if not text or field.kind == "choice":
        return text
    if field.kind == "date":
        return _date(text)
    if field.kind == "whole_percent":
        return _whole_percent(text)
    return _rate(text) if field.kind == "rate" else str(_amount(text))


def shown(field: FormField, value: str, language: str | None = None) -> str:
    """A canonical value as a box shows it in the language (the active one by default); reading it back
    gives the same value."""
    if not value or field.kind not in {"amount", "rate"}:
        return value
    pattern = "#,##0.00" if field.kind == "amount" else "0.##"
    locale = (language or get_language() or "en")[:2]
    return str(format_decimal(Decimal(value), pattern, locale=locale))


def _storable(typed: str) -> str:
    """The text with one kind of line end; refused are characters that no file format can hold."""
    text = typed.replace("\r\n", "\n").replace("\r", "\n")
    if any((char < " " and char not in "\n\t") or "\ud800" <= char <= "\udfff" for char in text):
        raise InvalidValue(_("The text holds characters that cannot be stored. Type it again without them."))
    return text


def _text(field: FormField, text: str) -> str:
    if field.kind == "line" and "\n" in text:
        raise InvalidValue(_("Write this on one line."))
    if field.limit is not None and len(text) > field.limit:
        raise InvalidValue(
            _("Keep it to %(limit)d characters: these are %(count)d.")
            % {"limit": field.limit, "count": len(text)}
        )
    return text


def _date(text: str) -> str:
    for style in ("%Y-%m-%d", *DATE_FORMATS):
        try:
            found = datetime.strptime(text, style).date()  # noqa: DTZ007  a day has no time zone
        except ValueError:
            continue
        if EARLIEST <= found <= LATEST:
            return found.isoformat()
        raise InvalidValue(_("Give a date between 1990 and 2100."))
    raise InvalidValue(_("Give a date that exists, as day/month/year, for example 31/01/2027."))


def _amount(text: str) -> Decimal:
    try:
        return money.parse_amount(text, (get_language() or "en")[:2])
    except ValueError as error:
        raise InvalidValue(str(error)) from error


def _rate(text: str) -> str:
    found = _amount(text.removesuffix("%").strip())
    if found > 100:
        raise InvalidValue(_("Give a rate of at most 100 percent."))
    return str(found)


def _whole_percent(text: str) -> str:
    digits = text.removesuffix("%").strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 3 and 1 <= int(digits) <= 100):
        raise InvalidValue(_("Give a whole number of percent from 1 to 100."))
    return str(int(digits))
