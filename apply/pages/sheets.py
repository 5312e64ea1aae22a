"""What a page of the form is made of: headings with fields, lists of entries, languages that lack texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from django.utils.safestring import SafeString

from apply.pages.boxes import Box, Filling, Group, box, languages_group
from apply.pages.choices import Offers
from apply.pages.entries import EntryList
from apply.pages.lists import Choices
from core import stencils
from core.templatetags.ui import LANGUAGE_NAMES
from projects.form import PARTS, FormField, row_key


@dataclass(frozen=True)
class Block:
    """A heading with the fields under it; the first of a page often has no heading."""

    key: str
    label: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Lack:
    """A language of the call, and the boxes in it that are blank though the call asks for them."""

    code: str
    name: str
    boxes: tuple[Box, ...]

    @property
    def drawn(self) -> SafeString:
        """The way to each of them as HTML; nothing where nothing is missing."""
        if not self.boxes:
            return SafeString("")
        links = "".join(f'<li><a href="#{one.id}">{escape(one.full_label)}</a></li>' for one in self.boxes)
        facts = {"language": self.name, "count": len(self.boxes)}
        return stencils.draw("apply/parts/lacks.html", facts, {"links": SafeString(links)})


@dataclass(frozen=True)
class Sheet:
    """The fields and lists of one page."""

    blocks: tuple[Block, ...] = ()
    lists: tuple[EntryList, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def groups(self) -> list[Group]:
        own = [group for block in self.blocks for group in block.groups]
        return own + [group for one in self.lists for group in one.groups]

    @property
    def is_writable(self) -> bool:
        """Whether something on it takes what is written, or rows can come and go."""
        takes = any(one.is_editable for group in self.groups for one in group.boxes)
        return takes or _may_change(self.lists)

    @property
    def faults(self) -> list[Box]:
        """The boxes that were not saved."""
        return [one for group in self.groups for one in group.boxes if one.trouble]

    @property
    def lacks(self) -> list[Lack]:
        """Each language with what is missing in it; nothing where the call has one language only."""
        if len(self.languages) < 2:
            return []
        boxes = [one for group in self.groups if not group.is_optional for one in group.boxes if one.language]
        return [
            Lack(
                code,
                LANGUAGE_NAMES.get(code, code),
                tuple(one for one in boxes if one.language == code and not one.value.strip()),
            )
            for code in self.languages
            if boxes
        ]

    def languages_drawn(self, here: str, shown: str) -> SafeString:
        """The languages to choose from as HTML, with what is missing in each; nothing where there is one."""
        lacks = self.lacks
        if not lacks:
            return SafeString("")
        facts = {"languages": tuple((lack.code, lack.name) for lack in lacks), "shown": shown}
        missing = SafeString("".join(lack.drawn for lack in lacks))
        return stencils.draw("apply/parts/languages.html", facts, {"here": here, "lacks": missing})


def _may_change(lists: Iterable[EntryList]) -> bool:
    """Whether entries can come or go, in one of the lists or in one under their entries."""
    return any(one.is_editable or any(_may_change(card.lists) for card in one.cards) for one in lists)


@dataclass(frozen=True)
class Row:
    """In which row the fields of a block stand: the identity in their keys, and its name in messages."""

    uid: object = ""
    name: str = ""
    countries: Mapping[str, str] = field(default_factory=dict)


def blocks(
    shown: Iterable[FormField],
    languages: Iterable[str],
    filling: Filling,
    offers: Offers,
    row: Row | None = None,
) -> tuple[Block, ...]:
    """Fields under their headings, in the order of the catalogue."""
    codes, where = tuple(languages), row or Row()
    return tuple(
        Block(part, str(PARTS.get(part, "")), tuple(_groups(list(of), codes, filling, offers, where)))
        for part, of in groupby(shown, key=lambda one: one.part)
    )


def _groups(
    of: list[FormField], languages: tuple[str, ...], filling: Filling, offers: Offers, row: Row
) -> Iterable[Group]:
    """Texts in each language side by side; short fields that follow each other stand together."""
    for is_text, some in groupby(of, key=lambda one: one.multilingual):
        if is_text:
            for one in some:
                name = row_key(one, row.uid) if row.uid else one.key
                yield languages_group(one, languages, filling, name=name, row=row.name)
        else:
            yield Group("", tuple(_box(one, filling, offers, row) for one in some))


def _box(of: FormField, filling: Filling, offers: Offers, row: Row) -> Box:
    key = row_key(of, row.uid) if row.uid else of.key
    choices: Choices = offers.of(of, row.countries.get(of.key, ""))
    return box(of, key, filling, choices=choices, row=row.name)
