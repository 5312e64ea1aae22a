"""What the columns of the open data are called, mean and hold, from a file of definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models.expressions import Combinable
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.loading.reading import StrictLoader
from core.texts import LANGUAGES, Text

FILE = Path(__file__).parent / "columns.yaml"
OWN_NAMES = {"nl": "Nederlands", "fr": "français", "en": "English"}
# How official texts name what rules name.
_RULE_WORDS = {
    "nl": {
        "Regulation (EU)": "Verordening (EU)",
        "CPR": "Verordening (EU) 2021/1060,",
        "Interreg": "Verordening (EU) 2021/1059,",
        "Art.": "artikel",
        "Annex": "bijlage",
    },
    "fr": {
        "Regulation (EU)": "règlement (UE)",
        "CPR": "règlement (UE) 2021/1060,",
        "Interreg": "règlement (UE) 2021/1059,",
        "Art.": "article",
        "Annex": "annexe",
    },
}
_RULE_WORD = re.compile("|".join(re.escape(word) for word in _RULE_WORDS["nl"]))


class Kind(StrEnum):
    """What sort of value a column holds. Empty always means: not known, or not published."""

    TEXT = "text"
    CODE = "code"
    URL = "url"
    LIST = "list"
    DAY = "day"
    MONEY = "money"
    PERCENT = "percent"
    NUMBER = "number"
    FLAG = "flag"


KIND_LABELS = {
    Kind.TEXT: _("Text"),
    Kind.CODE: _("Code"),
    Kind.URL: _("Address of a page"),
    Kind.LIST: _("List; in CSV its items are separated by “ | ”"),
    Kind.DAY: _("Day, written as 2027-03-31"),
    Kind.MONEY: _("Amount in euros with two decimals"),
    Kind.PERCENT: _("Percentage"),
    Kind.NUMBER: _("Whole number"),
    Kind.FLAG: _("true or false"),
}


@dataclass(frozen=True)
class Column:
    """One column: `key` never changes; `rule` is the article that asks for it, "" when none does.

    `read` is how the database reads it from a row; `is_always_known` that no row leaves it empty.
    """

    key: str
    kind: Kind
    title: Text
    meaning: Text
    rule: str
    read: Combinable
    is_always_known: bool = False

    @property
    def rule_label(self) -> str:
        return rule_in(self.rule, get_language() or "en")

    @property
    def kind_label(self) -> str:
        return str(KIND_LABELS[self.kind])

    def titled(self, title: Text | None, rule: str | None) -> Column:
        """The column as a list of another owner names it, under the rule of that list."""
        return replace(self, title=title or self.title, rule=self.rule if rule is None else rule)


def rule_in(rule: str, language: str) -> str:
    """The name of a rule, which is kept in English, in another language."""
    words = _RULE_WORDS.get(language, {})
    return _RULE_WORD.sub(lambda found: words.get(found[0], found[0]), rule)


@cache
def definitions() -> dict[str, dict[str, Any]]:
    """The file's entries by key, those for each language spelled out."""
    stored = yaml.load(FILE.read_text(encoding="utf-8"), Loader=StrictLoader)  # noqa: S506 - a safe loader
    return dict(_spelled_out(stored))


def define(key: str, read: Combinable, *, always: bool = False) -> Column:
    """The column called `key` in the file. KeyError when the file has none."""
    entry = definitions()[key]
    return Column(
        key=key,
        kind=Kind(entry["kind"]),
        title=Text(entry["title"]),
        meaning=Text(entry["meaning"]),
        rule=entry.get("rule", ""),
        read=read,
        is_always_known=always,
    )


def _spelled_out(stored: dict[str, dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, entry in stored.items():
        if "{language}" not in key:
            yield key, entry
            continue
        for language in LANGUAGES:
            title = in_its_language(Text(entry["title"]), language)
            yield key.replace("{language}", language), {**entry, "title": title}


def in_its_language(title: Text, language: str) -> Text:
    """The title of a column that holds texts in one language."""
    return Text({code: f"{text} ({OWN_NAMES[language]})" for code, text in title.items()})
