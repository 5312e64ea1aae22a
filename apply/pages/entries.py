"""The repeating entries of the form as cards on a page, with what hangs under them and their buttons."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apply.pages.boxes import Box, Filling, Group, box, languages_group
from apply.pages.choices import Offers
from apply.pages.places import ON_OWN_PAGE
from core import addresses, stencils
from core.texts import Text
from projects.form import GROUPS, FormField, children_of, fields_of_group, is_shown, row_key
from projects.form import Group as Kind
from projects.form.places import row_place, section_place
from projects.models import Entry, Project

# What names an entry: the first of these attributes that the call shows.
NAMES = ("title", "name", "indicator", "group", "strategy", "project", "description")
# So many entries of a list stand there unfolded; of longer lists one sees the names first.
UNFOLDED = 3


@dataclass(frozen=True)
class Card:
    """One entry: its number and name, its fields, what hangs under it, and where it can go."""

    entry: Entry
    label: str
    name: str
    groups: tuple[Group, ...] = ()
    lists: tuple[EntryList, ...] = ()
    address: str = ""
    is_first: bool = False
    is_last: bool = False
    is_open: bool = False
    is_removable: bool = False

    @property
    def anchor(self) -> str:
        """The id of its place in the page."""
        return anchor_of(self.entry.uid)

    @property
    def whole(self) -> str:
        """Number and name, for links and messages that stand far from it."""
        return f"{self.label} {self.name}".strip()

    def drawn(self, *, is_movable: bool) -> SafeString:
        """As HTML, with what hangs under it and its buttons."""
        fills = {
            "anchor": self.anchor,
            "address": self.address,
            "label": self.label,
            "name": self.name,
            "fields": SafeString("".join(group.drawn for group in self.groups)),
            "lists": SafeString("".join(one.drawn for one in self.lists)),
            "buttons": self._buttons(is_movable),
        }
        facts = {"is_link": bool(self.address), "is_open": self.is_open}
        return stencils.draw("apply/parts/entry.html", facts, fills)

    def _buttons(self, is_movable: bool) -> SafeString:
        if not (is_movable or self.is_removable):
            return SafeString("")
        up, down = is_movable and not self.is_first, is_movable and not self.is_last
        facts = {"up": up, "down": down, "removable": self.is_removable}
        fills: dict[str, stencils.Fill] = {"uid": self.entry.uid, "whole": self.whole}
        return stencils.draw("apply/parts/entry_buttons.html", facts, fills)

    @property
    def drawn_as_removed(self) -> SafeString:
        """As HTML, with the button that brings it back."""
        fills: dict[str, stencils.Fill] = {"uid": self.entry.uid, "anchor": self.anchor, "whole": self.whole}
        return stencils.draw("apply/parts/entry_removed.html", {}, fills)


@dataclass(frozen=True)
class EntryList:
    """Entries of one kind under one parent, those removed apart, with the button for one more."""

    kind: Kind
    parent: str
    cards: tuple[Card, ...]
    removed: tuple[Card, ...]
    is_editable: bool
    level: int = 2
    key: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def anchor(self) -> str:
        return f"list-{self.kind.kind}" + (f"-{self.parent}" if self.parent else "")

    @property
    def can_add(self) -> bool:
        return self.is_editable and len(self.cards) < self.kind.most

    @property
    def adding(self) -> str:
        """What the button for one more posts; pressed twice it adds one."""
        return f"add:{self.kind.kind}:{self.parent}:{self.key}"

    @property
    def drawn(self) -> SafeString:
        """As HTML."""
        plural, singular = _words_of(self.kind.kind, get_language())
        facts = {
            "level": self.level,
            "plural": plural,
            "singular": singular,
            "is_empty": not self.cards,
            "can_add": self.can_add,
            "removed_count": len(self.removed) if self.is_editable else 0,
        }
        fills = {
            "anchor": self.anchor,
            "cards": SafeString("".join(card.drawn(is_movable=self.is_editable) for card in self.cards)),
            "adding": self.adding,
            "removed": SafeString("".join(card.drawn_as_removed for card in self.removed)),
        }
        return stencils.draw("apply/parts/entry_list.html", facts, fills)

    @property
    def groups(self) -> list[Group]:
        """The fields of all entries, those of what hangs under them too."""
        own = [group for card in self.cards for group in card.groups]
        return own + [group for card in self.cards for one in card.lists for group in one.groups]


@dataclass(frozen=True)
class Tree:
    """The entries of a page, with what their fields are filled with and what these offer."""

    project: Project
    entries: Sequence[Entry]
    filling: Filling
    offers: Offers
    texts: Mapping[str, Mapping[str, str]]

    @cached_property
    def _under(self) -> Mapping[tuple[str, int | None], list[Entry]]:
        found: dict[tuple[str, int | None], list[Entry]] = {}
        for one in self.entries:
            found.setdefault((one.kind, one.parent_id), []).append(one)
        return found

    @cached_property
    def _numbers(self) -> Mapping[int, str]:
        """The places of what is not removed among its own, from 1, by primary key."""
        present = ([one for one in row if one.removed_at is None] for row in self._under.values())
        return {one.pk: str(place) for row in present for place, one in enumerate(row, start=1)}

    @cached_property
    def by_pk(self) -> Mapping[int | None, Entry]:
        """The entries by primary key."""
        return {one.pk: one for one in self.entries}

    def under(self, kind: str, parent: Entry | None) -> list[Entry]:
        """The entries of a kind under a parent, in order, removed ones too."""
        return self._under.get((kind, parent.pk if parent else None), [])

    def number(self, entry: Entry) -> str:
        """The number in the tree: "2" or "2.1"; what was removed does not count."""
        above = self.by_pk.get(entry.parent_id)
        own = self._numbers.get(entry.pk, "")
        return f"{self.number(above)}.{own}" if above else own

    def may_shape(self, kind: Kind, parent: Entry | None) -> bool:
        """Whether entries of a kind may be added under a parent, put in order and brought back."""
        above = self.filling.opening.above.get(str(parent.uid), ()) if parent else ()
        own = (row_place(parent.kind, parent.uid),) if parent else ()
        return self.filling.may_shape((section_place(kind.section), *own, *above))

    def may_remove(self, entry: Entry) -> bool:
        """Whether this entry may be taken away."""
        above = self.filling.opening.above.get(str(entry.uid), ())
        section = section_place(GROUPS[entry.kind].section)
        return self.filling.may_shape((section, row_place(entry.kind, entry.uid), *above))

    @cached_property
    def _shown(self) -> dict[str, list[FormField]]:
        return {}

    def shown(self, kind: str) -> list[FormField]:
        """The fields of a kind of entry that the call shows."""
        if kind not in self._shown:
            uses = self.filling.uses
            self._shown[kind] = [one for one in fields_of_group(kind) if is_shown(uses, one.key)]
        return self._shown[kind]


def anchor_of(uid: object) -> str:
    """The id of an entry's place in its page."""
    return f"entry-{uid}"


def entry_list(tree: Tree, kind: Kind, parent: Entry | None = None, level: int = 2) -> EntryList:
    """The entries of one kind under one parent as cards."""
    rows = tree.under(kind.kind, parent)
    present = [one for one in rows if one.removed_at is None]
    cards = [
        card(tree, one, level=level, is_open=len(present) <= UNFOLDED, place=(place, len(present)))
        for place, one in enumerate(present)
    ]
    removed = [Card(one, str(kind.label), name_of(tree, one)) for one in rows if one.removed_at is not None]
    above = str(parent.uid) if parent else ""
    return EntryList(kind, above, tuple(cards), tuple(removed), tree.may_shape(kind, parent), level)


def card(
    tree: Tree, entry: Entry, *, level: int = 2, is_open: bool = True, place: tuple[int, int] = (0, 1)
) -> Card:
    """An entry with its fields, or its name where it has its own page. `place` is (index, of how many)."""
    label = _label(tree, entry)
    is_link = entry.kind in ON_OWN_PAGE
    return Card(
        entry=entry,
        label=label,
        name=name_of(tree, entry),
        groups=() if is_link else tuple(field_groups(tree, entry, label)),
        lists=() if is_link else tuple(child_lists(tree, entry, level + 1)),
        address=addresses.of("apply:entry", tree.project.uid, entry.uid) if is_link else "",
        is_first=place[0] == 0,
        is_last=place[0] == place[1] - 1,
        is_open=is_open,
        is_removable=tree.may_remove(entry),
    )


def child_lists(tree: Tree, entry: Entry, level: int) -> Iterable[EntryList]:
    """What hangs under an entry, as far as the call shows it."""
    return (entry_list(tree, kind, entry, level) for kind in children_of(entry.kind) if tree.shown(kind.kind))


def field_groups(tree: Tree, entry: Entry, label: str) -> Iterable[Group]:
    """The fields of one entry: texts in each language side by side, the short ones of a row together."""
    short: list[Box] = []
    uid = str(entry.uid)
    for one in tree.shown(entry.kind):
        name = row_key(one, uid)
        if one.multilingual:
            if short:
                yield Group("", tuple(short))
                short = []
            yield languages_group(one, tree.project.call.languages, tree.filling, name=name, row=label)
        else:
            country = tree.texts.get(row_key_of_country(one, entry), {}).get("", "")
            short.append(box(one, name, tree.filling, choices=tree.offers.of(one, country), row=label))
    if short:
        yield Group("", tuple(short))


def row_key_of_country(of: FormField, entry: Entry) -> str:
    """The name under which the country of an entry's address is stored."""
    return f"{entry.kind}.{entry.uid}.country" if of.kind == "region" else ""


def name_of(tree: Tree, entry: Entry) -> str:
    """What names an entry: its title, else the first thing that was chosen or written in it."""
    uid = str(entry.uid)
    for of in _names(entry.kind):
        name = row_key(of, uid)
        if not of.is_column:
            text = str(Text(tree.texts.get(name, {}))) or tree.texts.get(name, {}).get("", "")
        else:
            current = tree.filling.stored.get(name)
            value = current.value if current else ""
            text = next((str(label) for known, label in tree.offers.of(of) if known == value), "")
        if text:
            return text if len(text) <= 100 else f"{text[:99]}…"
    return ""


@cache
def _names(kind: str) -> tuple[FormField, ...]:
    """The fields that can name an entry, the best first."""
    known = {one.attribute: one for one in fields_of_group(kind)}
    return tuple(known[attribute] for attribute in NAMES if attribute in known)


def _label(tree: Tree, entry: Entry) -> str:
    return _numbered(entry.kind, tree.number(entry), tree.filling.reader)


@cache
def _words_of(kind: str, _language: str | None) -> tuple[str, str]:
    return str(GROUPS[kind].plural), str(GROUPS[kind].label)


@lru_cache(maxsize=5000)
def _numbered(kind: str, number: str, _language: str) -> str:
    """A kind of entry with its number, looked up once in a language."""
    return _("%(kind)s %(number)s") % {"kind": GROUPS[kind].label, "number": number}
