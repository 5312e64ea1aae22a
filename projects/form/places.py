"""Places of the form that a correction round can open, each by its key, and the places a field stands in.

A place is a section ("section.work_plan"), a plain field ("summary"), a partner, an entry or a single field
of one ("partner.<uid>", "activity.<uid>", "activity.<uid>.title"), the money of one partner
("budget.<uid>"), or an annex ("annex.<key>", "annex.<key>.<partner uid>", "annex.other"). Whoever may write
at a place may write all within it.
"""

from __future__ import annotations

from uuid import UUID

from projects.form.field import FullKey
from projects.form.groups import GROUPS

OTHER_FILES = "annex.other"
# Rows whose key names the partner to whom the money belongs, and those where only the row knows.
_OF_PARTNER = frozenset({"budget", "rate", "partner"})


def section_place(section: str) -> str:
    """The place that is a whole section."""
    return f"section.{section}"


def row_place(group: str, row: object) -> str:
    """The place that is one partner, entry or partner's money ("budget")."""
    return f"{group}.{row}"


def places_of(full: FullKey) -> tuple[str, ...]:
    """The places that the key itself tells; what lies above the row is known to projects.opening."""
    field, section = full.field, section_place(full.field.section)
    if not full.row:
        return (section, field.key)
    if field.group == "lump_sum":
        return (section_place("lump_sums"),)
    if field.section == "budget":
        return (section, row_place("budget", full.row)) if field.group in _OF_PARTNER else (section,)
    if field.group == "partner" or field.group in GROUPS:
        return (section, row_place(field.group, full.row), full.name)
    return (section,)


def budget_places(partner: UUID | str) -> tuple[str, ...]:
    """Where the money of one partner stands."""
    return (section_place("budget"), row_place("budget", partner))


def annex_places(annex: str | None, partner: UUID | None = None) -> tuple[str, ...]:
    """Where a file stands: of an annex of the call (None: any other file), for a partner where it asks so."""
    whole = f"annex.{annex}" if annex else OTHER_FILES
    own = (f"{whole}.{partner}",) if partner else ()
    return (section_place("annexes"), whole, *own)
