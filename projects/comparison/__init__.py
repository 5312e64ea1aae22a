"""Two dossiers side by side: what was added, removed, moved or changed, field by field and cell by cell.

Pure over frozen data of whatever schema: both dossiers are told as content (projects.content), and parts with
the same key are compared. Texts are compared word by word.
"""

from projects.comparison.changes import (
    CellChange,
    Comparison,
    FieldChange,
    RowChange,
    SectionChange,
    TableChange,
    TableRowChange,
    TextChange,
    compare,
)
from projects.comparison.words import Piece, differences

__all__ = [
    "CellChange",
    "Comparison",
    "FieldChange",
    "Piece",
    "RowChange",
    "SectionChange",
    "TableChange",
    "TableRowChange",
    "TextChange",
    "compare",
    "differences",
]
