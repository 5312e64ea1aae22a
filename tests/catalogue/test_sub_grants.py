"""Public pages of sub-grants: the list, one of them, and what the page of the operation shows."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from cascade.models import Scheme
from documents.models import Document
from publications.models import Publication
from tests.factories.cascade import (
    SchemeFactory,
    SchemeThemeFactory,
    SubCallFactory,
    SubGrantFactory,
)
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db
FIRMS = (
    {"name": "Zonne nv", "country": "BE", "region": "BE211", "size_class": "small", "identifier": "BE1"},
    {"name": "Wind bv", "country": "NL", "region": "NL411", "size_class": "micro"},
)


@pytest.fixture
def sub_call():
    operation = PublicationFactory(
        code="roads", acronym="ROADS", eu_funding=Decimal("1000000.00"), countries=["BE", "NL"]
    )
    return SubCallFactory(scheme=SchemeFactory(operation=operation, code="roads-scheme"))


@pytest.fixture
def sub_grant(sub_call):
    theme = SchemeThemeFactory(scheme=sub_call.scheme, code="energy", title={"en": "Energy"})
    return SubGrantFactory(sub_call=sub_call, code="roads-1", acronym="SUN", theme=theme, grantees=FIRMS)


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def codes(client, query=""):
    return [line.sub_grant.code for line in client.get(f"/en/sub-grants/{query}").context["lines"]]


def test_a_scheme_from_public_sources_claims_no_zero_of_what_nobody_told_the_portal(client, sub_call):
    Scheme.objects.update(source="its public pages")
    found = page(client, "/en/projects/roads/").select_one("section[aria-labelledby=passed-on]")
    words = " ".join(found.get_text(" ").split())
    assert found.select("progress") == []
    assert "not known (Aim: €10,000,000.00)" in words
    assert "not known (Aim: at least 125)" in words
    assert "Which sub-grants were awarded is not known here." in words
    assert "0 sub-grants" not in words
    assert "(0%)" not in page(client, "/en/sub-grants/?operation=roads").get_text()
    refused = client.post("/en/schemes/roads-scheme/portfolio/", headers={"Origin": "http://testserver"})
    assert "Which sub-grants were awarded is not known here." in refused.content.decode()
    assert not Document.objects.exists()


def test_the_operation_shows_targets_with_figures_and_its_newest_sub_grants(client, sub_grant):
    found = page(client, "/en/projects/roads/").select_one("section[aria-labelledby=passed-on]")

    bars = {bar["aria-labelledby"]: (bar["value"], bar["max"]) for bar in found.select("progress")}
    assert bars == {
        "goal-roads-scheme-money": ("100000.00", "10000000.00"),
        "goal-roads-scheme-projects": ("1", "50"),
        "goal-roads-scheme-companies": ("2", "125"),
    }
    words = " ".join(found.get_text().split())
    assert "1 of at least 50 (2%)" in words
    assert "2 of at least 125 (1.6%)" in words
    assert "€100,000.00 of €10,000,000.00 (1%)" in words
    assert found.select_one("tbody th a")["href"] == "/en/sub-grants/roads-1/"


def test_the_page_of_the_operation_follows_new_sub_grants(client, sub_call):
    assert "No sub-grant has been awarded yet." in page(client, "/en/projects/roads/").get_text()
    SubGrantFactory(sub_call=sub_call, acronym="NEWCOMER")
    assert "NEWCOMER" in page(client, "/en/projects/roads/").get_text()


def test_a_kept_page_follows_the_first_scheme_of_its_project(client):
    operation = PublicationFactory(code="late")
    assert page(client, "/en/projects/late/").select_one("#passed-on") is None  # drawn, and kept
    SchemeFactory(operation=operation)
    assert page(client, "/en/projects/late/").select_one("#passed-on")


def test_the_page_of_an_operation_takes_four_statements_drawn_first_and_two_kept(
    client, sub_call, django_assert_num_queries
):
    SubGrantFactory.create_batch(3, sub_call=sub_call, grantees=FIRMS)
    with django_assert_num_queries(4):  # no body yet; the record with its surroundings; partners; keeping it
        page(client, "/en/projects/roads/")
    for _more in range(2):
        SubGrantFactory.create_batch(3, sub_call=sub_call, grantees=FIRMS)
        with django_assert_num_queries(2):  # the body, and what surrounds the record now
            page(client, "/en/projects/roads/")


def test_a_project_that_passes_nothing_on_says_nothing_of_it(client):
    PublicationFactory(code="plain")
    assert page(client, "/en/projects/plain/").select_one("#passed-on") is None


def test_the_list_says_that_nothing_is_published_yet_or_how_to_find_more(client, sub_call):
    SubGrantFactory(sub_call=sub_call, published_at=None)
    words = page(client, "/en/sub-grants/").get_text()
    assert "No sub-grant is published yet" in words
    assert "Write less of the name" not in words
    SubGrantFactory(sub_call=sub_call)
    words = page(client, "/en/sub-grants/?q=nowhere").get_text()
    assert "No sub-grant is published yet" not in words
    assert "Write less of the name" in words


def test_the_list_is_found_by_company_operation_call_theme_and_country(client, sub_grant):
    other = SubGrantFactory(code="other-1", grantees=[{"name": "Elsewhere", "country": "FR"}])
    call = sub_grant.sub_call.call.code

    assert set(codes(client)) == {"roads-1", "other-1"}
    for query, wanted in (
        ("?q=zonne", ["roads-1"]),
        ("?q=SUN", ["roads-1"]),
        ("?operation=roads", ["roads-1"]),
        (f"?call={call}", ["roads-1"]),
        ("?theme=energy", ["roads-1"]),
        ("?country=fr", ["other-1"]),
        ("?country=BE&theme=none", []),
    ):
        assert codes(client, query) == wanted, query
    assert other.sub_call.scheme.operation.acronym in client.get("/en/sub-grants/").content.decode()


def test_the_list_of_an_operation_shows_its_calls_and_targets(client, sub_grant):
    found = page(client, "/en/sub-grants/?operation=roads")

    assert found.h1.get_text() == "Sub-grants of ROADS"
    link = found.select_one("#sub-calls").find_next("a")["href"]
    assert link == f"/en/calls/{sub_grant.sub_call.call.code}/"
    assert len(found.select("progress")) == 3


@pytest.mark.parametrize("query", ["", "?operation=roads"])
def test_the_list_costs_the_same_for_any_number(client, sub_call, query, django_assert_max_num_queries):
    for number in (1, 3):
        SubGrantFactory.create_batch(number, sub_call=sub_call, grantees=FIRMS)
        with django_assert_max_num_queries(5):
            client.get(f"/en/sub-grants/{query}")


@pytest.mark.parametrize(
    "query",
    [
        "?q=" + "x" * 5000,
        "?q=%ED%A0%80",
        "?operation=%0A&theme=%27%3B--",
        "?country=%F0%9F%92%A9",
        "?page=0",
        "?page=99999999999999999999",
        "?page=x&sort=grant;drop",
        "?q[]=a&operation=a&operation=b",
    ],
)
def test_odd_addresses_give_a_page(client, sub_grant, query):
    assert client.get(f"/en/sub-grants/{query}").status_code == 200


def test_one_sub_grant_says_what_for_whom_and_how_much(client, sub_grant, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        found = page(client, "/en/sub-grants/roads-1/")

    words = " ".join(found.get_text().split())
    for told in ("SUN", "Zonne nv", "Wind bv", "€200,000.00", "€100,000.00", "50%", "Energy", "ROADS"):
        assert told in words
    assert "The total is not shared out among them." in words


def test_what_is_not_public_is_not_found(client, sub_call):
    SubGrantFactory(sub_call=sub_call, code="hidden", published_at=None, first_published_at=None)

    assert client.get("/en/sub-grants/hidden/").status_code == 404
    assert codes(client) == []
    assert "/en/sub-grants/hidden/" not in client.get("/en/projects/roads/").content.decode()


def test_a_person_who_is_no_longer_named_is_told_so(client, sub_call):
    gone = {"name": "", "is_natural_person": True, "forgotten_at": "2026-01-01T00:00:00Z"}
    SubGrantFactory(sub_call=sub_call, code="roads-2", grantees=[gone])

    assert "natural person, no longer named" in client.get("/en/sub-grants/roads-2/").content.decode()
    assert "1 natural person, no longer named" in client.get("/en/sub-grants/").content.decode()


def test_totals_of_the_search_are_the_same_with_sub_grants(client, sub_call):
    before = client.get("/en/projects/").context["results"].totals
    SubGrantFactory(sub_call=sub_call, grantees=FIRMS)
    assert client.get("/en/projects/").context["results"].totals == before
    assert Publication.objects.count() == 1


def test_the_page_of_a_sub_call_leads_to_its_operation_and_results(client, sub_call):
    found = page(client, f"/en/calls/{sub_call.call.code}/")

    links = [link["href"] for link in found.select("dl.facts a")]
    assert "/en/projects/roads/" in links
    assert f"/en/sub-grants/?operation=roads&call={sub_call.call.code}" in links


def test_a_small_project_fund_names_its_final_recipients(client):
    scheme = SchemeFactory(kind="small_project_fund", target_projects=None, target_companies=None)
    school = {"name": "School zonder grenzen", "country": "FR", "size_class": "unknown"}
    SubGrantFactory(sub_call=SubCallFactory(scheme=scheme), grantees=[school])

    words = " ".join(page(client, f"/en/projects/{scheme.operation.code}/").get_text().split())
    for told in ("Small project fund", "School zonder grenzen", "1 final recipient, each counted once."):
        assert told in words
    assert "0 of them are companies." in words
