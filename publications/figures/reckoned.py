"""Adding up what a search finds, where no sums are kept: one statement, bounded in time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import OperationalError, connection, transaction

from publications.figures.kept import Rows
from publications.figures.sums import Dimension, Sums, TooMany
from publications.models import PublicationQuerySet

PATIENCE = 4_000  # milliseconds that a page may wait
_patience = ContextVar("milliseconds that adding up may take", default=PATIENCE)
FACTS = (
    "pk",
    "programme_period_id",
    "objective_id",
    "theme_id",
    "start_date__year",
    "status",
    "eu_funding",
    "total_budget",
    "partner_count",
    "countries",
    "regions",
    "partner_types",
)
NAMES = (
    "id, edition, objective, theme, year, status, eu_funding, total_budget, partner_count, countries, "
    "regions, kinds"
)
_MONEY = (
    "count(*), count(eu_funding), coalesce(sum(eu_funding), 0.00), count(total_budget), "
    "coalesce(sum(total_budget), 0.00)"
)
_OF_PARTNERS = "0, 0, 0.00, 0, 0.00, count(*), count(eu_funding), coalesce(sum(eu_funding), 0.00)"
# Columns by which each project counts once.
_COLUMNS = {
    Dimension.PROGRAMME: "edition",
    Dimension.OBJECTIVE: "objective::text",
    Dimension.THEME: "theme::text",
    Dimension.YEAR: "year::text",
    Dimension.STATUS: "status",
}


def add_up(
    records: PublicationQuerySet,
    dimensions: Collection[Dimension],
    *,
    within: str = "",
    level: int = 0,
) -> Rows:
    """The whole ("all") and the sums by dimension; of REGION those `within` a region at a `level`.

    For regions the row with the key `within` is the region around, and "BE?3" what lies in no known region
    of level 3. Raises TooMany when it takes longer than one waits here.
    """
    try:
        found, params = records.order_by().values_list(*FACTS).query.sql_with_params()
    except EmptyResultSet:  # Django knows without asking
        return []
    parts = [_once("all", "''"), _partners("all", "''")]
    parts += [_once(str(one), column) for one, column in _COLUMNS.items() if one in dimensions]
    given = list(params)
    if Dimension.PROGRAMME in dimensions:
        parts.append(_partners(str(Dimension.PROGRAMME), "edition"))
    if Dimension.KIND in dimensions:
        parts += [_KINDS, _KINDS_OF_PARTNERS]
    if Dimension.PAIR in dimensions:
        parts.append(_PAIRS)
    if Dimension.REGION in dimensions:
        parts += [_REGIONS, _REGIONS_OF_PARTNERS]
        given += _places(within, level)
    sql = f"WITH found ({NAMES}) AS MATERIALIZED ({found}) {' UNION ALL '.join(parts)}"
    added: dict[tuple[str, str], Sums] = {}
    for dimension, key, *values in run(sql, given):
        place = (dimension, key)
        added[place] = added.get(place, Sums()) + Sums.of(values)
    return [(dimension, key, sums) for (dimension, key), sums in added.items()]


@contextmanager
def patiently(milliseconds: int) -> Iterator[None]:
    """Within this, adding up may take so long: for a worker, where no page waits."""
    before = _patience.set(milliseconds)
    try:
        yield
    finally:
        _patience.reset(before)


def is_patient() -> bool:
    """Whether no page waits for what is added up here."""
    return _patience.get() > PATIENCE


def run(sql: str, params: Collection[Any]) -> list[tuple[Any, ...]]:
    """The rows of one statement that is given up when one has waited long enough."""
    limit = f"SET LOCAL statement_timeout = {_patience.get()}; SET LOCAL jit = off; "
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(limit + sql, list(params))
            return list(cursor.fetchall())
    except OperationalError as problem:
        if "statement timeout" in str(problem):
            raise TooMany from problem
        raise


def _once(dimension: str, column: str) -> str:
    return (
        f"SELECT '{dimension}', coalesce({column}, ''), {_MONEY}, coalesce(sum(partner_count), 0), 0, 0.00 "  # noqa: S608
        "FROM found GROUP BY 2"
    )


def _partners(dimension: str, column: str) -> str:
    return (
        f"SELECT '{dimension}', {column}, 0, 0, 0.00, 0, 0.00, 0, count(partner.eu_funding), "  # noqa: S608
        "coalesce(sum(partner.eu_funding), 0.00) FROM found "
        "JOIN publications_publishedpartner partner ON partner.publication_id = found.id GROUP BY 2"
    )


def _places(within: str, level: int) -> list[object]:
    size, gap = level + 2, f"{within}?{level}"
    around = [within] if 0 < len(within) < size else []
    return [size, size, within, gap, around, within, size, size, gap, around, within]


_KINDS = f"""
SELECT 'kind', kind, {_MONEY}, 0, 0, 0.00
FROM found CROSS JOIN LATERAL unnest(CASE WHEN kinds = '{{}}' THEN '{{""}}' ELSE kinds END) AS kind GROUP BY 2
"""  # noqa: S608 - built from constants
_KINDS_OF_PARTNERS = f"""
SELECT 'kind', kind, {_OF_PARTNERS} FROM (
  SELECT partner.kind, partner.eu_funding
  FROM found JOIN publications_publishedpartner partner ON partner.publication_id = found.id
) AS partners GROUP BY 2
"""  # noqa: S608 - built from constants
_PAIRS = f"""
SELECT 'pair', one || '-' || other, {_MONEY}, coalesce(sum(partner_count), 0), 0, 0.00
FROM found CROSS JOIN LATERAL unnest(countries) AS one CROSS JOIN LATERAL unnest(countries) AS other
WHERE one < other GROUP BY 2
"""  # noqa: S608 - built from constants
# The parameters are those of `_places`: size, size, within, gap, around, within.
_REGIONS = f"""
SELECT 'region', key, {_MONEY}, 0, 0, 0.00 FROM (
  SELECT eu_funding, total_budget,
    ARRAY(
      SELECT DISTINCT left(code, %s) FROM unnest(countries || regions) AS code
      WHERE length(code) >= %s AND starts_with(code, %s)
    ) AS known, %s AS gap, %s::text[] AS around
  FROM found
  WHERE EXISTS (SELECT FROM unnest(countries || regions || ''::text) AS code WHERE starts_with(code, %s))
) AS placed
CROSS JOIN LATERAL unnest(around || CASE WHEN known = '{{}}' THEN ARRAY[gap] ELSE known END) AS key
GROUP BY 2
"""  # noqa: S608 - built from constants
# Size, size, gap, around, within.
_REGIONS_OF_PARTNERS = f"""
SELECT 'region', key, {_OF_PARTNERS} FROM (
  SELECT partner.eu_funding, coalesce(nullif(partner.region, ''), partner.country) AS code
  FROM found JOIN publications_publishedpartner partner ON partner.publication_id = found.id
) AS partners
CROSS JOIN LATERAL unnest(
  ARRAY[CASE WHEN length(code) >= %s THEN left(code, %s) ELSE %s END] || %s::text[]
) AS key
WHERE starts_with(code, %s) GROUP BY 2
"""  # noqa: S608 - built from constants
