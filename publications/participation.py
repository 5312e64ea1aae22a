"""What an organisation does in public projects: how often, with whom, where, for how much."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import F, Q, Value
from django.db.models.functions import Lower

from publications.models import Organisation, OrganisationQuerySet, Publication, PublicationQuerySet

PAGE = 20
COMPANIONS = 20  # the closest co-partners, those in most projects together
COUNTED = 2_000  # projects of one organisation that its figures look at, the newest
MAX_CHARACTERS = 100
SORTS = ("start", "newest", "name")


@dataclass(frozen=True)
class Sum:
    """Published money: `published` of the projects state an amount, and these together `amount`.

    `amount` is None when none does; a zero is a published zero.
    """

    amount: Decimal | None
    published: int


@dataclass(frozen=True)
class Companion:
    """An organisation that takes part in the same projects."""

    slug: str
    name: str
    country: str
    number: int


@dataclass(frozen=True)
class Place:
    """A place from which it takes part: NUTS 3 code where known, the region's name, and how often."""

    region: str
    region_name: str
    city: str
    country: str
    number: int
    is_lead: bool


@dataclass(frozen=True)
class Figures:
    """What the page of an organisation says beside its projects."""

    projects: int
    as_lead: int
    budget: Sum
    eu_funding: Sum
    names: tuple[str, ...]
    places: tuple[Place, ...]
    companions: tuple[Companion, ...]
    companion_count: int


def figures_of(organisation: Organisation) -> Figures:
    """In one statement, over its newest 2,000 projects. Amounts are its own share, never the project's."""
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, {"organisation": organisation.pk, "counted": COUNTED, "shown": COMPANIONS})
        row = cursor.fetchone()
    found: dict[str, Any] = json.loads(row[0]) if isinstance(row[0], str) else row[0]
    return Figures(
        projects=found["projects"],
        as_lead=found["as_lead"],
        budget=_sum(found["budget"], found["with_budget"]),
        eu_funding=_sum(found["eu_funding"], found["with_eu_funding"]),
        names=tuple(name for name in found["names"] or () if name != organisation.name),
        places=tuple(Place(**place) for place in found["places"] or ()),
        companions=tuple(Companion(**one) for one in found["companions"] or ()),
        companion_count=found["companion_count"],
    )


def projects_of(organisation: Organisation, sort: str, after: str = "") -> list[Publication]:
    """A page of its records and one more when there are more; `after` is the code of the last one shown.

    An unknown order is that by start; an unknown code begins at the beginning.
    """
    records: PublicationQuerySet = Publication.objects.filter(organisations__contains=[organisation.pk])
    last = records.filter(code=after).first() if after else None
    order = _ORDERS.get(sort, _ORDERS["start"])
    if last is not None:
        records = records.alias(by_name=Lower("acronym")).filter(_behind(sort, last))
    return list(records.for_cards().order_by(*order)[: PAGE + 1])


def listed(
    *, words: str = "", country: str = "", kind: str = "", sort: str = "name", after: str = ""
) -> list[Organisation]:
    """A page of the organisations and one more when there are more, by name or by number of projects."""
    found: OrganisationQuerySet = Organisation.objects.shown()
    typed = clean(words)
    if typed:
        found = found.named_like(typed)
    if country:
        found = found.filter(country=country)
    if kind:
        found = found.filter(kind=kind)
    last = Organisation.objects.filter(slug=after).first() if after else None
    if sort == "projects":
        if last:
            fewer = Q(project_count__lt=last.project_count)
            found = found.filter(fewer | Q(project_count=last.project_count, pk__gt=last.pk))
        return list(found.order_by("-project_count", "pk")[: PAGE + 1])
    if last:
        found = found.filter(Q(name_key__gt=last.name_key) | Q(name_key=last.name_key, pk__gt=last.pk))
    return list(found.order_by("name_key", "pk")[: PAGE + 1])


def clean(text: str) -> str:
    """What was typed, without what a database can't take, and of a bounded length."""
    sane = text.replace("\x00", " ").encode("utf-8", "ignore").decode()
    return " ".join(sane[:MAX_CHARACTERS].split())


_ORDERS: dict[str, tuple[Any, ...]] = {
    "start": (F("start_date").desc(nulls_last=True), F("pk").desc()),
    "newest": (F("data_date").desc(), F("pk").desc()),
    "name": (Lower("acronym"), F("pk").asc()),
}


def _behind(sort: str, last: Publication) -> Q:
    """What comes after a record in an order."""
    if sort == "name":
        name = Lower(Value(last.acronym))
        return Q(by_name__gt=name) | Q(by_name=name, pk__gt=last.pk)
    if sort == "newest":
        return Q(data_date__lt=last.data_date) | Q(data_date=last.data_date, pk__lt=last.pk)
    if last.start_date is None:
        return Q(start_date=None, pk__lt=last.pk)
    later = Q(start_date__lt=last.start_date) | Q(start_date=last.start_date, pk__lt=last.pk)
    return later | Q(start_date=None)


def _sum(amount: str | None, published: int) -> Sum:
    return Sum(None if amount is None else Decimal(amount), published)


_FIGURES = """
WITH mine AS (
  SELECT partner.* FROM publications_publishedpartner partner
  WHERE partner.organisation_id = %(organisation)s
  ORDER BY partner.publication_id DESC LIMIT %(counted)s
), together AS (
  SELECT other.organisation_id AS id, count(DISTINCT other.publication_id) AS number
  FROM publications_publishedpartner other
  WHERE other.publication_id IN (SELECT publication_id FROM mine)
    AND other.organisation_id IS NOT NULL AND other.organisation_id <> %(organisation)s
  GROUP BY other.organisation_id
)
SELECT json_build_object(
  'projects', (SELECT count(DISTINCT publication_id) FROM mine),
  'as_lead', (SELECT count(DISTINCT publication_id) FROM mine WHERE role = 'lead'),
  'with_budget', (SELECT count(DISTINCT publication_id) FROM mine WHERE budget IS NOT NULL),
  'budget', (SELECT sum(budget)::text FROM mine),
  'with_eu_funding', (SELECT count(DISTINCT publication_id) FROM mine WHERE eu_funding IS NOT NULL),
  'eu_funding', (SELECT sum(eu_funding)::text FROM mine),
  'names', (
    SELECT json_agg(DISTINCT named.name ORDER BY named.name)
    FROM mine CROSS JOIN LATERAL (VALUES (mine.name), (mine.name_en)) AS named (name)
    WHERE named.name <> ''
  ),
  'places', (
    SELECT json_agg(place ORDER BY place.number DESC, place.region, place.city) FROM (
      SELECT mine.region, coalesce(region.name, '') AS region_name, mine.city, mine.country,
        count(DISTINCT mine.publication_id) AS number, bool_or(mine.role = 'lead') AS is_lead
      FROM mine LEFT JOIN programmes_region region ON region.code = mine.region
      WHERE mine.region <> '' OR mine.city <> '' OR mine.country <> ''
      GROUP BY mine.region, region.name, mine.city, mine.country
      ORDER BY number DESC LIMIT %(shown)s
    ) AS place
  ),
  'companion_count', (SELECT count(*) FROM together),
  'companions', (
    SELECT json_agg(near ORDER BY near.number DESC, near.name) FROM (
      SELECT organisation.slug, organisation.name, organisation.country, together.number
      FROM together JOIN publications_organisation organisation ON organisation.id = together.id
      ORDER BY together.number DESC, organisation.name_key, organisation.id LIMIT %(shown)s
    ) AS near
  )
)
"""
