"""Merged cells of a sheet: what stands in the first of them holds for all rows that they span."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any

from publications.importing.lines import MOST_COLUMNS, Line

MOST_AREAS = 200_000
_PIECE = 1024 * 1024
_AREA = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_LONGEST = 200  # bytes of the element

# First row, last row, and column of what is merged over several rows.
Area = tuple[int, int, int]


def areas(part: IO[bytes]) -> list[Area]:
    """The areas that span rows. They stand behind the rows: the sheet is passed through once for them."""
    found: list[Area] = []
    before = b""
    while piece := part.read(_PIECE):
        text = before + piece
        end = 0
        for match in _AREA.finditer(text):
            end = match.end()
            first, last, column = int(match[2]), int(match[3]), _number(match[1])
            if last > first and column < MOST_COLUMNS and len(found) < MOST_AREAS:
                found.append((first, last, column))
        before = text[max(end, len(text) - _LONGEST) :]
    return found


def filled(lines: Iterator[Line], found: list[Area]) -> Iterator[Line]:
    """The lines, with the value of each area in all of its rows where they have none."""
    waiting = sorted(found, reverse=True)
    active: list[tuple[int, int, Any]] = []  # last row, column, value
    for line in lines:
        if not waiting and not active:
            yield line
            continue
        active = [one for one in active if one[0] >= line.number]
        while waiting and waiting[-1][0] <= line.number:
            first, last, column = waiting.pop()
            if first == line.number and column < len(line.cells) and line.cells[column] is not None:
                active.append((last, column, line.cells[column]))
        yield _with(line, active)


def _with(line: Line, active: list[tuple[int, int, Any]]) -> Line:
    if not active:
        return line
    cells = list(line.cells)
    for _last, column, value in active:
        cells.extend([None] * (column + 1 - len(cells)))
        if cells[column] is None or cells[column] == "":
            cells[column] = value
    return Line(line.sheet, line.number, cells)


def _number(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1
