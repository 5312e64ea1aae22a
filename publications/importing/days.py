"""Days as lists write them, in any notation; what is no day is kept as not known, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from babel import Locale
from django.utils.translation import gettext as _

from publications.importing.headers import plain
from publications.importing.notations import NOTHING, Read

EARLIEST, LATEST = date(1980, 1, 1), date(2080, 12, 31)
EXCEL_DAY_ZERO = date(1899, 12, 30)
MONTH_LANGUAGES = ("en", "fr", "nl", "de", "sv", "da", "fi", "es", "it", "pl", "pt")
_OTHER_MONTHS = {"sept": 9, "mrz": 3, "mar": 3, "maa": 3, "fev": 2, "juil": 7}

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]([\d:.,]+) ?(Z|UTC|[+-]\d{2}:?\d{2})?)?")
_MIDNIGHT = re.compile(r"2[123]:00(?::00(?:[.,]0+)?)?")  # of a day in Europe, by the clock of UTC
_UTC = frozenset({"Z", "UTC", "+00:00", "+0000"})
_PACKED = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_THREE = re.compile(r"(\d{1,2})([./\- ])(\d{1,2})\2(\d{4}|\d{2})(?:[T ][\d:.]+(?: ?[AP]M)?)?", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})")
_WORDS = re.compile(
    r"(?:[^\W\d_]+\.?,? )?(\d{1,2})(?:\.|st|nd|rd|th|er|e)?[ ./-]?(?:de )?"
    r"([^\W\d_]{3,})\.?,?[ ./-]?(?:de )?(\d{4}|\d{2})"
)
_MONTH_AHEAD = re.compile(r"([^\W\d_]{3,})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")


def day(
    written: Any, *, month_first: bool = False, since_1904: bool = False, is_order_known: bool = True
) -> Read:
    """A day; None with the reason when what stands there is none. Never raises: an unknown day is a fact.

    Without a known order, a day that could be read either way says so.
    """
    if written is None or isinstance(written, date):
        return Read(written.date() if isinstance(written, datetime) else written)
    if isinstance(written, int) and _PACKED.fullmatch(str(written)):
        written = str(written)
    if isinstance(written, (int, float, Decimal)) and not isinstance(written, bool):
        return _serial(written, since_1904)
    text = " ".join(str(written).split())
    if text.lower() in NOTHING:
        return Read(None, _("Read as not known.") if text else "")
    if found := _THREE.fullmatch(text):
        return _ordered(found, month_first, is_order_known)
    return _day_text(text, since_1904)


def _day_text(text: str, since_1904: bool) -> Read:
    if found := _ISO.fullmatch(text):
        return _stamped(*found.groups())
    if found := (_YEAR_FIRST.fullmatch(text) or _PACKED.fullmatch(text)):
        return _made(*map(int, found.groups()))
    if _SERIAL.fullmatch(text):
        return _serial(Decimal(text.replace(",", ".")), since_1904)
    found = _WORDS.fullmatch(text)
    if found and plain(found[2]) in _months():
        return _with_year(found[3], _months()[plain(found[2])], int(found[1]))
    found = _MONTH_AHEAD.fullmatch(text)
    if found and plain(found[1]) in _months():
        return _made(int(found[3]), _months()[plain(found[1])], int(found[2]))
    return Read(None, _no_day(text))


def _stamped(year: str, month: str, number: str, clock: str | None, zone: str | None) -> Read:
    """A day with a time. Midnight in Europe, written by the clock of UTC, belongs to the next day."""
    read = _made(int(year), int(month), int(number))
    if read.value and clock and zone in _UTC and _MIDNIGHT.fullmatch(clock):
        return Read(
            read.value + timedelta(days=1), _("Midnight here, written in universal time: the next day.")
        )
    return read


def _no_day(text: str) -> str:
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return _("A year is not a day: kept as not known.")
    if re.fullmatch(r"\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d[./-]\d{1,2}", text):
        return _("A month is not a day: kept as not known.")
    return _("This is not a day that can be read: kept as not known.")


def _ordered(found: re.Match[str], month_first: bool, is_order_known: bool) -> Read:
    first, second = int(found[1]), int(found[3])
    number, month = (second, first) if month_first else (first, second)
    if month > 12 >= number:
        turned = _with_year(found[4], number, month)
        return Read(turned.value, turned.why or _("Read with the month and the day in the other order."))
    read = _with_year(found[4], month, number)
    if not is_order_known and found[2] == "/" and read.value and first != second and max(first, second) <= 12:
        return Read(read.value, _("Read as day/month: no day of the list shows whether the month is first."))
    return read


def _with_year(year: str, month: int, number: int) -> Read:
    """A day whose year may have two digits, which is said."""
    if len(year) == 4:
        return _made(int(year), month, number)
    read = _made(int(year) + (2000 if int(year) < 80 else 1900), month, number)
    return Read(
        read.value, read.why or _("The year has two digits: read as %(year)d.") % {"year": read.value.year}
    )


def _serial(number: float | Decimal, since_1904: bool) -> Read:
    if 1980 <= number <= 2080 and number == int(number):
        return Read(None, _("A year is not a day: kept as not known."))
    if not 20_000 <= number <= 80_000:
        return Read(None, _("This is not a day that can be read: kept as not known."))
    found = EXCEL_DAY_ZERO + timedelta(days=int(number) + (1462 if since_1904 else 0))
    return _plausible(found)


def _made(year: int, month: int, number: int) -> Read:
    try:
        return _plausible(date(year, month, number))
    except ValueError:
        return Read(None, _("There is no such day: kept as not known."))


def _plausible(found: date) -> Read:
    if not EARLIEST <= found <= LATEST:
        return Read(None, _("No Interreg project has this day: kept as not known."))
    return Read(found)


@cache
def _months() -> dict[str, int]:
    """Numbers of months by their names, long and short, in the languages of many lists."""
    known = dict(_OTHER_MONTHS)
    for language in MONTH_LANGUAGES:
        locale = Locale.parse(language)
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names = locale.months[form][width]
                known.update({plain(str(name)): number for number, name in names.items()})
    return known


def order_of(values: Iterable[str]) -> str:
    """ "day" or "month", whichever these days show to stand first; "" when they show neither, or both."""
    first, second = False, False
    for value in values:
        found = _THREE.fullmatch(value.strip())
        if found:
            first, second = first or int(found[1]) > 12, second or int(found[3]) > 12
    if first == second:
        return ""
    return "month" if second else "day"
