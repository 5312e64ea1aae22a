"""Amounts and rates as lists write them, in any notation; what is unclear is said, not guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

CENT = Decimal("0.01")
LARGEST = Decimal("999999999999.99")
NOTHING = frozenset({"", "-", "–", "—", "?", "n/a", "na", "n.a.", "n.v.t.", "nvt", "nihil", "null", "none"})
NOTHING |= {"unknown", "onbekend", "inconnu", "s.o.", "#n/a", "nan", "tbd", "nd", "n.d."}

_MONEY_WORDS = re.compile(r"(?<![a-z])(?:eur|euro|euros)(?![a-z])|€", re.IGNORECASE)
OTHER_MONEY = re.compile(r"[$£¥]|\b(?:SEK|NOK|DKK|GBP|USD|CHF|PLN|CZK|HUF|RON|BGN|kr)\b", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]{1,2})?")
_EXPONENT = re.compile(r"\d(?:[.,]\d+)?[eE][+-]?\d{1,2}")
_GROUPED = {mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in (".", ",", " ", "'")}
_RATE = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d{1,2})?")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}")


class Unreadable(ValueError):
    """A value that can't stand; the text says why."""


@dataclass(frozen=True)
class Read:
    """A value as understood. `why` is not empty when it became something else than what was written."""

    value: Any
    why: str = ""


def money(written: Any, decimal: str = "", times: int = 1) -> Read:
    """An amount in EUR, None when nothing is published. `decimal` is "." or "," where the column shows it,
    `times` how many euros one of it stands for.

    Unreadable: negative, nonsense, another currency, more than a column holds.
    """
    if isinstance(written, str):
        if times == 1 and _PLAIN.fullmatch(written) and (decimal != "," or "." not in written):
            return _bounded(Decimal(written))
        return _money_text(written, decimal, times)
    return _whole(written, times)


def _whole(written: Any, times: int) -> Read:
    if written is None:
        return Read(None)
    if isinstance(written, bool) or not isinstance(written, (int, float, Decimal)):
        raise Unreadable(_("This is not an amount."))
    exact = Decimal(repr(written)) if isinstance(written, float) else Decimal(written)
    if not exact.is_finite():
        raise Unreadable(_("This is not an amount."))
    exact *= times
    cut = exact.quantize(CENT, ROUND_HALF_UP) if abs(exact) <= LARGEST else exact
    noise = abs(exact - cut) < Decimal("0.0001")
    told = (
        _("As the heading says: multiplied by %(times)d.") % {"times": times} if times > 1 and exact else ""
    )
    return _bounded(cut, told if noise else _("Rounded to cents."))


def _money_text(written: str, decimal: str, times: int) -> Read:
    text = _SPACES.sub(" ", written).strip()
    if text.lower() in NOTHING:
        return Read(None, _("Read as not published.") if text else "")
    bare = _MONEY_WORDS.sub("", text).strip()
    if bare in NOTHING:  # "€ -" of a spreadsheet
        return Read(None, _("Read as not published."))
    if bare.endswith((",-", ".-")):  # "1.000,-" is a thousand
        bare, decimal = bare[:-2].strip(), bare[-2]
    if OTHER_MONEY.search(bare):
        raise Unreadable(_("The amount is in another currency than the euro. Convert it in the file."))
    if bare.startswith(("-", "−", "(")) or bare.endswith(("-", "−")):
        raise Unreadable(_("An amount can’t be negative."))
    if _EXPONENT.fullmatch(bare):
        return _whole(Decimal(bare.replace(",", ".")), times)
    digits, why = _joined(bare.replace("’", "'").replace("`", "'"), decimal)
    read = _whole(Decimal(digits), times)
    return Read(read.value, " ".join(filter(None, (why, read.why))))


def _joined(text: str, decimal: str) -> tuple[str, str]:
    """The digits with a point before the decimals, and a word when that had to be decided."""
    point = decimal or _decimal_mark(text)
    whole, mark, cents = text.rpartition(point) if point and point in text else (text, "", "")
    others = [one for one in (".", ",", " ", "'") if one in whole]
    if mark and not (cents.isdigit() and whole):
        raise Unreadable(_("This is not an amount."))
    if len(others) > 1 or (others and not _GROUPED[others[0]].fullmatch(whole)):
        raise Unreadable(_("This is not an amount."))
    bare = whole.replace(others[0], "") if others else whole
    if not (bare.isdigit() and bare.isascii()):
        raise Unreadable(_("This is not an amount."))
    lone = not decimal and not mark and others in ([","], ["."]) and whole.count(others[0]) == 1
    why = _("Read as thousands: an amount does not have three decimals.") if lone else ""
    return (f"{bare}.{cents}" if mark else bare), why


def _decimal_mark(text: str) -> str:
    """Which sign stands before the decimals: the last of two kinds, or one that parts no thousands."""
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return ""
    mark = text[last]
    other = "," if mark == "." else "."
    if other in text:
        return mark
    may_group = len(text) - last - 1 == 3 and _THOUSANDS.fullmatch(text[:last].strip())
    return mark if text.count(mark) == 1 and not may_group else ""


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
        raise Unreadable(_("The amount is larger than any programme's budget."))
    return Read(amount.quantize(CENT), why)


def rate(written: Any) -> Read:
    """A rate in percent: 80, "80 %", "0,8". What is not above 1 is a share and becomes a percentage.

    Its sign is always that of decimals: a rate has no thousands. Unreadable: below 0, above 100, nonsense.
    """
    is_percent = isinstance(written, str) and "%" in written
    exact = _rate_text(written) if isinstance(written, str) else written
    if exact is None:
        return Read(None, _("Read as not published.") if isinstance(written, str) and written.strip() else "")
    if isinstance(exact, bool) or not isinstance(exact, (int, float, Decimal)):
        raise Unreadable(_("This is not a rate."))
    value = Decimal(repr(exact)) if isinstance(exact, float) else Decimal(exact)
    if not value.is_finite():
        raise Unreadable(_("This is not a rate."))
    is_share = not is_percent and 0 < value <= 1
    value = value * 100 if is_share else value
    if not 0 <= value <= 100:
        raise Unreadable(_("A rate lies between 0 and 100 percent."))
    return Read(value.quantize(CENT, ROUND_HALF_UP), _("A share, read as a percentage.") if is_share else "")


def _rate_text(written: str) -> Decimal | None:
    bare = _SPACES.sub("", written.replace("%", ""))
    if bare.lower() in NOTHING:
        return None
    if not _RATE.fullmatch(bare) or not bare.isascii():
        raise Unreadable(_("This is not a rate."))
    return Decimal(bare.replace(",", "."))
