"""Figures of searches: exact, the same whether kept or added up, true in the moment of every change."""

from decimal import Decimal

import pytest
from django.db import connection, transaction

from publications import figures, finding, search
from publications.figures import Cut, Dimension, Sums, kept, reckoned
from publications.figures.reading import keys_of
from publications.models import KeptFigure, Publication, PublishedPartner
from tests.factories.publications import PublicationFactory, PublishedPartnerFactory
from tests.publications.figures.world import here_and_there

pytestmark = pytest.mark.django_db

DIMENSIONS = list(Dimension)


def of(**params):
    return finding.query(params)


@pytest.fixture
def world():
    return here_and_there()


def live(query, within="", level=0):
    """The same figures added up from the records, without what is kept."""
    rows = reckoned.add_up(finding.records(query), list(Dimension), within=within, level=level)
    return {(dimension, key): sums for dimension, key, sums in rows if not sums.is_nothing}


def stored(query, within="", level=0):
    return {(one, key): sums for one, key, sums in kept.read(query, list(Dimension), keys_of(within, level))}


PLACES = [("", 0), ("", 2), ("", 3), ("BE", 2), ("BE", 3), ("BE25", 3), ("FR", 1), ("NL341", 3), ("XX", 2)]


def same(query=None):
    """Asserts that what is kept is what the records say, at every level."""
    for within, level in PLACES:
        asked = query or of()
        assert stored(asked, within, level) == live(asked, within, level), (within, level)


def test_totals_count_each_project_once(world):
    assert figures.totals(of()) == Sums(
        projects=4,
        paid=3,
        eu_funding=Decimal("600050.25"),
        budgeted=2,
        total_budget=Decimal("1000007.50"),
        partners=6,
        partners_paid=3,
        partners_funding=Decimal("400050.25"),
    )
    assert figures.totals(of(programme="there")).projects == 1
    assert figures.totals(of(period="1989-1993")) == Sums()


def test_cuts_by_year_and_programme(world):
    cuts = figures.cuts(of(), [Dimension.YEAR, Dimension.PROGRAMME])
    years = cuts[Dimension.YEAR]
    assert {key: (row.projects, row.eu_funding) for key, row in years.rows.items()} == {
        "2023": (2, Decimal("600000.00")),
        "2024": (1, Decimal("50.25")),
    }
    assert years.unknown.projects == 1
    assert years.whole.projects == 4
    assert {key: row.projects for key, row in cuts[Dimension.PROGRAMME].rows.items()} == {
        "HERE-VI": 3,
        "THERE-VI": 1,
    }


def test_a_project_counts_in_every_kind_and_pair_a_partner_in_one(world):
    cuts = figures.cuts(of(), [Dimension.KIND, Dimension.PAIR])
    kinds = cuts[Dimension.KIND]
    assert {key: (row.projects, row.partners, row.partners_paid) for key, row in kinds.rows.items()} == {
        "sme": (1, 2, 2),
        "egtc": (1, 1, 0),
    }
    assert (kinds.unknown.projects, kinds.unknown.partners) == (3, 3)
    assert {key: row.projects for key, row in cuts[Dimension.PAIR].rows.items()} == {"BE-FR": 1}


@pytest.mark.parametrize(
    ("within", "level", "rows", "unknown", "whole"),
    [
        ("", 0, {"BE": (2, 3), "FR": (1, 2), "NL": (1, 1)}, (1, 0), (4, 6)),
        ("", 2, {"BE25": (2, 2), "FRE1": (1, 2), "NL34": (1, 1)}, (1, 1), (4, 6)),
        ("BE", 2, {"BE25": (2, 2)}, (0, 1), (2, 3)),
        ("BE", 3, {"BE254": (1, 1)}, (1, 2), (2, 3)),
        ("BE25", 3, {"BE254": (1, 1)}, (1, 1), (2, 2)),
        ("XX", 2, {}, (0, 0), (0, 0)),
    ],
)
@pytest.mark.parametrize("asked", [{}, {"status": "unknown"}])
def test_regions_tell_what_has_no_known_one(world, within, level, rows, unknown, whole, asked):
    cut = figures.by_region(of(**asked), within=within, level=level)
    assert {key: (row.projects, row.partners) for key, row in cut.rows.items()} == rows
    assert (cut.unknown.projects, cut.unknown.partners) == unknown
    assert (cut.whole.projects, cut.whole.partners) == whole


def test_money_of_partners_is_a_published_zero_or_not_published(world):
    rows = figures.by_region(of(), within="", level=0).rows
    assert rows["FR"].known_partners_funding == Decimal("0.00")
    assert rows["FR"].partners_paid == 1
    assert rows["BE"].known_partners_funding == Decimal("400000.00")
    assert Sums().known_funding is None


def test_what_is_kept_is_what_the_records_say(world):
    same()
    same(of(programme="here"))
    same(of(programme="here,there", period="2021-2027"))


def test_kept_figures_follow_every_change(world):
    bridge, far = world["bridge"], world["far"]
    Publication.objects.filter(pk=bridge.pk).update(eu_funding=None, start_date=None, status="closed")
    same()
    Publication.objects.filter(pk=bridge.pk).update(programme_period=far.programme_period)
    search.index([bridge.pk])
    same()
    same(of(programme="there"))
    PublishedPartner.objects.filter(publication=bridge, position=2).update(
        region="FRE12", country="FR", kind=""
    )
    search.index([bridge.pk])
    same()
    PublishedPartner.objects.filter(publication=bridge, position=3).delete()
    search.index([bridge.pk])
    same()
    PublishedPartnerFactory(
        publication=world["empty"], country="DE", region="DE1", eu_funding=Decimal("1.10")
    )
    search.index([world["empty"].pk])
    same()
    Publication.objects.filter(pk=far.pk).delete()
    same()
    Publication.objects.all().delete()
    same()
    assert stored(of()) == {}


def test_a_change_that_is_taken_back_leaves_no_trace(world):
    before = stored(of())
    with transaction.atomic():
        Publication.objects.all().update(eu_funding=Decimal(1))
        transaction.set_rollback(True)
    assert stored(of()) == before


def test_changes_that_no_figure_shows_keep_nothing_new(world):
    rows = KeptFigure.objects.count()
    Publication.objects.all().update(acronym="OTHER")
    PublishedPartner.objects.all().update(city="Elsewhere")
    assert KeptFigure.objects.count() == rows


def test_compacting_and_renewing_change_no_figure(world):
    before = stored(of())
    kept.compact()
    assert stored(of()) == before
    assert (
        KeptFigure.objects.count()
        == KeptFigure.objects.values("edition", "dimension", "key").distinct().count()
    )
    rows = kept.compact()
    assert rows == KeptFigure.objects.count()
    KeptFigure.objects.all().delete()
    kept.renew()
    assert stored(of()) == before


@pytest.mark.django_db(transaction=True)
def test_a_search_is_added_up_once_for_each_edition(world, django_assert_num_queries):
    assert figures.totals(of(year="2023")).projects == 2
    with django_assert_num_queries(2):  # the edition, the answer
        figures.totals(of(year="2023"))
    Publication.objects.filter(pk=world["dike"].pk).update(start_date=None)
    search.index([world["dike"].pk])
    assert figures.totals(of(year="2023")).projects == 1


def test_kept_figures_cost_one_statement(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        figures.cuts(of(), DIMENSIONS)
    with django_assert_num_queries(1):
        figures.by_region(of(programme="here"), within="BE", level=2)


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_searches_and_kept_figures_agree(world, dimension):
    everything = of(status="unknown")  # of all four the status is not known
    assert not kept.holds(everything)
    one, other = figures.cuts(of(), [dimension])[dimension], figures.cuts(everything, [dimension])[dimension]
    assert one == other
    assert isinstance(one, Cut)


def test_too_much_to_add_up_says_so(world):
    with reckoned.patiently(20), pytest.raises(figures.TooMany), transaction.atomic():
        reckoned.run("SELECT pg_sleep(2)", [])
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def test_another_record_is_in_the_figures_at_once(world):
    assert figures.totals(of()).projects == 4
    PublicationFactory()
    assert figures.totals(of()).projects == 5
