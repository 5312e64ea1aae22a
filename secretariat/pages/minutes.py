"""The minutes of a session on a page: a text for each place, with what the session itself says there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.committee.minuting import CLOSING, ITEM, OPENING
from assessments.committee.table import ItemRow
from assessments.sheets import Stored
from secretariat.pages.sheets import Box, Tried, box


@dataclass(frozen=True)
class Place:
    """One text: its heading, its number on the agenda (None for opening and closing), the result in words."""

    heading: str
    box: Box
    number: int | None = None
    words: str = ""


def places_of(rows: Iterable[ItemRow], stored: Mapping[str, Stored], tried: Tried) -> list[Place]:
    """Opening, the points of the agenda, closing: those of which something is stored for this reader."""
    found = [_place(OPENING, _("Opening"), stored, tried)]
    for row in rows:
        key = f"{ITEM}.{row.item.pk}"
        if key in stored:
            words = row.tally.words if row.tally else ""
            found.append(_place(key, str(row.item), stored, tried, row.number, words))
    return [*found, _place(CLOSING, _("Closing"), stored, tried)]


def _place(
    key: str,
    heading: str,
    stored: Mapping[str, Stored],
    tried: Tried,
    number: int | None = None,
    words: str = "",
) -> Place:
    label = _("Minutes on “%(point)s”") % {"point": heading}
    return Place(heading, box(key, label, stored, tried), number, words)
