"""Amounts, rates and days as lists write them, in any notation; what is unclear is said, not guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from babel import Locale
from django.utils.translation import gettext as _

CENT = Decimal("0.01")
LARGEST = Decimal("999999999999.99")
EARLIEST, LATEST = date(1980, 1, 1), date(2080, 12, 31)
EXCEL_DAY_ZERO = date(1899, 12, 30)
MONTH_LANGUAGES = ("en", "fr", "nl", "de", "sv", "da", "fi", "es", "it", "pl", "pt")
NOTHING = frozenset({"", "-", "–", "—", "?", "n/a", "na", "n.a.", "n.v.t.", "nvt", "nihil", "null", "none"})
NOTHING |= {"unknown", "onbekend", "inconnu", "s.o.", "#n/a", "nan", "tbd", "nd", "n.d."}

_MONEY_WORDS = re.compile(r"\b(?:eur|euro|euros)\b|€", re.IGNORECASE)
_OTHER_MONEY = re.compile(r"[$£¥]|\b(?:SEK|NOK|DKK|GBP|USD|CHF|PLN|CZK|HUF|RON|BGN|kr)\b", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]{1,2})?")
_EXPONENT = re.compile(r"\d(?:[.,]\d+)?[eE][+-]?\d{1,2}")
_GROUPED = {mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in (".", ",", " ", "'")}
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.,]+(?:Z|[+-]\d{2}:?\d{2})?)?")
_PACKED = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_THREE = re.compile(r"(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4})(?:[T ][\d:.]+)?")
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})")
_WORDS = re.compile(r"(\d{1,2})(?:\.|st|nd|rd|th|er)?\s+([^\W\d_]+)\.?,?\s+(\d{4})")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")


class Unreadable(ValueError):
    """A value that can't stand; the text says why."""


@dataclass(frozen=True)
class Read:
    """A value as understood. `why` is not empty when it became something else than what was written."""

    value: Any
    why: str = ""


def money(written: Any, decimal: str = "") -> Read:
    """An amount in EUR, None when nothing is published. `decimal` is "." or "," where the column shows it.

    Unreadable: negative, nonsense, another currency, more than a column holds.
    """
    if isinstance(written, str):
        if _PLAIN.fullmatch(written) and (decimal != "," or "." not in written):
            return _bounded(Decimal(written))
        return _money_text(written, decimal)
    return _whole(written)


def _whole(written: Any) -> Read:
    if written is None:
        return Read(None)
    if isinstance(written, bool) or not isinstance(written, (int, float, Decimal)):
        raise Unreadable(_("This is no amount."))
    exact = Decimal(repr(written)) if isinstance(written, float) else Decimal(written)
    if not exact.is_finite():
        raise Unreadable(_("This is no amount."))
    cut = exact.quantize(CENT, ROUND_HALF_UP) if abs(exact) <= LARGEST else exact
    noise = abs(exact - cut) < Decimal("0.0001")
    return _bounded(cut, "" if noise else _("Rounded to cents."))


def _money_text(written: str, decimal: str) -> Read:
    text = _SPACES.sub(" ", written).strip()
    if text.lower() in NOTHING:
        return Read(None, _("Read as not published.") if text else "")
    bare = _MONEY_WORDS.sub("", text).strip()
    if bare.endswith((",-", ".-")):  # "1.000,-" is a thousand
        bare, decimal = bare[:-2].strip(), bare[-2]
    if _OTHER_MONEY.search(bare):
        raise Unreadable(_("The amount is in another currency than the euro. Convert it in the file."))
    if bare.startswith(("-", "−", "(")) or bare.endswith(("-", "−")):
        raise Unreadable(_("An amount can’t be negative."))
    if _EXPONENT.fullmatch(bare):
        return _whole(Decimal(bare.replace(",", ".")))
    digits, why = _joined(bare.replace("’", "'").replace("`", "'"), decimal)
    return _bounded(_whole(Decimal(digits)).value, why or _whole(Decimal(digits)).why)


def _joined(text: str, decimal: str) -> tuple[str, str]:
    """The digits with a point before the decimals, and a word when that had to be decided."""
    point = decimal or _decimal_mark(text)
    whole, mark, cents = text.rpartition(point) if point and point in text else (text, "", "")
    others = [one for one in (".", ",", " ", "'") if one in whole]
    if mark and not (cents.isdigit() and whole):
        raise Unreadable(_("This is no amount."))
    if len(others) > 1 or (others and not _GROUPED[others[0]].fullmatch(whole)):
        raise Unreadable(_("This is no amount."))
    bare = whole.replace(others[0], "") if others else whole
    if not (bare.isdigit() and bare.isascii()):
        raise Unreadable(_("This is no amount."))
    lone = not decimal and not mark and others in ([","], ["."]) and whole.count(others[0]) == 1
    why = _("Read as thousands: an amount has no three decimals.") if lone else ""
    return (f"{bare}.{cents}" if mark else bare), why


def _decimal_mark(text: str) -> str:
    """Which sign stands before the decimals: the last of two kinds, or one not before three digits."""
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return ""
    mark = text[last]
    other = "," if mark == "." else "."
    if other in text:
        return mark
    return mark if text.count(mark) == 1 and len(text) - last - 1 != 3 else ""


def shown_decimal(written: Any) -> str:
    """The decimal sign that a value leaves no doubt of; "" when it tells nothing."""
    if not isinstance(written, str):
        return ""
    text = _MONEY_WORDS.sub("", _SPACES.sub(" ", written)).strip()
    mark = _decimal_mark(text)
    if mark:
        return mark
    for sign, other in ((".", ","), (",", ".")):
        if text.count(sign) > 1:
            return other
    return ""


def _bounded(amount: Decimal, why: str = "") -> Read:
    if amount < 0:
        raise Unreadable(_("An amount can’t be negative."))
    if amount > LARGEST:
        raise Unreadable(_("The amount is larger than any programme."))
    return Read(amount.quantize(CENT), why)


def rate(written: Any, decimal: str = "") -> Read:
    """A rate in percent: 80, "80 %", "0,8". What is not above 1 is a share and becomes a percentage."""
    if isinstance(written, str):
        bare = written.replace("%", "").strip()
        read = money(bare, decimal or _decimal_mark(bare))
        is_percent = "%" in written
    else:
        exact = Decimal(repr(written)) if isinstance(written, float) else written
        if exact is not None and not (isinstance(exact, (int, Decimal)) and Decimal(exact).is_finite()):
            raise Unreadable(_("This is no rate."))
        read, is_percent = Read(exact), False
    if read.value is None:
        return read
    value = Decimal(read.value)
    if not is_percent and 0 < value <= 1:
        read = Read(value * 100, _("A share, read as a percentage."))
    if not 0 <= Decimal(read.value) <= 100:
        raise Unreadable(_("A rate lies between 0 and 100 percent."))
    return Read(Decimal(read.value).quantize(CENT, ROUND_HALF_UP), read.why)


def day(written: Any, *, month_first: bool = False, since_1904: bool = False) -> Read:
    """A day; None with the reason when what stands there is none. Never raises: an unknown day is a fact."""
    if written is None:
        return Read(None)
    if isinstance(written, datetime):
        return Read(written.date())
    if isinstance(written, date):
        return Read(written)
    if isinstance(written, (int, float, Decimal)) and not isinstance(written, bool):
        return _serial(written, since_1904)
    text = " ".join(str(written).split())
    if text.lower() in NOTHING:
        return Read(None, _("Read as not known.") if text else "")
    return _day_text(text, month_first, since_1904)


def _day_text(text: str, month_first: bool, since_1904: bool) -> Read:
    if found := (_ISO.fullmatch(text) or _YEAR_FIRST.fullmatch(text) or _PACKED.fullmatch(text)):
        return _made(*map(int, found.groups()))
    if found := _THREE.fullmatch(text):
        first, second, year = map(int, found.groups())
        return _ordered(first, second, year, month_first)
    if _SERIAL.fullmatch(text):
        return _serial(Decimal(text.replace(",", ".")), since_1904)
    found = _WORDS.fullmatch(text)
    if found and found[2].lower() in _months():
        return _made(int(found[3]), _months()[found[2].lower()], int(found[1]))
    return Read(None, _no_day(text))


def _no_day(text: str) -> str:
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return _("A year is not a day: kept as not known.")
    if re.fullmatch(r"\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d[./-]\d{1,2}", text):
        return _("A month is not a day: kept as not known.")
    return _("This is no day that can be read: kept as not known.")


def _ordered(first: int, second: int, year: int, month_first: bool) -> Read:
    number, month = (second, first) if month_first else (first, second)
    if month > 12 >= number:
        turned = _made(year, number, month)
        return Read(turned.value, turned.why or _("Read with the month and the day in the other order."))
    return _made(year, month, number)


def _serial(number: float | Decimal, since_1904: bool) -> Read:
    if 1980 <= number <= 2080 and number == int(number):
        return Read(None, _("A year is not a day: kept as not known."))
    if not 20_000 <= number <= 80_000:
        return Read(None, _("This is no day that can be read: kept as not known."))
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
    known: dict[str, int] = {}
    for language in MONTH_LANGUAGES:
        locale = Locale.parse(language)
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names = locale.months[form][width]
                known.update({str(name).lower().rstrip("."): number for number, name in names.items()})
    return known


def is_month_first(values: Iterable[str]) -> bool:
    """Whether days such as 12/31/2023 stand among these, and none such as 31/12/2023."""
    first, second = False, False
    for value in values:
        found = _THREE.fullmatch(value.strip())
        if found:
            first, second = first or int(found[1]) > 12, second or int(found[2]) > 12
    return second and not first
