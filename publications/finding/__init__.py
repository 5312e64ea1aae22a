"""Finding funded projects: one query, read from an address, that lists, exports, feeds and maps share."""

from decimal import Decimal

from publications.finding.facets import Choice, Facet, facets
from publications.finding.query import Problem, Query, query
from publications.finding.records import records, records_of
from publications.finding.searching import Page, Search

__all__ = [
    "Choice",
    "Facet",
    "Page",
    "Problem",
    "Query",
    "Search",
    "euro",
    "facets",
    "page",
    "query",
    "records",
    "records_of",
]


def page(query: Query, *, after: int | None = None, before: int | None = None) -> Page:
    """Keys of the records of a page, in the query's order, mended where its words are found nowhere."""
    return Search(query).page(after, before)


def euro(cents: int) -> Decimal:
    """An amount counted in cents."""
    return Decimal(cents).scaleb(-2)
