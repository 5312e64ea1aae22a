"""One check: what was looked at, the verdict, why, and where to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from babel import Locale
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext

from calls.rules import enumerate_words
from core import money
from core.texts import Text
from projects.dossier import Partner

Verdict = Literal["passed", "error", "warning"]


@dataclass(frozen=True)
class Check:
    """`where` is the key of the field to mend (projects.form); "" when no one field is to blame."""

    key: str
    title: str
    verdict: Verdict
    reason: str
    where: str = ""


@dataclass(frozen=True)
class CheckTexts:
    """A check with its texts in every language."""

    key: str
    title: Text
    verdict: Verdict
    reason: Text
    where: str


def passed(key: str, title: str, reason: str, where: str = "") -> Check:
    return Check(key, title, "passed", reason, where)


def failed(key: str, title: str, reason: str, where: str = "") -> Check:
    return Check(key, title, "error", reason, where)


def for_all(
    key: str, title: str, partners: Iterable[Partner], problems: Iterable[tuple[str, str]]
) -> list[Check]:
    """One check for each problem of a partner as (reason, where); one that passes when there is none.

    No check at all without partners: that is found elsewhere.
    """
    found = [failed(key, title, reason, where) for reason, where in problems]
    count = len(list(partners))
    if found or not count:
        return found
    text = ngettext("In order for %(count)d partner.", "In order for all %(count)d partners.", count)
    return [passed(key, title, text % {"count": count}, "partners")]


def language() -> str:
    """The active language."""
    return (get_language() or "en")[:2]


def language_name(code: str) -> str:
    """The name of a language, in the active one."""
    return str(Locale(language()).languages.get(code, code))


def words(names: Iterable[str]) -> str:
    """Names with commas and "and" between them."""
    return enumerate_words(list(names))


def eur(amount: Decimal) -> str:
    return money.eur(amount, language())


def percent(rate: Decimal) -> str:
    return money.percent(rate, language())


def day(value: date) -> str:
    """A date as the active language writes it."""
    return date_format(value, "DATE_FORMAT")
