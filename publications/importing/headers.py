"""Finding the row of headings: not always the first, sometimes two, sometimes in two languages at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from core.texts import without_accents
from publications.importing.lines import Line

LOOKED_AT = 30
_NO_WORD = re.compile(r"[\W_]+")
_DATUM = re.compile(r"[€\s]*\d[\d.,:/\s%€-]*")
_BETWEEN = re.compile(r"\s*(?:/|\n|\||\(|\)|;)\s*")
_IN_EURO = re.compile(r" (?:(?:in|en) )?eur(?:os?)?(?: s)?$")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A heading without case, accents, signs and doubled blanks, so that spellings of it are equal."""
    return _NO_WORD.sub(" ", without_accents(text)).strip()


@lru_cache(maxsize=4096)
def spelt(heading: str) -> str:
    """A heading as `plain` has it, but for the sign of a percentage: "EFRO %" is not "EFRO"."""
    return plain(heading.replace("%", " percent "))


@lru_cache(maxsize=1024)
def forms(text: str) -> tuple[str, ...]:
    """A heading as a whole and by its parts ("Begindatum / Start date" has two), also without "in euros"."""
    return tuple(_forms(text))


def _forms(text: str) -> Iterator[str]:
    for part in (text, *_BETWEEN.split(text)):
        if form := spelt(part):
            yield form
            if (bare := _IN_EURO.sub("", form)) != form:
                yield bare


@dataclass(frozen=True)
class Header:
    """The headings: `names` as shown, unique; `first` is the number of the first row below them."""

    names: tuple[str, ...]
    matched: int
    first: int
    is_joined: bool = False

    @property
    def rank(self) -> tuple[int, bool]:
        """More known headings are better; of as many, those of one row."""
        return self.matched, not self.is_joined


class Headers:
    """Knows the headings that a mapping asks for."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(map(spelt, known))

    def find(self, lines: Sequence[Line]) -> Header | None:
        """The best row of headings among the first; None when no heading is known."""
        best: Header | None = None
        for index, line in enumerate(lines[:LOOKED_AT]):
            for header in self._readings(lines, index, line):
                if header.matched and (best is None or header.rank > best.rank):
                    best = header
        return best

    def made(self, line: Line) -> Header:
        """This row as the headings, known or not."""
        return self._header([_shown(cell) for cell in line.cells], line.number + 1)

    def knows(self, text: str) -> bool:
        return any(form in self._known for form in forms(text))

    def _readings(self, lines: Sequence[Line], index: int, line: Line) -> Iterator[Header]:
        names = [_shown(cell) for cell in line.cells]
        yield self._header(names, line.number + 1)
        if index + 1 < len(lines) and not any(map(_is_datum, lines[index + 1].cells)):
            below = lines[index + 1]
            yield self._header(list(self._joined(names, below)), below.number + 1, is_joined=True)

    def _joined(self, upper: list[str], below: Line) -> Iterator[str]:
        """Two rows of headings as one: the upper cell was merged over the columns that follow it."""
        lower = [_shown(cell) for cell in below.cells]
        width, reigning = max(len(upper), len(lower)), ""
        for column in range(width):
            over = upper[column] if column < len(upper) else ""
            under = lower[column] if column < len(lower) else ""
            reigning = over or reigning
            if not under or under == over:
                yield over
            elif self.knows(f"{reigning} {under}") or not self.knows(under):
                yield f"{reigning} {under}".strip()
            else:
                yield under

    def _header(self, names: list[str], first: int, *, is_joined: bool = False) -> Header:
        known = {plain(name) for name in names if name and self.knows(name)}
        return Header(tuple(_unique(names)), len(known), first, is_joined)


def _is_datum(cell: Any) -> bool:
    """Whether a cell holds a number or a day: no row of headings has one."""
    if isinstance(cell, str):
        return bool(_DATUM.fullmatch(cell.strip()))
    return isinstance(cell, (int, float, Decimal))


def _shown(cell: Any) -> str:
    return "" if cell is None else " ".join(str(cell).replace("\ufeff", "").split(" ")).strip()


def _unique(names: list[str]) -> Iterator[str]:
    """Names that tell columns apart: nameless ones by number, doubled ones by how manieth they are."""
    seen: dict[str, int] = {}
    while names and not names[-1]:
        names = names[:-1]
    for number, name in enumerate(names, start=1):
        shown = name or f"({number})"
        seen[shown] = seen.get(shown, 0) + 1
        yield shown if seen[shown] == 1 else f"{shown} ({seen[shown]})"
