"""The sums that the database keeps in the transaction of every change (`models.KeptFigure`)."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection
from django.db.models import Q, QuerySet, Sum

from programmes.models import ProgrammePeriod
from publications.figures.sums import Dimension, Sums
from publications.finding import Query
from publications.models import KeptFigure

Rows = list[tuple[str, str, Sums]]  # dimension, key, sums

COLUMNS = (
    "projects",
    "paid",
    "eu_funding",
    "budgeted",
    "total_budget",
    "partners",
    "partners_paid",
    "partners_funding",
)


def holds(query: Query) -> bool:
    """Whether sums are kept for it: for all projects, and for those of programmes and periods."""
    chosen = {name for name, values in query.chosen.items() if values}
    return not query.text and not query.ranges and chosen <= {"programme", "period"}


def read(query: Query, dimensions: Collection[Dimension], regions: Q | None = None) -> Rows:
    """The whole ("all") and the sums by dimension, in one statement; `regions` says which keys of regions."""
    wanted = Q(dimension="all")
    simple = [one for one in dimensions if one not in (Dimension.PROGRAMME, Dimension.REGION)]
    if simple:
        wanted |= Q(dimension__in=simple)
    if regions is not None:
        wanted |= Q(dimension=Dimension.REGION) & regions
    rows = _of(query).filter(wanted)
    group = ["dimension", "key", "edition"] if Dimension.PROGRAMME in dimensions else ["dimension", "key"]
    found = (
        rows.order_by()
        .values(*group)
        .annotate(**{name: Sum(name) for name in COLUMNS})
        .values_list(*group, *(f"{name}" for name in COLUMNS))
    )
    return _sorted_out(list(found), len(group))


def _sorted_out(found: list[tuple[object, ...]], width: int) -> Rows:
    """Sums by dimension and key; those of programmes are the whole of each edition."""
    added: dict[tuple[str, str], Sums] = {}
    for row in found:
        sums = Sums.of(row[width:])  # type: ignore[arg-type]
        places = [(str(row[0]), str(row[1]))]
        if width == 3 and row[0] == "all":
            places.append((str(Dimension.PROGRAMME), str(row[2])))
        for place in places:
            added[place] = added.get(place, Sums()) + sums
    return [(dimension, key, sums) for (dimension, key), sums in added.items() if not sums.is_nothing]


def _of(query: Query) -> QuerySet[KeptFigure]:
    rows = KeptFigure.objects.all()
    if not query.chosen:
        return rows
    editions = ProgrammePeriod.objects.all()
    if programmes := query.chosen.get("programme"):
        editions = editions.filter(programme__slug__in=programmes)
    if periods := query.chosen.get("period"):
        editions = editions.filter(period__in=periods)
    return rows.filter(edition__in=editions.values("pk"))


def compact() -> int:
    """Make one row of all with the same edition, dimension and key; how many rows are left.

    Readers never notice: they see the rows before or the rows after. Safe to run twice at once: the second
    finds the rows gone.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COMPACT)
        return int(cursor.rowcount)


def renew() -> None:
    """Add everything up again, after records were written without their triggers (a restored dump, COPY)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT publications_renew_figures()")


_SUMS = ", ".join(f"sum({name})" for name in COLUMNS)
_COMPACT = f"""
WITH gone AS (
  DELETE FROM publications_keptfigure RETURNING *
)
INSERT INTO publications_keptfigure (edition, dimension, key, {", ".join(COLUMNS)})
SELECT edition, dimension, key, {_SUMS} FROM gone GROUP BY edition, dimension, key
HAVING {" OR ".join(f"sum({name}) <> 0" for name in COLUMNS)}
"""  # noqa: S608 - built from constants
