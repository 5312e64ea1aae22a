"""What a project page says beside plain facts: achievements, sources, versions, related projects."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from publications import versions
from publications.models import Organisation, Publication, RecordVersion
from tests.factories.programmes import (
    FundFactory,
    PriorityFactory,
    ProgrammePeriodFactory,
    SpecificObjectiveFactory,
    ThemeFactory,
)
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(node):
    return " ".join(node.get_text(" ", strip=True).split())


def test_project_links_partners_to_their_pages_and_names_their_type(client):
    PublicationFactory(
        code="one",
        partners=[
            {"name": "Stad Gent", "name_en": "City of Ghent", "kind": "local_authority"},
            {"name": "-"},
        ],
    )
    rows = read(client, "/en/projects/one/").select("#partners ~ div tbody tr")
    slug = Organisation.objects.get().slug
    assert rows[0].a["href"] == f"/en/organisations/{slug}/"
    assert words(rows[0].th) == "Stad Gent City of Ghent Type: Local public authority"
    assert rows[1].a is None


def test_project_shows_contributions_only_where_one_is_published(client):
    PublicationFactory(code="with", partners=[{"contribution": Decimal("5.00")}, {}])
    PublicationFactory(code="without", partners=[{}])
    assert [
        words(row.find_all("td")[-1])
        for row in read(client, "/en/projects/with/").select("#partners ~ div tbody tr")
    ] == [
        "€5.00",
        "not published",
    ]
    assert "Own and other money" not in read(client, "/en/projects/without/").get_text()


def test_project_shows_indicators_with_unknown_ones_said(client):
    indicator = {"kind": "output", "code": "RCO87", "name": {"en": "Organisations"}, "unit": {}}
    PublicationFactory(code="one", indicators=[{**indicator, "baseline": None, "target": "1500.50"}])
    row = read(client, "/en/projects/one/").select_one("#achievements ~ div tbody tr")
    assert [words(cell) for cell in row.find_all(["th", "td"])] == [
        "RCO87 Organisations",
        "Output",
        "not known",
        "1,500.5",
        "not known",
    ]


def test_targets_are_written_as_the_reader_writes_numbers(client):
    indicator = {"kind": "output", "code": "RCO87", "name": {"nl": "Organisaties"}, "unit": {"nl": "stuks"}}
    record = PublicationFactory(
        code="one", indicators=[{**indicator, "baseline": "0.00", "target": "1500.00"}]
    )
    versions.note([record.pk])
    row = read(client, "/nl/projects/one/").select_one("#achievements ~ div tbody tr")
    assert [words(cell) for cell in row.select("td.amount")] == ["0", "1.500"]
    assert "RCO87: 1.500" in read(client, "/nl/projects/one/versions/1/").get_text()


def test_project_names_the_source_of_each_fact(client):
    PublicationFactory(
        code="one", provenance={"*": "seed", "title.fr": "translation: by hand", "unknown": "x"}
    )
    rows = read(client, "/en/projects/one/").select("#sources ~ details dl > div")
    assert [words(row) for row in rows] == [
        "All other facts Stated in a document of the programme",
        "Title (French) Working translation, to be verified by hand",
    ]


def test_project_says_from_which_list_it_was_taken(client):
    PublicationFactory(code="one", import_source="A list", licence="CC BY 4.0")
    text = words(read(client, "/en/projects/one/").select_one("#sources").parent)
    assert "From a published list: A list." in text
    assert "Licence: CC BY 4.0." in text


def test_related_projects_come_with_their_reasons_the_nearest_first(client):
    theme = ThemeFactory()
    edition = theme.programme_period
    objective = SpecificObjectiveFactory(priority=PriorityFactory(programme_period=edition))
    both = {"programme_period": edition}
    PublicationFactory(
        code="one", theme=theme, objective=objective, partners=[{"name": "A", "region": "BE234"}], **both
    )
    PublicationFactory(acronym="THEME", theme=theme, **both)
    PublicationFactory(acronym="PARTNER", partners=[{"name": "A"}])
    PublicationFactory(acronym="OBJECTIVE", objective=objective, theme=theme, **both)
    PublicationFactory(acronym="REGION", partners=[{"name": "B", "region": "BE234"}], **both)
    PublicationFactory(acronym="NONE", **both)
    items = read(client, "/en/projects/one/").select("#related ~ ul li")
    assert [(item.a.get_text(), words(item.select_one(".hint"))) for item in items] == [
        ("OBJECTIVE", "Same specific objective. Same theme."),
        ("PARTNER", "1 partner in common."),
        ("THEME", "Same theme."),
        ("REGION", "Partners in the same regions."),
    ]


def test_project_lists_its_versions_and_each_has_a_page(client):
    record = PublicationFactory(code="one", acronym="FIRST", partners=[{"name": "Gent", "country": "BE"}])
    versions.note([record.pk])
    Publication.objects.update(acronym="SECOND", eu_funding=Decimal("0.00"), title={"nl": "Een brug"})
    versions.note([record.pk])
    items = read(client, "/en/projects/one/").select("ol.versions li")
    assert [item["value"] for item in items] == ["2", "1"]
    assert words(items[0]).endswith("Acronym, Title, European money")
    old = read(client, items[1].a["href"])
    assert words(old.h1) == "Version 1 of this record"
    facts = {words(row.dt): words(row.dd) for row in old.select("dl.facts > div")}
    assert facts["Acronym"] == "FIRST"
    assert "European money" not in facts
    new = read(client, items[0].a["href"])
    facts = {words(row.dt): words(row.dd) for row in new.select("dl.facts > div")}
    assert (facts["European money (changed)"], facts["Title (changed)"]) == (
        "€0.00",
        "Een brug in Dutch",
    )


def test_version_names_what_its_codes_stand_for(client):
    edition = ProgrammePeriodFactory(name={"nl": "Interreg VI Rivier", "en": "Interreg VI River"})
    objective = SpecificObjectiveFactory(
        priority=PriorityFactory(programme_period=edition, number=2, title={"nl": "Groener"}),
        code="RSO2.7",
        title={"nl": "Natuur"},
    )
    fund = FundFactory(code="ERDF", abbreviation={"nl": "EFRO", "en": "ERDF"})
    record = PublicationFactory(
        code="one", programme_period=edition, objective=objective, priority=objective.priority, fund=fund
    )
    versions.note([record.pk])
    page = read(client, "/nl/projects/one/versions/1/")
    facts = {words(row.dt): words(row.dd) for row in page.select("dl.facts > div")}
    assert [facts[name] for name in ("Programma", "Prioriteit", "Specifieke doelstelling", "Fonds")] == [
        "Interreg VI Rivier",
        "Groener",
        "RSO2.7 Natuur",
        "EFRO",
    ]


@pytest.mark.parametrize("number", [0, 2, 99999999999999999999])
def test_version_that_is_not_there_is_not_found(client, number):
    record = PublicationFactory(code="one")
    versions.note([record.pk])
    assert client.get(f"/en/projects/one/versions/{number}/").status_code == 404


def test_versions_of_a_withdrawn_record_are_not_public(client):
    record = PublicationFactory(code="one")
    versions.note([record.pk])
    record.delete()
    assert RecordVersion.objects.count() == 1
    assert client.get("/en/projects/one/versions/1/").status_code == 404
