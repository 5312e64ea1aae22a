"""What the heading of a list that nobody has mapped may mean: by its words, whatever stands around them.

Only for proposals, which a person looks at: a mapping itself takes headings by their exact words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from publications.importing.fields import IN_LANGUAGES, field_of
from publications.importing.headers import Header, Headers, forms
from publications.importing.lines import Line
from publications.importing.mapping import Mapping
from publications.importing.units import is_foreign

# Words that lists put around what they mean: "the start date of the operation" is the start date.
_LITTLE = frozenset(
    re.findall(
        r"\w+",
        "of the a an in for to by s its concerned operation operations project "
        "de het een van der den voor door concrete actie betrokken betreffende "
        "le la les l du des d par pour concerne concernee projet vise visee "
        "das die dem fur vorhaben vorhabens projekt projekts eur euro euros",
    )
)
_LANGUAGE = re.compile(r"[\s_(\[.-]+(nl|fr|en)[)\]]?\s*$", re.IGNORECASE)

Bare = frozenset[str]


def bare(form: str) -> Bare:
    """The words of a heading that tell what it means, in no order."""
    return frozenset(form.split()) - _LITTLE


class AnyHeaders(Headers):
    """Takes the fullest row of texts for the headings where none of them is known."""

    def __init__(self, known: Iterable[str]) -> None:
        found = list(known)
        super().__init__(found)
        self._bare = frozenset(bare(form) for heading in found for form in forms(heading)) - {Bare()}

    def knows(self, text: str) -> bool:
        return super().knows(text) or any(bare(form) in self._bare for form in forms(text))

    def find(self, lines: Sequence[Line]) -> Header | None:
        found = super().find(lines)
        if found is not None and found.matched > 1:
            return found
        fullest = max(lines, key=_texts, default=None)
        if fullest is None or _texts(fullest) < 2 or (found and _texts(fullest) <= 2):
            return found
        return self.made(fullest)


@dataclass(frozen=True)
class AnyList(Mapping):
    """A mapping that knows the headings of many lists, and reads a list whose headings nobody knows."""

    @cached_property
    def headers(self) -> Headers:
        return AnyHeaders(self.known_columns())

    @cached_property
    def _by_words(self) -> dict[Bare, str]:
        """Fields by the words of their headings; words that stand for several fields tell nothing."""
        found: dict[Bare, set[str]] = {}
        for name, headings in self.columns.items():
            for heading in headings:
                for words in {bare(form) for form in forms(heading)} - {Bare()}:
                    found.setdefault(words, set()).add(name)
        return {words: names.pop() for words, names in found.items() if len(names) == 1}

    def target(self, heading: str) -> str:
        name = self._in_language(heading) or super().target(heading)
        if _is_money(name) and self._fields_in(heading) - {name, ""}:
            return ""  # "Total cost of the operation (ERDF)" is neither
        return name or self._loosely(heading)

    def _in_language(self, heading: str) -> str:
        """ "Project name (en)" is the title in English."""
        found = _LANGUAGE.search(heading)
        name = self.target(heading[: found.start()]) if found else ""
        return f"{name}.{found[1].lower()}" if found and name in IN_LANGUAGES else ""

    def _loosely(self, heading: str) -> str:
        whole = self._by_words.get(bare(next(iter(forms(heading)), "")), "")
        fields = {whole} if whole else self._fields_in(heading)
        names = fields - {""}
        name = names.pop() if len(names) == 1 else ""
        return "" if _is_money(name) and ("" in fields or is_foreign(heading)) else name

    def _fields_in(self, heading: str) -> set[str]:
        """The fields of which the parts of a heading tell; "" for a part that tells of none."""
        parts = forms(heading)[1:]
        return {self._by_words.get(words, "") for words in map(bare, parts) if words}


def _is_money(name: str) -> bool:
    feeds = field_of(name)
    return feeds is not None and feeds.kind == "money"


def _texts(line: Line) -> int:
    """How many different texts a row has, none of them a number."""
    cells = [cell for cell in line.cells if cell is not None and str(cell).strip()]
    if any(not isinstance(cell, str) or cell.strip()[:1].isdigit() for cell in cells):
        return 0
    return len(set(cells))
