"""A few values of each column of a list, for a person who looks at how it is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from publications.importing.lines import Entry, storable

MOST, LONGEST = 3, 60


def samples(entries: Sequence[Entry], headings: Iterable[str]) -> dict[str, list[str]]:
    """Up to three different values of each column."""
    found: dict[str, list[str]] = {heading: [] for heading in headings}
    for entry in entries:
        for heading, value in entry.cells.items():
            kept = found.setdefault(heading, [])
            text = "" if value is None else storable(str(value).strip()[:LONGEST])
            if text and len(kept) < MOST and text not in kept:
                kept.append(text)
    return found
