"""Saying of a row what became of a value, and why."""

from __future__ import annotations

from typing import Any

from publications.importing.rows import Row


def note(row: Row, name: str, was: Any, became: Any, why: str, *, repair: bool = True) -> None:
    """Add to what is said of a row."""
    row.notes.append({"field": name, "was": str(was)[:200], "became": str(became)[:200], "why": why})
    row.is_repaired = row.is_repaired or repair
