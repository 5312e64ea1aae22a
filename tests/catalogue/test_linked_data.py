"""What pages tell machines: shapes of schema.org, nothing unknown, nothing of people, no markup."""

import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from publications.exports.tables import tables
from tests.factories.calls import CallFactory
from tests.factories.programmes import ProgrammeFactory, ProgrammePeriodFactory
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db
SITE = "https://portal.example"
EU = {
    "@type": "GovernmentOrganization",
    "name": "European Union",
    "sameAs": "https://european-union.europa.eu",
}
# What each type must carry, and all that it may carry.
SHAPES = {
    "Project": (
        {"@id", "name", "identifier", "url", "subjectOf"},
        {
            "alternateName",
            "description",
            "foundingDate",
            "dissolutionDate",
            "sameAs",
            "member",
            "funding",
        },
    ),
    "MonetaryGrant": ({"funder"}, {"name", "identifier", "amount"}),
    "MonetaryAmount": ({"currency", "value"}, set()),
    "Organization": ({"name"}, {"url", "address"}),
    "PostalAddress": (set(), {"addressLocality", "addressCountry"}),
    "GovernmentOrganization": ({"name", "sameAs"}, set()),
    "FundingScheme": (
        {"@id", "name", "url", "parentOrganization"},
        {"description", "sameAs", "areaServed"},
    ),
    "GovernmentService": (
        {"@id", "name", "identifier", "serviceType", "url", "provider", "hoursAvailable", "produces"},
        {"description", "areaServed", "availableChannel"},
    ),
    "ServiceChannel": ({"serviceUrl", "availableLanguage"}, set()),
    "OpeningHoursSpecification": ({"validFrom", "validThrough"}, set()),
    "Country": ({"name"}, set()),
    "WebPage": ({"url", "inLanguage"}, {"datePublished", "dateModified"}),
    "WebSite": ({"name", "url", "inLanguage", "potentialAction"}, set()),
    "SearchAction": ({"target", "query-input"}, set()),
    "EntryPoint": ({"urlTemplate"}, set()),
    "BreadcrumbList": ({"itemListElement"}, set()),
    "ListItem": ({"position", "name"}, {"item"}),
    "DataCatalog": ({"@id", "name", "url", "license", "dataset"}, {"description"}),
    "Dataset": ({"@id", "name", "description", "identifier", "url", "license", "distribution"}, set()),
    "DataDownload": ({"contentUrl", "encodingFormat"}, set()),
}


@pytest.fixture(autouse=True)
def site(settings):
    settings.PORTAL_URL = SITE


@pytest.fixture
def edition():
    return ProgrammePeriodFactory(programme=ProgrammeFactory(code="RIVER", slug="river"))


def blocks(client, path):
    """The blocks of a page by their type."""
    response = client.get(path)
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    found = [json.loads(script.string) for script in page.select('script[type="application/ld+json"]')]
    assert all(block["@context"] == "https://schema.org" for block in found)
    for block in found:
        check({key: value for key, value in block.items() if key != "@context"})
    return {block["@type"]: block for block in found}


def check(data):
    """Every object has the properties of its type, each of them known, and whole addresses."""
    if isinstance(data, list):
        for one in data:
            check(one)
    if not isinstance(data, dict):
        assert data not in (None, "")
        return
    needed, allowed = SHAPES[data["@type"]]
    names = set(data) - {"@type"}
    assert needed <= names <= needed | allowed
    for name, value in data.items():
        if name in ("url", "item", "@id", "serviceUrl", "sameAs") and isinstance(value, str):
            assert value.startswith("https://")
        check(value)


def test_project_tells_its_partners_and_its_grant(client, edition):
    PublicationFactory(
        programme_period=edition,
        code="bridge",
        acronym="BRIDGE",
        title={"en": "A bridge"},
        summary={"en": "We build."},
        start_date=date(2025, 1, 1),
        end_date=date(2027, 12, 31),
        eu_funding=Decimal("600000.50"),
        websites=["https://bridge.example"],
        first_published_at=datetime(2026, 1, 2, 12, tzinfo=UTC),
        data_date=datetime(2026, 3, 4, 12, tzinfo=UTC),
        partners=[
            {"name": "Stad Kortrijk", "country": "BE", "city": "Kortrijk"},
            {"name": "An Example", "is_natural_person": True, "country": "BE"},
        ],
    )
    told = blocks(client, "/en/projects/bridge/")["Project"]
    told["member"][0]["url"] = re.sub(r"-\d+/$", "/", told["member"][0]["url"])
    assert told == {
        "@context": "https://schema.org",
        "@type": "Project",
        "@id": f"{SITE}/en/projects/bridge/#project",
        "name": "BRIDGE",
        "alternateName": "A bridge",
        "identifier": "bridge",
        "description": "We build.",
        "url": f"{SITE}/en/projects/bridge/",
        "foundingDate": "2025-01-01",
        "dissolutionDate": "2027-12-31",
        "sameAs": ["https://bridge.example"],
        "member": [
            {
                "@type": "Organization",
                "name": "Stad Kortrijk",
                "url": f"{SITE}/en/organisations/stad-kortrijk/",
                "address": {
                    "@type": "PostalAddress",
                    "addressLocality": "Kortrijk",
                    "addressCountry": "BE",
                },
            }
        ],
        "funding": {
            "@type": "MonetaryGrant",
            "name": "Programme RIVER",
            "identifier": "bridge",
            "amount": {"@type": "MonetaryAmount", "currency": "EUR", "value": "600000.50"},
            "funder": EU,
        },
        "subjectOf": {
            "@type": "WebPage",
            "url": f"{SITE}/en/projects/bridge/",
            "inLanguage": "en",
            "datePublished": "2026-01-02",
            "dateModified": "2026-03-04",
        },
    }


@pytest.mark.parametrize(("amount", "told"), [(None, None), (Decimal("0.00"), "0.00")])
def test_project_tells_a_published_zero_and_no_unknown_amount(client, amount, told):
    PublicationFactory(code="bridge", eu_funding=amount)
    funding = blocks(client, "/en/projects/bridge/")["Project"].get("funding", {})
    assert funding.get("amount", {}).get("value") == told


def test_texts_cannot_break_out_of_the_block(client):
    evil = "</script><script>alert(1)</script><!-- \u2028 & ' \" \\"
    PublicationFactory(code="bridge", acronym=evil[:40], summary={"en": evil}, title={"en": evil})
    raw = client.get("/en/projects/bridge/").content.decode()
    assert "<script>alert" not in raw
    assert blocks(client, "/en/projects/bridge/")["Project"]["description"] == evil


def test_call_is_a_service_between_two_moments(client, edition):
    CallFactory(
        code="river-1",
        programme_period=edition,
        budget=Decimal("5000000.00"),
        languages=["nl", "fr"],
        opens_at=datetime(2026, 1, 5, 9, tzinfo=UTC),
        closes_at=datetime(2096, 7, 1, 10, tzinfo=UTC),
    )
    told = blocks(client, "/en/calls/river-1/")["GovernmentService"]
    assert told["hoursAvailable"] == {
        "@type": "OpeningHoursSpecification",
        "validFrom": "2026-01-05T10:00:00+01:00",
        "validThrough": "2096-07-01T12:00:00+02:00",
    }
    assert told["produces"]["amount"]["value"] == "5000000.00"
    assert told["availableChannel"]["availableLanguage"] == ["nl", "fr"]
    assert told["provider"]["url"] == f"{SITE}/en/programmes/river/"


def test_closed_call_names_no_way_to_apply(client, edition):
    past = datetime(2025, 1, 1, tzinfo=UTC)
    CallFactory(code="river-1", programme_period=edition, opens_at=past, closes_at=past.replace(month=2))
    assert "availableChannel" not in blocks(client, "/en/calls/river-1/")["GovernmentService"]


def test_programme_and_period_are_funding_schemes(client, edition):
    whole = blocks(client, "/en/programmes/river/")
    assert whole["FundingScheme"]["areaServed"] == [
        {"@type": "Country", "name": "Belgium"},
        {"@type": "Country", "name": "France"},
    ]
    part = blocks(client, "/en/programmes/river/2021-2027/")
    assert part["FundingScheme"]["name"] == f"Edition {edition.pk}"
    assert part["BreadcrumbList"]["itemListElement"][2] == {
        "@type": "ListItem",
        "position": 3,
        "name": "Programme RIVER",
        "item": f"{SITE}/en/programmes/river/",
    }


def test_organisation_tells_who_it_is(client):
    record = PublicationFactory(partners=[{}])
    organisation = record.partners.get().organisation
    path = f"/en/organisations/{organisation.slug}/"
    told = blocks(client, path)["Organization"]
    assert (told["name"], told["url"]) == (organisation.name, SITE + path)


def test_home_tells_how_to_search(client):
    told = blocks(client, "/nl/")["WebSite"]
    assert told["potentialAction"]["target"]["urlTemplate"] == f"{SITE}/nl/projects/?q={{words}}"


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("/nl/", "/nl/"),
        ("/fr/programmes/river/?utm=1&page=2", "/fr/programmes/river/"),
        ("/en/programmes/river/2021-2027/", "/en/programmes/river/2021-2027/"),
    ],
)
def test_page_has_one_address_in_each_language(client, edition, path, here):
    page = BeautifulSoup(client.get(path).content, "html.parser")
    assert [link["href"] for link in page.select("link[rel=canonical]")] == [SITE + here]
    others = {link["hreflang"]: link["href"] for link in page.select("link[rel=alternate][hreflang]")}
    assert others == {code: f"{SITE}/{code}{here[3:]}" for code in ("nl", "fr", "en")}


def test_project_has_a_social_card(client, edition):
    PublicationFactory(code="bridge", acronym="BRIDGE", summary={"fr": "Un pont"}, programme_period=edition)
    page = BeautifulSoup(client.get("/fr/projects/bridge/").content, "html.parser")
    told = {tag["property"]: tag["content"] for tag in page.select("meta[property]")}
    assert told["og:title"] == "BRIDGE"
    assert told["og:description"] == "Un pont"
    assert told["og:image"] == f"{SITE}/fr/projects/bridge/card-fr.png"
    assert told["og:image:alt"] == "BRIDGE, Programme RIVER"
    assert told["og:url"] == f"{SITE}/fr/projects/bridge/"


def test_open_data_are_a_catalogue_of_datasets(client):
    told = blocks(client, "/nl/data/")["DataCatalog"]
    assert (told["@id"], told["license"]) == (
        f"{SITE}/nl/data/#catalogue",
        "https://creativecommons.org/licenses/by/4.0/",
    )
    first = told["dataset"][0]
    assert (first["name"], first["identifier"]) == ("Lijst van concrete acties", "operations")
    assert first["distribution"][0] == {
        "@type": "DataDownload",
        "contentUrl": f"{SITE}/data/operations.csv?lang=nl",
        "encodingFormat": "text/csv",
    }
    assert [one["identifier"] for one in told["dataset"]] == list(tables())


@pytest.mark.parametrize(
    "path",
    [
        *("projects/", "projects/map/", "projects/figures/", "projects/network/", "regions/", "calls/"),
        *("organisations/", "programmes/", "events/", "data/", "data/columns/", "data/api/", "about/"),
        *("accessibility/", "privacy/"),
    ],
)
def test_every_list_and_page_says_what_it_is_where_it_is_shared(client, path):
    page = BeautifulSoup(client.get(f"/fr/{path}").content, "html.parser")
    title = page.select_one('meta[property="og:title"]')["content"]
    assert page.title.string.split(" \u2013 ")[0].strip() == title
