from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from publications import finding, search
from publications.finding import counting
from publications.models import Publication
from publications.states import Status
from tests.factories.programmes import ProgrammePeriodFactory, ThemeFactory
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def records():
    return {
        "dam": PublicationFactory(
            acronym="DAM",
            title={"en": "A dam"},
            status=Status.CLOSED,
            start_date=date(2019, 5, 1),
            total_budget=Decimal("250000.00"),
            eu_funding=Decimal("125000.50"),
            data_date=datetime(2026, 1, 1, tzinfo=UTC),
            partners=[{"country": "BE", "region": "BE254", "kind": "sme"}, {"country": "FR"}],
        ),
        "ferry": PublicationFactory(
            acronym="FERRY",
            title={"en": "A ferry"},
            status=Status.ONGOING,
            start_date=date(2023, 1, 1),
            eu_funding=Decimal("0.00"),
            data_date=datetime(2026, 2, 1, tzinfo=UTC),
            partners=[{"country": "BE", "region": "BE251"}],
        ),
        "tower": PublicationFactory(acronym="TOWER", data_date=datetime(2026, 3, 1, tzinfo=UTC)),
    }


def names(**asked):
    page = finding.page(finding.query(asked))
    by_key = Publication.objects.in_bulk(page.keys)
    return [by_key[key].acronym for key in page.keys]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["TOWER", "FERRY", "DAM"]),
        ({"country": "FR"}, ["DAM"]),
        ({"country": ["FR", "unknown"]}, ["TOWER", "DAM"]),
        ({"region": "BE25"}, ["FERRY", "DAM"]),
        ({"region": "BE2"}, ["FERRY", "DAM"]),
        ({"nuts3": "BE254"}, ["DAM"]),
        ({"kind": "sme"}, ["DAM"]),
        ({"year": "2019"}, ["DAM"]),
        ({"year_from": "2020"}, ["FERRY"]),
        ({"year_to": "2022"}, ["DAM"]),
        ({"eu_to": "0"}, ["FERRY"]),
        ({"eu_from": "0"}, ["FERRY", "DAM"]),
        ({"eu_from": "125000", "eu_to": "125000"}, ["DAM"]),
        ({"budget": "100k-500k"}, ["DAM"]),
        ({"budget": "unknown"}, ["TOWER", "FERRY"]),
        ({"budget_from": "250001"}, []),
        ({"country": "ZZ"}, []),
        ({"partner": "nobody"}, []),
        ({"partner": "unknown"}, ["TOWER"]),
        ({"sort": "name"}, ["DAM", "FERRY", "TOWER"]),
        ({"sort": "start"}, ["FERRY", "DAM", "TOWER"]),
        ({"sort": "funding"}, ["DAM", "FERRY", "TOWER"]),
        ({"q": "dam", "country": "BE"}, ["DAM"]),
        ({"q": "dam", "status": "ongoing"}, []),
        ({"q": "-dam"}, ["TOWER", "FERRY", "DAM"]),
    ],
)
def test_search_narrows_and_orders(records, asked, found):
    assert names(**asked) == found
    assert sorted(finding.records(finding.query(asked)).values_list("acronym", flat=True)) == sorted(found)


def test_tally_adds_up_what_is_published(records):
    tally = finding.Search(finding.query({})).tally
    assert (tally.number, tally.partners, tally.is_least) == (3, 3, False)
    assert (tally.eu_cents, tally.eu_known) == (12500050, 2)
    assert (tally.budget_cents, tally.budget_known) == (25000000, 1)


def choices(name, **asked):
    found = finding.facets(finding.Search(finding.query(asked)), "en")
    facet = next(one for one in found if one.name == name)
    return [(choice.label, choice.number, choice.is_chosen) for choice in facet.choices]


def test_facets_count_every_value_and_what_is_not_known(records):
    assert choices("country") == [("Belgium", 2, False), ("France", 1, False), ("Not known", 1, False)]
    assert choices("year") == [("2023", 1, False), ("2019", 1, False), ("Not known", 1, False)]
    assert choices("eu") == [
        ("under €100,000", 1, False),
        ("€100,000 to €500,000", 1, False),
        ("Not known", 1, False),
    ]
    assert [label for label, _number, _chosen in choices("region")] == ["BE25", "Not known"]


def test_facets_count_other_values_of_a_chosen_one_as_if_none_were_chosen(records):
    assert choices("country", country="FR") == [
        ("Belgium", 2, False),
        ("France", 1, True),
        ("Not known", 1, False),
    ]
    assert choices("status", country="FR") == [("Closed", 1, False)]


def test_pages_hang_together_in_every_order():
    PublicationFactory.create_batch(45, partners=[])
    for order in ("newest", "start", "funding", "name"):
        asked = finding.query({"sort": order})
        first = finding.page(asked)
        second = finding.page(asked, after=first.next)
        third = finding.page(asked, after=second.next)
        assert (len(first.keys), len(second.keys), len(third.keys)) == (20, 20, 5)
        assert len({*first.keys, *second.keys, *third.keys}) == 45
        assert third.next is None
        assert finding.page(asked, before=third.previous).keys == second.keys
        assert finding.page(asked, before=second.previous).keys == first.keys


def test_pages_beyond_what_is_kept_are_walked(monkeypatch):
    monkeypatch.setattr("publications.finding.counting.FIRST", 20)
    monkeypatch.setattr("publications.finding.searching.FIRST", 20)
    PublicationFactory.create_batch(45, partners=[])
    asked = finding.query({})
    seen, after = [], None
    for _page in range(3):
        page = finding.page(asked, after=after)
        seen += page.keys
        after = page.next
    assert seen == list(Publication.objects.order_by("-data_date", "-pk").values_list("pk", flat=True))
    assert finding.page(asked, before=seen[40]).keys == tuple(seen[20:40])
    assert finding.page(asked, after=10**14).keys == tuple(seen[:20]), "a record that is gone"


def test_very_many_are_counted_in_blocks(monkeypatch, records):
    monkeypatch.setattr(counting, "MOST", 1)
    monkeypatch.setattr(counting, "BLOCK", 2)
    tally = finding.Search(finding.query({"country": "BE"})).tally
    assert (tally.number, tally.partners, tally.is_least) == (2, 3, False)
    worded = finding.Search(finding.query({"q": "dam OR ferry"}))
    assert (worded.tally.number, worded.tally.is_least) == (2, True)
    assert len(worded.page().keys) == 2


def test_search_says_which_words_it_mended(records):
    mended = finding.Search(finding.query({"q": "ferrry"}))
    assert (mended.meant.text, mended.mended) == ("ferry", (("ferrry", "ferry"),))
    exact = finding.Search(finding.query({"q": '"ferrry"'}))
    assert (exact.tally.number, exact.mended) == (0, ())


def test_search_costs_four_statements_at_most(records, django_assert_max_num_queries):
    for asked in ({}, {"q": "ferry"}, {"q": "ferry", "country": "BE", "year_from": "2000"}, {"sort": "name"}):
        with django_assert_max_num_queries(3):
            one = finding.Search(finding.query(asked))
            one.page()
            finding.facets(one, "en")


@pytest.mark.django_db(transaction=True)
def test_counts_are_kept_until_public_data_change(records, django_assert_num_queries):
    asked = finding.query({"q": "ferry"})
    assert finding.Search(asked).tally.number == 1
    with django_assert_num_queries(1):  # the edition
        assert finding.Search(asked).tally.number == 1
    other = PublicationFactory(title={"en": "Another ferry"})
    assert finding.Search(asked).tally.number == 2
    other.delete()
    assert finding.Search(asked).tally.number == 1
    records["ferry"].title = {"en": "A bus"}
    records["ferry"].acronym = "BUS"
    records["ferry"].save()
    search.index([records["ferry"].pk])
    assert finding.Search(asked).tally.number == 0


def test_themes_of_two_periods_with_one_name_are_told_apart():
    for code in ("AB-V", "AB-VI"):
        edition = ProgrammePeriodFactory(code=code)
        theme = ThemeFactory(programme_period=edition, code="1", title={"en": "Innovation"})
        PublicationFactory(programme_period=edition, theme=theme)
    alone = ThemeFactory(programme_period__code="CD-V", code="2", title={"en": "Energy"})
    PublicationFactory(programme_period=alone.programme_period, theme=alone)
    found = finding.facets(finding.Search(finding.query({})), "en")
    labels = {one.label for facet in found if facet.name == "theme" for one in facet.choices}
    assert labels == {"Innovation (AB-V)", "Innovation (AB-VI)", "Energy"}
