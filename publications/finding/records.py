"""The public records that a query means."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import get_language

from publications.finding.bands import BANDS
from publications.finding.query import UNKNOWN, Query
from publications.models import Publication, PublicationQuerySet

_COLUMNS = {
    "programme": "programme_period__programme__slug",
    "period": "programme_period__period",
    "objective": "objective__code",
    "status": "status",
    "year": "start_date__year",
}
_MONEY = {"budget": "total_budget", "eu": "eu_funding"}


def records(query: Query) -> PublicationQuerySet:
    """All that pass, in no order."""
    found: PublicationQuerySet = Publication.objects.all()
    for facet, values in query.chosen.items():
        found = found.filter(_any_of(facet, values))
    for name, (low, high) in query.ranges.items():
        column = _MONEY.get(name, "start_date__year")
        if low is not None:
            found = found.filter(**{f"{column}__gte": low})
        if high is not None:
            found = found.filter(**{f"{column}__lte": high})
    return found.search(query.text, get_language() or "en")


def _any_of(facet: str, values: tuple[str, ...]) -> Q:
    passing = Q()
    for value in values:
        passing |= _is(facet, value)
    return passing


def _is(facet: str, value: str) -> Q:
    if facet in _MONEY:
        column = _MONEY[facet]
        if value == UNKNOWN:
            return Q(**{column: None})
        low, high = BANDS[value]
        return Q(**{f"{column}__gte": low}) & (Q() if high is None else Q(**{f"{column}__lt": high}))
    if facet == "country":
        return Q(countries=[]) if value == UNKNOWN else Q(countries__contains=[value])
    if facet == "theme":
        edition, _dash, code = value.rpartition("-")
        return Q(theme=None) if value == UNKNOWN else Q(theme__programme_period=edition, theme__code=code)
    if facet in _COLUMNS:
        unknown = Q(status=UNKNOWN) if facet == "status" else Q(**{f"{_COLUMNS[facet]}__isnull": True})
        return unknown if value == UNKNOWN else Q(**{_COLUMNS[facet]: value})
    return Q(pk__in=[])
