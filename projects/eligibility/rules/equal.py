"""Whether texts say the same in each language: by what is missing, by length, and by the figures in them.

A machine cannot tell whether a translation is right. It finds the texts that nobody translated or that were
cut short, field by field, and leaves the reading to people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from calls.rules import Terms, describe, terms_of
from calls.states import RuleKind
from core.rounding import half_down2, percentage
from projects.content import Field, Row, Section, content_of
from projects.dossier import Dossier, Rule
from projects.eligibility.check import Check, Verdict, language_name, passed, percent, words
from projects.form import find

KEY = RuleKind.EQUAL_CONTENT.value
MOST_FIGURES = 5  # that a reason names
# 12, 1.250,50, 25 000 or 2027: separators stand between groups of three, or before decimals.
_FIGURE = re.compile(r"(?<!\d)\d{1,3}(?:[.,’'\u00a0\u202f ]\d{3})+(?!\d)|\d+")


class Side(NamedTuple):
    """The text of one language; `letters` counts letters and digits only."""

    language: str
    text: str
    letters: int


class Comparison(NamedTuple):
    """One text of the form in the languages compared; `letters` counts letters and digits only.

    `missing` are languages without a text where another has one; `short` is the language whose text falls
    short of the rule; `alone` are figures that one language has and another has not, with that language.
    """

    key: str
    name: str
    texts: Mapping[str, str]
    letters: Mapping[str, int]
    missing: tuple[str, ...]
    short: str
    alone: tuple[tuple[str, str], ...]

    @property
    def longest(self) -> str:
        return max(self.letters, key=lambda code: self.letters[code])

    @property
    def sides(self) -> list[Side]:
        """The languages in the order of the rule."""
        return [Side(code, text, self.letters[code]) for code, text in self.texts.items()]

    @property
    def is_equal(self) -> bool:
        return not (self.missing or self.short or self.alone)


def asked(dossier: Dossier) -> tuple[Rule | None, Terms]:
    """The call's rule on equal content and its terms; without one, terms that find what is missing."""
    for rule in dossier.call.rules:
        if rule.kind == KEY:
            try:
                return rule, terms_of(rule.kind, rule.parameters)
            except ValidationError:
                break
    return None, Terms(allowed=dossier.call.languages)


def compare(dossier: Dossier, terms: Terms) -> Iterator[Comparison]:
    """Every text of the form that stands in at least one of the languages, in the order of the form."""
    for row, field in _texts(dossier):
        texts = dict.fromkeys(terms.allowed, "")
        texts |= {one.language: one.text for one in field.words if one.language in texts}
        letters = {code: sum(sign.isalnum() for sign in text) for code, text in texts.items()}
        if any(letters.values()):
            name = _("%(row)s: %(field)s") % {"row": row, "field": field.label} if row else field.label
            yield _compared(field.key, name, texts, letters, terms)


def checks(dossier: Dossier, rule: Rule, terms: Terms) -> Iterator[Check]:
    """One check for each text that is not equal; one that passes when all are.

    Figures only warn: they may be written in words in one language and in digits in the other.
    """
    failure: Verdict = "error" if rule.severity == "error" else "warning"
    title, found = str(RuleKind.EQUAL_CONTENT.label), list(compare(dossier, terms))
    wrong = [one for one in found if not one.is_equal]
    for one in wrong:
        named = _("%(row)s: %(field)s") % {"row": title, "field": one.name}
        yield from _problems(one, named, failure, terms)
    if not wrong:
        told = _("All do.") if found else _("There is no text yet.")
        yield passed(KEY, title, f"{describe(rule)} {told}")


def _problems(one: Comparison, title: str, failure: Verdict, terms: Terms) -> Iterator[Check]:
    written = words(language_name(code) for code in one.letters if code not in one.missing)
    for code in one.missing:
        reason = _("It is written in %(written)s and is missing in %(language)s.")
        said = {"written": written, "language": language_name(code)}
        yield Check(KEY, title, failure, reason % said, f"{one.key}.{code}")
    if one.short:
        yield Check(KEY, title, failure, _too_short(one, terms), f"{one.key}.{one.short}")
    elif one.alone:
        code = next(code for code, _figure in one.alone)
        figures = words(f"{figure} ({language_name(code)})" for code, figure in one.alone[:MOST_FIGURES])
        reason = _("These figures appear in one language only: %(figures)s. Do all texts say the same?")
        where = next(other for other in one.letters if other != code)
        yield Check(KEY, title, "warning", reason % {"figures": figures}, f"{one.key}.{where}")


def _too_short(one: Comparison, terms: Terms) -> str:
    short, longest = one.letters[one.short], one.letters[one.longest]
    reason = _(
        "The text in %(short)s has %(few)d letters, which is %(rate)s of the %(many)d in %(long)s; at "
        "least %(least)s are required. Say the same in both."
    )
    return reason % {
        "short": language_name(one.short),
        "few": short,
        "rate": percent(half_down2(percentage(Decimal(short), Decimal(longest)))),
        "many": longest,
        "long": language_name(one.longest),
        "least": percent(Decimal(terms.share)),
    }


def _compared(
    key: str, name: str, texts: Mapping[str, str], letters: Mapping[str, int], terms: Terms
) -> Comparison:
    missing = tuple(code for code, count in letters.items() if not count)
    written = [code for code in letters if code not in missing]
    longest = max(letters.values())
    shortest = min(written, key=lambda code: letters[code])
    is_short = longest >= terms.letters and letters[shortest] * 100 < terms.share * longest
    alone = _alone({code: texts[code] for code in written}) if terms.numbers == "compared" else ()
    return Comparison(key, name, texts, letters, missing, shortest if is_short else "", alone)


def _alone(texts: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """(language, figure as written) of the figures that not every text has, each once, in their order."""
    figures = {code: _figures(text) for code, text in texts.items()}
    return tuple(
        (code, written)
        for code, found in figures.items()
        for value, written in found.items()
        if any(value not in others for others in figures.values())
    )


def _figures(text: str) -> dict[str, str]:
    """The figures of a text by their digits, so that 25.000 and 25 000 are one."""
    found: dict[str, str] = {}
    for match in _FIGURE.finditer(text):
        found.setdefault(re.sub(r"\D", "", match[0]), match[0])
    return found


def _texts(dossier: Dossier) -> Iterator[tuple[str, Field]]:
    """The fields that stand in several languages, with the name of the row that holds them."""
    for section in content_of(dossier):
        yield from _within(section, "")


def _within(part: Section | Row, name: str) -> Iterator[tuple[str, Field]]:
    for field in part.fields:
        full = find(field.key, "en")
        if full is not None and full.field.multilingual:
            yield name, field
    for row in part.rows:
        yield from _within(row, row.title)
