"""A mapping is proposed for a list that nobody has mapped, and changed by choices."""

import json

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from core.errors import DomainError
from programmes.models import ProgrammePeriod
from publications.importing import choosing
from publications.importing.mapping import from_data
from publications.importing.proposing import propose
from publications.models import ImportMapping, Publication
from tests.factories.programmes import ProgrammePeriodFactory
from tests.publications.importing.lists import data, written

DUTCH = """Lijst van concrete acties

Code;Naam van de concrete actie;Begunstigde;Begindatum;Totale kosten;Land
P1;Slim water;Stad Gent;1 januari 2023;€ 1.000,-;België
"""
PARTNERS = """Programme|Project acronym|Organisation (original)|Partner role|Total partner budget
X|AC1|Universiteit Gent|LP|1,5
"""


def proposed(path, **given):
    return propose(path, **{"name": "a-list", "title": "A list", "language": "en", **given})


def fed(found):
    return {name: headings[0] for name, headings in found["columns"].items()}


@pytest.mark.parametrize(
    ("text", "columns", "key"),
    [
        (
            DUTCH,
            {
                "external_id": "Code",
                "title": "Naam van de concrete actie",
                "partner.name": "Begunstigde",
                "start_date": "Begindatum",
                "total_budget": "Totale kosten",
                "partner.country": "Land",
            },
            ["external_id"],
        ),
        (
            PARTNERS,
            {
                "programme": "Programme",
                "acronym": "Project acronym",
                "partner.name": "Organisation (original)",
                "partner.role": "Partner role",
                "partner.budget": "Total partner budget",
            },
            ["programme", "acronym"],
        ),
        (
            "Förderkennzeichen;Vorhabenbezeichnung;Projektende;Gesamtkosten;EU-Beitrag\nD1;Wasser;31.12.2025;9,50;4\n",
            {
                "external_id": "Förderkennzeichen",
                "title": "Vorhabenbezeichnung",
                "end_date": "Projektende",
                "total_budget": "Gesamtkosten",
                "eu_funding": "EU-Beitrag",
            },
            ["external_id"],
        ),
    ],
)
def test_columns_are_proposed_by_their_headings(tmp_path, text, columns, key):
    found = proposed(written(tmp_path, text))
    assert (fed(found), found["key"]) == (columns, key)
    from_data(found)  # as it is kept


def test_list_whose_headings_nobody_knows_keeps_them_for_a_person(tmp_path):
    found = proposed(written(tmp_path, "A list\nfoo;bar;baz\n1;2;3\n"), programme="X-VI")
    assert (found["headings"], found["fixed"]) == (["foo", "bar", "baz"], {"programme": "X-VI"})


@pytest.mark.parametrize(
    "name", ["05_Lijst_nl (2024)", "Ελλάδα", "a-very-long-name-of-a-list-that-is-cut", "_-_"]
)
def test_names_of_any_file_become_names_of_sources(tmp_path, name):
    from_data(proposed(written(tmp_path, "Code;Title\nP1;Water\n"), name=name))


def test_objects_within_objects_are_proposed_as_partners(tmp_path):
    project = {
        "id": 1,
        "programme": {"title": "X"},
        "texts": {"en": {"name": "Water"}},
        "partners": [{"name": "A", "country": {"title": "BE"}}, {"name": "B"}],
    }
    found = proposed(written(tmp_path, json.dumps({"meta": {}, "items": [project, project]}), "a.json"))
    assert (fed(found), found["partners"]) == (
        {
            "external_id": "id",
            "programme": "programme.title",
            "title.en": "texts.en.name",
            "partner.name": "partners.name",
            "partner.country": "partners.country.title",
        },
        "partners",
    )


def test_projects_and_partners_on_two_sheets_are_proposed_together(tmp_path):
    made = Workbook()
    made.active.append(["About", "this list"])
    first, second = (
        made.create_sheet("Search results, projects"),
        made.create_sheet("Search results, partners"),
    )
    for row in (["Acronym", "Project name", "Programme", "Total budget"], ["A", "Water", "X", 5]):
        first.append(row)
    for row in (["Project acronym", "Programme", "Partner name", "Country"], ["A", "X", "Gent", "BE"]):
        second.append(row)
    made.save(tmp_path / "a.xlsx")
    found = proposed(tmp_path / "a.xlsx")
    assert found["sheets"] == ["Search results, projects", "Search results, partners"]
    assert found["columns"]["acronym"] == ["Acronym", "Project acronym"]
    assert (fed(found)["partner.name"], found["key"]) == ("Partner name", ["programme", "acronym"])


def test_code_of_organisations_is_not_proposed_as_that_of_projects(tmp_path):
    rows = "".join(f"{number % 3};Project {number};Org {number % 3}\n" for number in range(30))
    found = proposed(written(tmp_path, "id;title;partner\n" + rows))
    assert (found["key"], "external_id" in found["columns"]) == (["title"], False)


def test_amounts_that_differ_within_projects_are_proposed_as_those_of_partners(tmp_path):
    rows = "".join(f"P{number // 2};T;Org {number};{number}\n" for number in range(20))
    assert (
        fed(proposed(written(tmp_path, "code;title;partner;budget\n" + rows)))["partner.budget"] == "budget"
    )


def test_partners_below_their_project_are_proposed_to_fill_down(tmp_path):
    text = "code;title;partner\nP1;Water;A\n;;B\n;;C\n"
    assert proposed(written(tmp_path, text))["fill_down"] is True


def test_a_file_that_is_no_list_is_not_proposed(tmp_path):
    with pytest.raises(DomainError, match="No row of headings"):
        proposed(written(tmp_path, "1;2\n3;4\n"))


@pytest.mark.django_db
def test_choices_change_what_columns_feed():
    given = data("X-VI", facts={"Opmerking": "Remark"})
    chosen = {
        "Budget": "eu_funding",
        "EU": "",
        "Opmerking": "summary",
        "Extra": choosing.FACT,
        "Code": "external_id",
    }
    found = choosing.chosen(given, chosen)
    assert {heading: choosing.now(found, heading) for heading in chosen} == chosen
    assert choosing.now(found, "Title") == "title"


@pytest.mark.django_db
def test_programmes_that_only_the_list_knows_get_codes_of_their_own():
    taken = ProgrammePeriodFactory(programme__code="BALTICS")
    found = choosing.with_programmes(data("X-VI"), {"Baltic Sea": "new B 2021-2027", "Other": taken.pk})
    assert found["tables"]["programmes"] == {"Baltic Sea": "BALTICS2-VI", "Other": taken.pk}
    assert from_data(found).new_programmes["BALTICS2-VI"].strand == "B"


@pytest.mark.django_db
def test_command_proposes_keeps_and_uses_a_mapping(tmp_path, capsys):
    edition = ProgrammePeriodFactory()
    path = written(tmp_path, "Code;Projectnaam;Totale kosten\nP1;Water;1.000,50\n")
    call_command("import_operations", path, propose="de-lijst", programme=edition.pk, write=True)
    assert list(Publication.objects.values_list("code", "total_budget")) == [("de-lijst-p1", 1000.5)]
    assert "Totale kosten" in capsys.readouterr().out
    call_command("import_operations", path, mapping="de-lijst")
    assert "unchanged 1" in capsys.readouterr().out
    with pytest.raises(CommandError, match="already"):
        call_command("import_operations", path, propose="de-lijst")
    with pytest.raises(CommandError, match="headings"):
        call_command("import_operations", written(tmp_path, "1;2\n", "b.csv"), propose="Other_list")
    assert list(ImportMapping.objects.filter(name="other-list")) == []
    assert ProgrammePeriod.objects.count() == 1


BILINGUAL = """Titel van het project / Operation name;Samenvatting NL / Operation summary;\
Totale kosten in euro's / Total eligible expenditure in euros;EU-subsidie in euro's / ERDF grant in euros;\
EFRO % / ERDF rate;Projectverantwoordelijke / Lead partner;NUTS III;Naam partner / Beneficiary
Water;Wij meten het water van de rivier voor een zorg met het oog op morgen;10;5;0,5;JA;BE234;Stad Gent
"""


def test_two_languages_and_a_unit_in_a_heading_are_understood_and_a_share_is_no_amount(tmp_path):
    found = proposed(written(tmp_path, BILINGUAL))

    assert fed(found) == {
        "title": "Titel van het project / Operation name",
        "summary": "Samenvatting NL / Operation summary",
        "total_budget": "Totale kosten in euro's / Total eligible expenditure in euros",
        "eu_funding": "EU-subsidie in euro's / ERDF grant in euros",
        "rate": "EFRO % / ERDF rate",
        "partner.role": "Projectverantwoordelijke / Lead partner",
        "partner.region": "NUTS III",
        "partner.name": "Naam partner / Beneficiary",
    }
    assert found["language"] == "nl"


def test_a_share_without_its_own_field_is_not_taken_for_money(tmp_path):
    found = proposed(written(tmp_path, "Titel;EFRO-bijdrage (%)\nWater;50\n"))

    assert fed(found) == {"title": "Titel"}


def test_a_name_that_is_a_short_name_in_the_other_language_is_the_title(tmp_path):
    text = "Operation name / Acronyme du projet;Nom du bénéficiaire\nINNOVA;Région\n"

    assert fed(proposed(written(tmp_path, text)))["title"] == "Operation name / Acronyme du projet"


@pytest.mark.django_db
def test_a_programme_that_is_not_there_is_refused_with_those_that_are(tmp_path):
    edition = ProgrammePeriodFactory()
    path = written(tmp_path, DUTCH)

    with pytest.raises(CommandError, match=edition.pk):
        call_command("import_operations", str(path), propose="a-list", programme="NOWHERE")

    assert not ImportMapping.objects.filter(name="a-list").exists()


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Start date of the operation", "start_date"),
        ("Expected or actual date of completion of the operation", "end_date"),
        ("Coût total de l'opération", "total_budget"),
        ("Totale kosten van de concrete actie (€)", "total_budget"),
        ("Gesamtkosten des Vorhabens", "total_budget"),
        ("Objectif spécifique concerné", "objective"),
        ("Name of the lead partner", "partner.name"),
        ("Project summary (fr)", "summary.fr"),
        ("Total cost of the operation (ERDF)", ""),
        ("Total cost of the operation (SEK)", ""),
        ("Part of the total cost", ""),
        ("EU co-financing rate in %", "rate"),
        ("Kofinanzierungssatz der Union", "rate"),
        ("Voraussichtlicher oder tatsächlicher Abschluss des Vorhabens", "end_date"),
        ("Standortindikator", "location"),
        ("Stödmottagare", "partner.name"),
        ("Project Full Title", "title"),
        ("Postal code of LP", "partner.postcode"),
        ("NUTS 3 code", "partner.region"),
        ("Operation", "title"),
        ("Of the", ""),
    ],
)
def test_little_words_around_a_heading_do_not_hide_it(tmp_path, heading, field):
    text = f"Titel;{heading}\nWater;Stad\n" if field != "title" else f"{heading};Land\nWater;BE\n"

    found = fed(proposed(written(tmp_path, text)))

    assert next((name for name, own in found.items() if own == heading), "") == field


def test_the_only_column_for_a_partner_names_the_lead_and_one_for_all_goes_before(tmp_path):
    alone = proposed(written(tmp_path, "Code;Titel;Lead partner;Projectpartners\n1;W;Stad Gent;Breda|Mons\n"))
    beside = proposed(written(tmp_path, "Code;Titel;Lead partner;Partner\n1;W;Stad Gent;Breda\n", "both.csv"))

    assert (alone["fixed"], fed(alone)["partner.name"]) == ({"partner.role": "lead"}, "Lead partner")
    assert (beside["fixed"], fed(beside)["partner.name"]) == ({}, "Partner")


def test_a_title_in_one_language_only_is_the_title(tmp_path):
    found = proposed(written(tmp_path, "Title (fr);Pays\nEau;FR\n"))

    assert (fed(found)["title"], found["language"], found["key"]) == ("Title (fr)", "fr", ["title"])
    from_data(found)
