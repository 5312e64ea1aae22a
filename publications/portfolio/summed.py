"""The figures of a portfolio: read as the pages read them, kept as plain data, turned back for drawing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from publications import figures
from publications.figures import Cut, Dimension, Sums, naming, reading
from publications.figures.naming import Line
from publications.finding import Query
from publications.models import PublicationQuerySet

PARTS = (Dimension.PROGRAMME, Dimension.OBJECTIVE, Dimension.YEAR, Dimension.REGION, Dimension.KIND)
EVERYTHING = Query()


def of_query(query: Query, within: str, language: str) -> dict[str, Any]:
    """Of a search, the same sums as on its pages; `within` is the region that it is about, if it is."""
    cuts = figures.cuts(query, PARTS)
    level = level_in(within)
    regions = figures.by_region(EVERYTHING if within else query, within=within, level=level)
    return _said(cuts, regions, within, language)


def of_records(records: PublicationQuerySet, language: str) -> dict[str, Any]:
    """Of records that no search means, such as those of a call."""
    cuts = reading.cuts_of(records, PARTS)
    return _said(cuts, reading.regions_of(records, level=level_in("")), "", language)


def level_in(within: str) -> int:
    """The level of the regions on the map: NUTS 2 of a country or of all, NUTS 3 of a smaller region."""
    return 2 if len(within) <= 2 else 3


def _said(cuts: Mapping[Dimension | None, Cut], regions: Cut, within: str, language: str) -> dict[str, Any]:
    names = naming.read_names(cuts[one] for one in PARTS)
    region_names = naming.region_names(list(regions.rows), language)
    return {
        "sums": _sums(regions.whole if within else cuts[None].whole),
        "cuts": [_cut(cuts[one], naming.lines(cuts[one], language, names)) for one in PARTS],
        "regions": {"within": within, **_cut(regions, naming.regions(regions, region_names))},
    }


def _cut(cut: Cut, lines: list[Line]) -> dict[str, Any]:
    return {
        "dimension": cut.dimension.value,
        "lines": [[line.key, line.label, _sums(line.sums)] for line in lines],
        "unknown": _sums(cut.unknown),
        "whole": _sums(cut.whole),
    }


def _sums(sums: Sums) -> list[Any]:
    """As a list in the order of the fields; money as text."""
    values = [getattr(sums, one.name) for one in fields(Sums)]
    return [str(value) if isinstance(value, Decimal) else int(value) for value in values]


def sums(said: list[Any]) -> Sums:
    """The sums that were kept."""
    return Sums.of([Decimal(value) if isinstance(value, str) else value for value in said])


def cut(said: Mapping[str, Any]) -> tuple[Cut, list[Line]]:
    """A cut that was kept, and its lines."""
    lines = [Line(key, label, sums(values)) for key, label, values in said["lines"]]
    found = Cut(
        Dimension(said["dimension"]),
        {line.key: line.sums for line in lines},
        sums(said["unknown"]),
        sums(said["whole"]),
    )
    return found, lines
