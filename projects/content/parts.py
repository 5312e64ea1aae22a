"""The parts that content is made of. Keys are stable from version to version, labels are for reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Words:
    """A value in words; `language` is blank for what is in no particular language."""

    text: str
    language: str = ""

    @property
    def paragraphs(self) -> list[str]:
        return self.text.splitlines()


@dataclass(frozen=True)
class Field:
    """A field with its value; without words it was not filled in. Prose stands in paragraphs."""

    key: str
    label: str
    words: tuple[Words, ...] = ()
    is_prose: bool = False
    heading: str = ""


@dataclass(frozen=True)
class Row:
    """A partner or an entry: its number and title, its fields, and what hangs under it."""

    key: str
    kind: str
    number: str
    title: str
    fields: tuple[Field, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Column:
    key: str
    label: str


Cell = Decimal | str | None


@dataclass(frozen=True)
class TableRow:
    """Cells in the order of the columns; amounts are decimals, None is a blank."""

    key: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table whose first column is the labels of its rows. `corner` heads that column."""

    key: str
    caption: str
    corner: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    foot: tuple[TableRow, ...] = ()


@dataclass(frozen=True)
class Section:
    """A section of the form: fields, then rows, then tables."""

    key: str
    title: str
    fields: tuple[Field, ...] = ()
    rows: tuple[Row, ...] = field(default=())
    tables: tuple[Table, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in."""
        return not (self.rows or self.tables or any(one.words for one in self.fields))
