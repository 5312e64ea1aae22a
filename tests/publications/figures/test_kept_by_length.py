"""Regions of one level are found by the length of their codes, however many sums are kept."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publications import figures
from publications.finding import Query
from publications.models import KeptFigure

pytestmark = pytest.mark.django_db
KEYS = ["BE", "NL", "BE2", "BE23", "BE25", "BE234", "?0", "?2", "BE?2", "BE2?3"]
MONEY = dict.fromkeys(("eu_funding", "total_budget", "partners_funding"), 0)
COUNTS = dict.fromkeys(("paid", "budgeted", "partners", "partners_paid"), 0)


@pytest.fixture
def kept():
    for dimension, key in [("all", ""), *(("region", key) for key in KEYS), ("status", "closed")]:
        KeptFigure.objects.create(
            edition="FWVL-VI", dimension=dimension, key=key, projects=1, **COUNTS, **MONEY
        )


@pytest.mark.parametrize(
    ("within", "level", "found"),
    [("", 0, ["BE", "NL"]), ("BE", 2, ["BE23", "BE25"]), ("BE23", 3, ["BE234"]), ("NL", 2, [])],
)
def test_regions_are_those_of_the_level_in_the_region(kept, within, level, found):
    cut = figures.by_region(Query(), within=within, level=level)
    assert list(cut.rows) == found
    assert cut.unknown.projects == (1 if f"{within}?{level}" in KEYS else 0)


def test_the_index_by_length_serves_countries(kept):
    many = (f"X{number:04}" for number in range(2_000))
    KeptFigure.objects.bulk_create(
        KeptFigure(edition="FWVL-VI", dimension="region", key=key, projects=1, **COUNTS, **MONEY)
        for key in many
    )
    with CaptureQueriesContext(connection) as asked:
        figures.by_region(Query())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE publications_keptfigure")
        cursor.execute(f"EXPLAIN {asked[-1]['sql']}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "length((key)::text) = 2" in plan.partition("kept_figure_by_length")[2]
