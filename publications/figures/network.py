"""Who works with whom: the organisations that share most projects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import EmptyResultSet

from publications.figures import reckoned
from publications.figures.reading import remembered
from publications.finding import Query
from publications.models import Organisation, PublicationQuerySet

LOOKED_AT = 60  # organisations with most projects, among which pairs are looked for
PAIRS = 30  # the strongest that are shown


@dataclass(frozen=True)
class Member:
    """An organisation in the network."""

    key: int
    name: str
    slug: str
    country: str
    projects: int


@dataclass(frozen=True)
class Pair:
    """Two organisations and in how many projects both take part."""

    one: Member
    other: Member
    projects: int


@dataclass(frozen=True)
class Network:
    """The strongest pairs among the organisations with most projects, the strongest first."""

    pairs: tuple[Pair, ...] = ()
    made_at: datetime | None = None

    @property
    def members(self) -> list[Member]:
        """Those in the pairs, by number of projects."""
        found = {member.key: member for pair in self.pairs for member in (pair.one, pair.other)}
        return sorted(found.values(), key=lambda member: (-member.projects, member.name, member.key))


def network(query: Query, *, edition: str = "") -> Network:
    """The pairs of what a search finds: at most PAIRS, among the LOOKED_AT with most projects. TooMany."""
    rows, made_at = remembered(query, "network", lambda records: _add_up(records, query.is_empty), edition)
    return Network(tuple(Pair(Member(*row[:5]), Member(*row[5:10]), row[10]) for row in rows), made_at)


def _add_up(records: PublicationQuerySet, is_everything: bool) -> list[tuple[object, ...]]:
    if is_everything:
        most = Organisation.objects.shown().order_by("-project_count", "pk").values("pk", "project_count")
        top, params = most[:LOOKED_AT].query.sql_with_params()
        return reckoned.run(_PAIRS.format(found="", top=top, only=""), [*params, PAIRS])
    try:
        found, params = records.order_by().values_list("pk").query.sql_with_params()
    except EmptyResultSet:  # Django knows without asking
        return []
    sql = _PAIRS.format(found=f"found (id) AS MATERIALIZED ({found}), ", top=_TOP, only=_ONLY)
    return reckoned.run(sql, [*params, LOOKED_AT, PAIRS])


_TOP = """
  SELECT partner.organisation_id, count(DISTINCT partner.publication_id)
  FROM found JOIN publications_publishedpartner partner ON partner.publication_id = found.id
  WHERE partner.organisation_id IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %s
"""
_ONLY = "JOIN found ON found.id = partner.publication_id"
_PAIRS = """
WITH {found}top (organisation, projects) AS MATERIALIZED ({top}), roles AS MATERIALIZED (
  SELECT DISTINCT top.organisation, partner.publication_id AS project
  FROM top JOIN publications_publishedpartner partner ON partner.organisation_id = top.organisation {only}
), pairs AS (
  SELECT one.organisation AS one, other.organisation AS other, count(*) AS projects
  FROM roles one JOIN roles other ON other.project = one.project AND other.organisation > one.organisation
  GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT %s
)
SELECT one.id, one.name, one.slug, one.country, first.projects,
  other.id, other.name, other.slug, other.country, second.projects, pairs.projects
FROM pairs
JOIN publications_organisation one ON one.id = pairs.one JOIN top first ON first.organisation = one.id
JOIN publications_organisation other ON other.id = pairs.other
JOIN top second ON second.organisation = other.id
ORDER BY pairs.projects DESC, one.name, other.name, one.id, other.id
"""
