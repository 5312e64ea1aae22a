"""The public records that a query means."""

from __future__ import annotations

from django.db.models.expressions import RawSQL

from publications.finding import conditions
from publications.finding.query import Query
from publications.finding.searching import Search
from publications.models import Publication, PublicationQuerySet


def records(query: Query) -> PublicationQuerySet:
    """All that pass, in no order; those of words mended when the typed ones have none."""
    return records_of(Search(query))


def records_of(search: Search) -> PublicationQuerySet:
    """All that pass a search that counts them as well."""
    if search.asked.is_empty:
        everything: PublicationQuerySet = Publication.objects.all()
        return everything
    where = conditions.of(search.meant, search.vocabulary)
    keys = RawSQL(f"SELECT record_id FROM publications_searchentry WHERE {where.sql}", where.values)  # noqa: S608,S611
    found: PublicationQuerySet = Publication.objects.filter(pk__in=keys)
    return found
