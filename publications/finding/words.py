"""Reading what was typed: words, "phrases", -without, OR; and mending words that no record has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db import connection

MIN_BEGINNING = 3  # letters from which the last word is also read as the beginning of one
MIN_MENDED = 4
ALIKE = 0.6  # of letters: two that changed places in a word of five are still alike
CANDIDATES = 30

SqlValue = str | int | list[Any]

_TOKEN = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_QUOTES = str.maketrans("“”„«»″", '""""""')
_PHRASE = re.compile(r'"[^"]*"')
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Part:
    """What must be together in a record: all `wanted` words and `phrases`, and none of `unwanted`."""

    wanted: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    beginning: str = ""
    unwanted: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.wanted or self.phrases or self.beginning)


def read(text: str) -> tuple[Part, ...]:
    """The alternatives of a typed text; () when it asks for nothing, as "-x" alone does."""
    parts, tokens = [], list(_TOKEN.finditer(text.translate(_QUOTES)))
    group: list[re.Match[str]] = []
    for token in [*tokens, None]:
        if token is None or (token["word"] == "OR" and not token["minus"]):
            parts.append(_part(group, is_last=token is None))
            group = []
        else:
            group.append(token)
    return tuple(part for part in parts if not part.is_empty)


def _part(tokens: Iterable[re.Match[str]], *, is_last: bool) -> Part:
    wanted, phrases, unwanted, beginning = [], [], [], ""
    for token in tokens:
        typed = token["phrase"] if token["word"] is None else token["word"]
        if not _WORD.search(typed):
            continue
        beginning = ""
        if token["minus"]:
            unwanted.append(typed)
        elif token["word"] is None:
            phrases.append(typed)
        else:
            wanted.append(typed)
            beginning = typed
    if is_last and len(beginning) >= MIN_BEGINNING and beginning.isalnum():
        return Part(tuple(wanted[:-1]), tuple(phrases), beginning, tuple(unwanted))
    return Part(tuple(wanted), tuple(phrases), "", tuple(unwanted))


def as_sql(parts: Iterable[Part]) -> tuple[str, list[SqlValue]]:
    """An expression of type tsquery with its parameters."""
    sql, values = [], list[SqlValue]()
    for part in parts:
        sql.append("portal_query(%s::text[], %s::text[], %s, %s::text[])")
        values += [list(part.wanted), list(part.phrases), part.beginning, list(part.unwanted)]
    return f"({' || '.join(sql)})", values


@dataclass(frozen=True)
class Mended:
    """A typed text with words as the records write them; `text` is blank when nothing resembles a word."""

    text: str
    words: tuple[tuple[str, str], ...]


def mended(text: str) -> Mended:
    """The text with each word that no record has replaced by the one most like it; phrases stay.

    Reads the vocabulary of all records, not the records: its size hardly grows with their number.
    """
    bare = _PHRASE.sub(" ", text.translate(_QUOTES))
    spoken = [word.lower() for word in _WORD.findall(bare)]
    typed = sorted({word for word in spoken if len(word) >= MIN_MENDED})
    with connection.cursor() as cursor:
        cursor.execute(_RESEMBLING, [typed, CANDIDATES, spoken[-1] if spoken else ""])
        rows = cursor.fetchall()
    near: dict[str, list[str]] = {}
    for word, plain, candidate in rows:
        near.setdefault(word, [plain]).append(candidate)
    chosen = {word: _nearest(*candidates) for word, candidates in near.items()}
    chosen = {word: right for word, right in chosen.items() if right}

    def right(match: re.Match[str]) -> str:
        return chosen.get(match[0].lower(), match[0])

    return Mended(_WORD.sub(right, text) if chosen else "", tuple(sorted(chosen.items())))


def in_quotes(text: str) -> str:
    """The typed text as a phrase, which is never mended."""
    bare = text.translate(_QUOTES).replace('"', " ")
    return f'"{" ".join(bare.split())}"'


def _nearest(word: str, *candidates: str) -> str:
    """The candidate that is most like the word, letter by letter; "" when none is alike."""

    def alike(candidate: str) -> float:
        return SequenceMatcher(None, word, candidate).ratio()

    best = max(candidates, key=alike, default="")
    return best if best and alike(best) >= ALIKE else ""


# Words that the vocabulary has need no mending, nor does a last word with which one of its words begins.
_RESEMBLING = """
SELECT typed.word, unaccent(typed.word), near.word
FROM unnest(%s::text[]) AS typed (word)
CROSS JOIN LATERAL portal_resembling(typed.word, %s) AS near (word)
WHERE NOT EXISTS (
  SELECT FROM publications_searchword known
  WHERE known.word = unaccent(typed.word)
    OR (typed.word = %s AND known.word LIKE unaccent(typed.word) || '%%')
)
"""
