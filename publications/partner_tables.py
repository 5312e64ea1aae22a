"""The partners of a record on its funding summary: in one table, or in two narrow ones side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString

from core.countries import country_name
from core.plain import amount
from publications import pictures, room

SHOWN_PARTNERS = 56  # what two pages hold
SHORT_NAME, SHORT_LEAD = 46, 30  # letters of a name there, and where the mark of the lead stands beside it
DRAWN_PARTNERS, DRAWN_NAME = 5, 60  # bars for so many, when their names are no longer


def shown(data: Mapping[str, Any], language: str, *, is_beside_map: bool) -> dict[str, Any]:
    """What the pages say of the partners: those with room in tables, and how many there are."""
    partners = [_partner(partner, language) for partner in data["partners"]]
    contractors = data.get("contractors", ())  # not in the facts of older documents
    rows = partners[: SHOWN_PARTNERS - room.taken_by(data["policy"], contractors)]
    free = room.left_for_partners(data["policy"], contractors, is_beside_map=is_beside_map)
    is_dense = room.height_of(rows) > free
    return {
        "tables": _tables(rows, is_dense=is_dense),
        "partners_chart": _chart(partners, language) if room.height_with_bars(rows) <= free else "",
        "is_dense": is_dense,
        "hidden": len(partners) - len(rows),
        "partner_count": len(partners),
        "has_amounts": any(one["total"] is not None or one["eu"] is not None for one in partners),
        "countries": sorted({one["country_name"] for one in partners if one["country"]}),
    }


def _partner(partner: Mapping[str, Any], language: str) -> dict[str, Any]:
    country = partner["country"]
    return {
        **partner,
        "is_lead": partner["role"] == "lead",
        "short_name": room.on_one_line(
            partner["name"], SHORT_LEAD if partner["role"] == "lead" else SHORT_NAME
        ),
        "country_name": country_name(country, language) if country else "",
        "total": amount(partner["total"]),
        "eu": amount(partner["eu"]),
    }


def _chart(partners: Sequence[Mapping[str, Any]], language: str) -> SafeString:
    """Bars of what a few partners get; empty for many, and where a name has no room on one line."""
    if len(partners) > DRAWN_PARTNERS or any(len(one["name"]) > DRAWN_NAME for one in partners):
        return SafeString("")
    return pictures.of_partners(((one["name"], one["eu"]) for one in partners), language, is_wide=True)


def _tables(partners: Sequence[dict[str, Any]], *, is_dense: bool) -> list[Sequence[dict[str, Any]]]:
    """One table, or two halves side by side when there are many partners, or many of long names."""
    if not is_dense:
        return [partners] if partners else []
    half = (len(partners) + 1) // 2
    return [partners[:half], partners[half:]]
