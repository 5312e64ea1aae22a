"""What differs between two dossiers, in the order of the form; what is the same is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Literal

from projects.comparison.words import Piece, differences
from projects.content import Field, Row, Section, Table, TableRow, content_of
from projects.content.parts import Cell
from projects.dossier import Dossier

State = Literal["added", "removed", "moved", "changed"]


@dataclass(frozen=True)
class TextChange:
    """A text in one language, in pieces."""

    language: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class FieldChange:
    key: str
    label: str
    heading: str
    state: State
    is_prose: bool
    texts: tuple[TextChange, ...]


@dataclass(frozen=True)
class RowChange:
    """A partner or an entry. `was` is its number before, where that differs; moved rows may hold changes."""

    key: str
    title: str
    state: State
    was: str
    fields: tuple[FieldChange, ...]
    rows: tuple[RowChange, ...]


@dataclass(frozen=True)
class CellChange:
    """A cell before and after; `difference` of amounts is new less old."""

    old: Cell
    new: Cell

    @property
    def is_changed(self) -> bool:
        return self.old != self.new

    @property
    def difference(self) -> Decimal | None:
        if not self.is_changed or not (isinstance(self.old, Decimal) or isinstance(self.new, Decimal)):
            return None
        return _amount(self.new) - _amount(self.old)


@dataclass(frozen=True)
class TableRowChange:
    label: str
    state: State
    cells: tuple[CellChange, ...]


@dataclass(frozen=True)
class TableChange:
    """The rows of a table in which a cell differs, with all their cells."""

    key: str
    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[TableRowChange, ...]


@dataclass(frozen=True)
class SectionChange:
    key: str
    title: str
    fields: tuple[FieldChange, ...]
    rows: tuple[RowChange, ...]
    tables: tuple[TableChange, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.fields or self.rows or self.tables)


@dataclass(frozen=True)
class Comparison:
    """The sections in which something differs."""

    sections: tuple[SectionChange, ...]

    @property
    def is_empty(self) -> bool:
        return not self.sections


def compare(old: Dossier, new: Dossier) -> Comparison:
    """What changed from the old dossier to the new one; labels in the active language."""
    before = {section.key: section for section in content_of(old)}
    after = {section.key: section for section in content_of(new)}
    found = [_section(before.get(key), after.get(key)) for key in _keys(before, after)]
    return Comparison(tuple(section for section in found if not section.is_empty))


def _section(old: Section | None, new: Section | None) -> SectionChange:
    shown = new or old
    if shown is None:
        raise ValueError("a section of neither dossier")
    return SectionChange(
        key=shown.key,
        title=shown.title,
        fields=tuple(_fields(old.fields if old else (), new.fields if new else ())),
        rows=tuple(_rows(old.rows if old else (), new.rows if new else ())),
        tables=tuple(_tables(old.tables if old else (), new.tables if new else ())),
    )


def _fields(old: Sequence[Field], new: Sequence[Field]) -> Iterator[FieldChange]:
    before, after = {one.key: one for one in old}, {one.key: one for one in new}
    for key in _keys(before, after):
        first, second = before.get(key), after.get(key)
        shown = second or first
        texts = tuple(_texts(first, second))
        if shown is not None and texts:
            had, has = bool(first and first.words), bool(second and second.words)
            state: State = "changed" if had and has else ("added" if has else "removed")
            yield FieldChange(key, shown.label, shown.heading, state, shown.is_prose, texts)


def _texts(old: Field | None, new: Field | None) -> Iterator[TextChange]:
    before = {words.language: words.text for words in old.words} if old else {}
    after = {words.language: words.text for words in new.words} if new else {}
    for language in sorted({*before, *after}):
        first, second = before.get(language, ""), after.get(language, "")
        if first != second:
            yield TextChange(language, differences(first, second))


def _rows(old: Sequence[Row], new: Sequence[Row]) -> Iterator[RowChange]:
    """Rows are known by their key: added, removed, out of their order, or different inside."""
    before, after = {one.key: one for one in old}, {one.key: one for one in new}
    moved = _out_of_order([key for key in before if key in after], [key for key in after if key in before])
    for key in _keys(before, after):
        first, second = before.get(key), after.get(key)
        fields = tuple(_fields(first.fields if first else (), second.fields if second else ()))
        rows = tuple(_rows(first.rows if first else (), second.rows if second else ()))
        shown = second or first
        if shown is None:
            continue
        state = _state(first, second, is_moved=key in moved)
        if state != "changed" or fields or rows:
            was = first.number if first and second and first.number != second.number else ""
            yield RowChange(key, shown.title, state, was, fields, rows)


def _state(old: object | None, new: object | None, *, is_moved: bool = False) -> State:
    if old is None:
        return "added"
    if new is None:
        return "removed"
    return "moved" if is_moved else "changed"


def _out_of_order(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """The keys that changed their place among those that both have."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    kept = {key for block in matcher.get_matching_blocks() for key in old[block.a : block.a + block.size]}
    return set(new) - kept


def _tables(old: Sequence[Table], new: Sequence[Table]) -> Iterator[TableChange]:
    before, after = {one.key: one for one in old}, {one.key: one for one in new}
    for key in _keys(before, after):
        first, second = before.get(key), after.get(key)
        shown = second or first
        if shown is None:
            continue
        columns = _columns(first, second)
        rows = tuple(_table_rows(first, second, list(columns)))
        if rows:
            yield TableChange(key, shown.caption, shown.corner, tuple(columns.values()), rows)


def _columns(old: Table | None, new: Table | None) -> dict[str, str]:
    """The columns of both, those of the new one first named, by key."""
    before = {column.key: column.label for column in old.columns} if old else {}
    after = {column.key: column.label for column in new.columns} if new else {}
    return {key: after.get(key) or before[key] for key in _keys(before, after)}


def _table_rows(old: Table | None, new: Table | None, columns: list[str]) -> Iterator[TableRowChange]:
    before, after = _cells(old), _cells(new)
    for key in _keys(before, after):
        first, second = before.get(key), after.get(key)
        shown = second or first
        if shown is None:
            continue
        cells = tuple(
            CellChange(first[1].get(name) if first else None, second[1].get(name) if second else None)
            for name in columns
        )
        is_renamed = first is not None and second is not None and first[0] != second[0]
        if first is None or second is None or is_renamed or any(cell.is_changed for cell in cells):
            yield TableRowChange(shown[0], _state(first, second), cells)


def _cells(table: Table | None) -> dict[str, tuple[str, dict[str, Cell]]]:
    """The label and the cells by column of each row, by the row's key."""
    if table is None:
        return {}
    names = [column.key for column in table.columns]
    rows: Iterable[tuple[str, TableRow]] = (
        *((f"row.{row.key}", row) for row in table.rows),
        *((f"foot.{row.key}", row) for row in table.foot),
    )
    return {key: (row.label, dict(zip(names, row.cells, strict=True))) for key, row in rows}


def _keys(old: Iterable[str], new: Iterable[str]) -> list[str]:
    """The keys of both: those of the new in their order, each removed one after what it followed."""
    keys, place = list(new), 0
    known = set(keys)
    for key in old:
        if key in known:
            place = keys.index(key) + 1
        else:
            keys.insert(place, key)
            known.add(key)
            place += 1
    return keys


def _amount(cell: Cell) -> Decimal:
    return cell if isinstance(cell, Decimal) else Decimal("0.00")
