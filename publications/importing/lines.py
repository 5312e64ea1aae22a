"""A row of a list as it stands in the file, before anything is understood."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

MOST_ROWS = 1_000_000
MOST_COLUMNS = 400
LONGEST_CELL = 32_767  # characters, as much as a spreadsheet holds
LONGEST_NAME = 31  # of a sheet, as is kept
# What a spreadsheet shows where a formula failed.
ERRORS = frozenset({"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#N/A", "#SPILL!", "#CALC!"})
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@lru_cache(maxsize=4096)
def storable(text: str) -> str:
    """A text as a database can hold it: NUL and halves of letters are marked as lost."""
    return _UNSTORABLE.sub("\ufffd", text)


class Formula:
    """A cell whose formula has no stored value."""

    def __repr__(self) -> str:
        return "(formula)"


FORMULA = Formula()


@dataclass(frozen=True, slots=True)
class Line:
    """Cells of one row of a sheet; `number` counts as a spreadsheet does. The file may end within it."""

    sheet: str
    number: int
    cells: Sequence[Any]
    is_cut: bool = False

    @property
    def is_blank(self) -> bool:
        return not any(cell is not None and str(cell).strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row by the names of its columns; `extra` are values beyond the last heading."""

    sheet: str
    number: int
    cells: Mapping[str, Any]
    extra: int = 0
    is_cut: bool = False

    @property
    def is_blank(self) -> bool:
        return not any(cell is not None and str(cell).strip() for cell in self.cells.values())
