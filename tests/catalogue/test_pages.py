from datetime import timedelta
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from calls.models import CallTheme
from calls.states import CallState
from documents.models import Document
from documents.states import DocumentState
from publications import summary
from tests.factories.calls import CallFactory
from tests.factories.programmes import (
    PriorityFactory,
    ProgrammeFactory,
    ProgrammePeriodFactory,
    SpecificObjectiveFactory,
    ThemeFactory,
)
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db
PATHS = [
    "",
    "programmes/",
    "calls/",
    "projects/",
    "about/",
    "about/figures/",
    "accessibility/",
    "privacy/",
]
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_page_is_whole_with_nothing_to_show(client, language, path):
    response = client.get(f"/{language}/{path}")
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200
    assert len(page.select("h1")) == 1
    assert {link["hreflang"] for link in page.select("link[rel=alternate][hreflang]")} == {"nl", "fr", "en"}


@pytest.mark.parametrize(("wanted", "place"), [("fr-BE,fr;q=0.9", "/fr/"), ("nl", "/nl/"), ("de", "/en/")])
def test_root_leads_to_the_best_language(client, wanted, place):
    response = client.get("/", headers={"Accept-Language": wanted})
    assert (response.status_code, response["Location"]) == (302, place)


def test_home_shows_figures_and_open_calls(client):
    PublicationFactory(eu_funding="10.00", partners=[{}, {}])
    PublicationFactory()
    CallFactory(title={"en": "Now"})
    CallFactory(title={"en": "Hidden"}, state=CallState.DRAFT)
    page = BeautifulSoup(client.get("/en/").content, "html.parser")
    assert [value.get_text(strip=True) for value in page.select(".figures dd")] == ["2", "2", "€10.00"]
    assert "Now" in page.get_text()
    assert "Hidden" not in page.get_text()


def test_partners_that_nobody_knows_are_not_said_to_be_none(client):
    programme = PublicationFactory().programme_period.programme
    for address in ("/en/", f"/en/programmes/{programme.slug}/", "/en/projects/figures/"):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        (partners,) = [one for one in page.select(".figures > div") if "partners" in one.dt.get_text()]
        assert partners.dd.get_text(strip=True) == "not known"


def test_programme_shows_its_themes(client):
    edition = ProgrammePeriodFactory()
    ThemeFactory(programme_period=edition, title={"en": "Rivers"})
    page = client.get(f"/en/programmes/{edition.programme.slug}/").content.decode()
    assert "Rivers" in page
    assert client.get("/en/programmes/nothing/").status_code == 404


def test_call_costs_six_statements_however_much_it_sets_up(client, django_assert_num_queries):
    call = CallFactory(published_at=timezone.now())
    for _round in range(2):
        with django_assert_num_queries(6):
            assert client.get(f"/en/calls/{call.code}/").status_code == 200
        for _more in range(3):
            priority = PriorityFactory(programme_period=call.programme_period)
            call.objectives.add(SpecificObjectiveFactory(priority=priority))


def test_call_names_the_themes_of_which_a_proposal_chooses_one(client):
    call = CallFactory()
    assert "Themes" not in client.get(f"/en/calls/{call.code}/").content.decode()
    CallTheme.objects.create(
        call=call, code="power", position=1, title={"en": "Storing power", "nl": "Opslag"}
    )
    assert "<li>Storing power</li>" in client.get(f"/en/calls/{call.code}/").content.decode()
    assert "<li>Opslag</li>" in client.get(f"/nl/calls/{call.code}/").content.decode()


def test_call_is_public_once_published(client):
    shown = CallFactory()
    hidden = CallFactory(state=CallState.DRAFT)
    assert client.get(f"/en/calls/{shown.code}/").status_code == 200
    assert client.get(f"/en/calls/{hidden.code}/").status_code == 404


def test_summary_is_served_once_it_is_made(client, django_capture_on_commit_callbacks):
    record = PublicationFactory(code="bridge")
    waiting = client.get("/en/projects/bridge/summary-nl.pdf")
    assert waiting.status_code == 503
    with django_capture_on_commit_callbacks(execute=True):
        summary.request_all(record)
    ready = client.get("/en/projects/bridge/summary-nl.pdf")
    assert ready.status_code == 200
    assert ready["Content-Type"] == "application/pdf"
    assert ready["Cache-Control"] == "public, no-cache"
    assert b"".join(ready.streaming_content)[:5] == b"%PDF-"
    again = client.get("/en/projects/bridge/summary-nl.pdf", headers={"If-None-Match": ready["ETag"]})
    assert again.status_code == 304
    ready.close()


@pytest.mark.parametrize("path", ["bridge/summary-de.pdf", "nothing/summary-nl.pdf", "bridge/summary-de/"])
def test_summary_is_not_found(client, path):
    PublicationFactory(code="bridge")
    assert client.get(f"/en/projects/{path}").status_code == 404


def test_summary_status_says_when_the_service_is_away(client):
    record = PublicationFactory(code="bridge")
    document = Document.objects.create(
        kind="funding_summary",
        subject=record.subject,
        language="nl",
        data={},
        template_revision="1",
        data_hash="1",
    )
    fresh = client.get("/en/projects/bridge/summary-nl/").content.decode()
    assert "this document is being made" in fresh
    assert 'hx-trigger="every 2s"' in fresh
    Document.objects.update(requested_at=timezone.now() - timedelta(seconds=21))
    assert "does not answer now" in client.get("/en/projects/bridge/summary-nl/").content.decode()
    Document.objects.update(state=DocumentState.FAILED)
    assert "could not be made" in client.get("/en/projects/bridge/summary-nl/").content.decode()
    document.delete()
    assert "hx-get" not in client.get("/en/projects/bridge/summary-nl/").content.decode()


def test_sitemap_lists_each_project_in_each_language(client, settings):
    settings.PORTAL_URL = "https://portal.example"
    PublicationFactory(code="bridge")
    index = client.get("/sitemap.xml").content.decode()
    assert "<loc>https://portal.example/sitemap-1.xml</loc>" in index
    file = b"".join(client.get("/sitemap-1.xml").streaming_content).decode()
    for language in ("nl", "fr", "en"):
        assert f"<loc>https://portal.example/{language}/projects/bridge/</loc>" in file
    assert client.get("/sitemap-2.xml").status_code == 404


def test_robots_names_the_sitemap(client):
    assert "Sitemap: " in client.get("/robots.txt").content.decode()


def parsed(xml):
    return ElementTree.fromstring(xml)  # noqa: S314 - our own


def test_sitemap_lists_every_kind_of_page(client, settings):
    settings.PORTAL_URL = "https://portal.example"
    edition = ProgrammePeriodFactory(programme=ProgrammeFactory(code="RIVER", slug="river"))
    priority = PriorityFactory(programme_period=edition, number=1, letter="A")
    SpecificObjectiveFactory(priority=priority, code="RSO1.1")
    ThemeFactory(programme_period=edition, code="a&b <c>")
    CallFactory(code="river-1", programme_period=edition, objectives=[])
    PublicationFactory(programme_period=edition, partners=[{"name": "Stad Kortrijk"}])
    index = parsed(client.get("/sitemap.xml").content)
    places = set()
    for file in index.iter(f"{SPACE}loc"):
        path = file.text.removeprefix("https://portal.example")
        answer = parsed(b"".join(client.get(path).streaming_content))
        found = [place.text for place in answer.iter(f"{SPACE}loc")]
        assert len(found) == len(set(found)) < 50_000
        places.update(found)
    for path in (
        "about/",
        "about/figures/",
        "programmes/river/",
        "programmes/river/2021-2027/",
        "programmes/river/2021-2027/priorities/A/",
        "programmes/river/2021-2027/objectives/RSO1.1/",
        "programmes/river/2021-2027/themes/a&b%20%3Cc%3E/",
        "calls/river-1/",
    ):
        for language in ("nl", "fr", "en"):
            assert f"https://portal.example/{language}/{path}" in places
            assert client.get(f"/{language}/{path}").status_code == 200
    assert any("/en/organisations/stad-kortrijk" in place for place in places)
    assert client.get("/sitemap-organisations-2.xml").status_code == 404
