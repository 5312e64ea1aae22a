"""Content arranged for the shared templates of documents: tables that fit a page, the time plan drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core import charts, money
from projects.content import Field, Row, Section, Table, TableRow, content_of
from projects.content.parts import Cell
from projects.content.plan import count_of, steps_of
from projects.dossier import Dossier

UPRIGHT = 5  # columns that fit beside the labels on an upright page
ACROSS = 9  # and on a page turned by a quarter
PLANNED = 16  # lines of the time plan that fit a page in one drawing
SHORT, LINE = 10, 60  # facts of a group that stays on one page, and characters of each on average
NAME_IN_PLAN = 110  # characters of a step's name there; the work plan has it whole
# What shapes documents beside their own module and template.
SOURCES = ("projects.content", "projects.form", "projects.printing.shown")


@dataclass(frozen=True)
class Piece:
    """A table, or a part of its columns, in words. `is_wide` asks for a page turned by a quarter."""

    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    foot: tuple[tuple[str, tuple[str, ...]], ...]
    amounts: tuple[bool, ...]
    is_wide: bool


@dataclass(frozen=True)
class Block:
    """Fields under one heading: those that were filled in, and the labels of the others."""

    heading: str
    filled: tuple[Field, ...]
    blank: tuple[str, ...]

    @property
    def is_short(self) -> bool:
        """Whether it is kept on one page: facts of a line or two each, some third of a page in all."""
        said = sum(len(words.text) for field in self.filled for words in field.words)
        labels = sum(map(len, self.blank))
        is_prose = any(field.is_prose for field in self.filled)
        return not is_prose and len(self.filled) <= SHORT and said + labels <= SHORT * LINE


@dataclass(frozen=True)
class ShownRow:
    kind: str
    title: str
    blocks: tuple[Block, ...]
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True)
class ShownSection:
    title: str
    blocks: tuple[Block, ...]
    rows: tuple[ShownRow, ...]
    pieces: tuple[Piece, ...]
    plan: SafeString
    is_empty: bool


def shown(dossier: Dossier, language: str) -> dict[str, Any]:
    """What the templates under documents/dossier need; texts in the active language."""
    return {
        "dossier": dossier,
        "sections": [_section(dossier, section, language) for section in content_of(dossier)],
    }


def _section(dossier: Dossier, section: Section, language: str) -> ShownSection:
    return ShownSection(
        title=section.title,
        blocks=_blocks(section.fields),
        rows=tuple(_shown_row(row) for row in section.rows),
        pieces=tuple(piece for table in section.tables for piece in _pieces(table, language)),
        plan=_plan(dossier, language) if section.key == "work_plan" else SafeString(""),
        is_empty=section.is_empty and not section.fields,
    )


def _shown_row(row: Row) -> ShownRow:
    return ShownRow(row.kind, row.title, _blocks(row.fields), tuple(_shown_row(below) for below in row.rows))


def _blocks(fields: Iterable[Field]) -> tuple[Block, ...]:
    found = []
    for heading, rows in groupby(fields, key=lambda field: field.heading):
        group = list(rows)
        filled = tuple(field for field in group if field.words)
        found.append(Block(heading, filled, tuple(field.label for field in group if not field.words)))
    return tuple(found)


def _plan(dossier: Dossier, language: str) -> SafeString:
    """The time plan in drawings that each fit a page; empty without steps."""
    steps = [replace(step, label=Truncator(step.label).chars(NAME_IN_PLAN)) for step in steps_of(dossier)]
    periods, title = count_of(dossier), _("Time plan")
    drawn = [
        charts.plan(piece, periods=periods, title=title, language=language) for piece in _pages_of(steps)
    ]
    return format_html_join("", "{}", ((one,) for one in drawn))


def _pages_of(steps: Sequence[charts.Step]) -> Iterator[Sequence[charts.Step]]:
    """The steps page by page; a heading goes with what follows it."""
    start = 0
    while start < len(steps):
        stop = min(start + PLANNED, len(steps))
        if stop < len(steps) and steps[stop - 1].is_heading and stop - 1 > start:
            stop -= 1
        yield steps[start:stop]
        start = stop


def _pieces(table: Table, language: str) -> Iterator[Piece]:
    """The table in groups of columns that fit; each repeats the labels of the rows."""
    count = len(table.columns)
    is_wide = count > UPRIGHT
    width = ACROSS if is_wide else UPRIGHT
    for start in range(0, count, width):
        stop = min(start + width, count)
        is_first = start == 0
        caption = table.caption if is_first else _("%(caption)s, continued") % {"caption": table.caption}
        yield Piece(
            caption=caption,
            corner=table.corner,
            columns=tuple(column.label for column in table.columns[start:stop]),
            rows=tuple(_row(row, start, stop, language) for row in table.rows),
            foot=tuple(_row(row, start, stop, language) for row in table.foot),
            amounts=tuple(_is_amount(table, index) for index in range(start, stop)),
            is_wide=is_wide,
        )


def _row(row: TableRow, start: int, stop: int, language: str) -> tuple[str, tuple[str, ...]]:
    return row.label, tuple(_words(cell, language) for cell in row.cells[start:stop])


def _words(cell: Cell, language: str) -> str:
    """An amount stands without a sign: the caption says that all are in euro."""
    return money.written(cell, language) if isinstance(cell, Decimal) else cell or ""


def _is_amount(table: Table, index: int) -> bool:
    return any(isinstance(row.cells[index], Decimal) for row in (*table.rows, *table.foot))
