"""A cut of a real list with each of its oddities: 28 of 1,196 rows of projects with Swedish partners.

Credit: keep.eu and the Swedish partners' list of Interreg projects 2021-2027.
"""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from pytest_django.asserts import assertContains, assertNotContains

from programmes.models import Programme, ProgrammePeriod
from programmes.reference import load as load_programmes
from publications import finding
from publications.importing.reports import told
from publications.models import ImportDoubt, ImportRow, ImportRun, Publication, PublishedPartner

pytestmark = pytest.mark.django_db
CUT = Path(__file__).parent / "swedish_cut.json"


@pytest.fixture
def run() -> ImportRun:
    load_programmes(settings.BASE_DIR / "fixtures" / "reference")
    call_command("import_operations", CUT, mapping="swedish-partners-2021-2027", write=True)
    return ImportRun.objects.get()


def notes(run: ImportRun) -> list[str]:
    return [told(note) for row in run.rows.order_by("pk") for note in row.notes]


def test_every_row_of_the_cut_is_accounted_for(run):
    rows = json.loads(CUT.read_text(encoding="utf-8"))
    assert run.rows_read == len(rows) == sum(run.counts[name] for name in ImportRow.Outcome.values)
    assert (run.counts["new"], run.counts["refused"]) == (28, 0)
    projects = {(row["program"], row["projektnamn"]) for row in rows}
    assert run.counts["operations"] == len(projects) == Publication.objects.count()
    assert run.found["not_taken"] == []


@pytest.mark.parametrize(
    "oddity",
    [
        "End date: “2027-02-31” → “”. There is no such day",
        "End date: “2026-09-31” → “”. There is no such day",
        "It would end before it starts (2023-09-01)",
        "The partner is not named",
        "The smaller region does not lie in the larger one (SE22)",
        "“Gotland” → “”. This region is not known by that name",
        "Partner: type of organisation: “national, regional and local authorities” → “”",
        "Partner: legal status: “Other” → “”",
        "An associated partner: shown without a role",
        "A published zero: kept as zero",
        "Other rows of this project say",
        "under way, but its last day is over",
    ],
)
def test_each_oddity_is_named(run, oddity):
    assert any(oddity in line for line in notes(run)), notes(run)


def test_names_of_regions_become_codes_and_letters_stay(run):
    places = dict(PublishedPartner.objects.exclude(name="").values_list("name", "region"))
    assert places["Luleå Tekniska Universitet"] == "SE332"
    assert places["Växjö kommun"] == "SE212"
    assert places["Blue Science Park"] == "SE22"
    assert places["Uppsala University, Department of Chemistry – Ångström Laboratory"] == "SE121"
    assert finding.records(finding.query({"q": "Lulea"})).count() == 1


def test_amounts_of_some_partners_make_no_total(run):
    record = Publication.objects.get(acronym="TAB")
    assert (record.total_budget, record.eu_funding) == (None, None)
    assert set(record.partners.values_list("budget", flat=True)) == {
        Decimal("0.00"),
        Decimal("609706.24"),
        Decimal("204904.32"),
    }


def test_one_name_with_two_sets_of_dates_is_doubted(run):
    doubt = ImportDoubt.objects.get(kind=ImportDoubt.Kind.TOGETHER)
    assert doubt.left == "SelfCare"


def test_the_same_name_in_two_programmes_is_two_projects(run):
    assert set(Publication.objects.filter(acronym="DISCO").values_list("programme_period", flat=True)) == {
        "IE-VI",
        "NSR-VI",
    }


def test_programmes_that_only_the_list_knows_get_a_home_without_promises(run, client):
    aurora = Programme.objects.get(code="AURORA")
    assert (aurora.is_imported, ProgrammePeriod.objects.get(code="AURORA-VI").set_up_since is None) == (
        True,
        False,
    )
    assert not Programme.objects.of_the_portal().filter(code="AURORA").exists()
    page = client.get(f"/en/programmes/{aurora.slug}/")
    assertContains(page, "does not work with this portal")
    assertNotContains(page, "What it needs")
    assertContains(client.get(f"/en/programmes/{aurora.slug}/2021-2027/"), "does not work with this portal")
    assertNotContains(client.get("/en/programmes/"), "Interreg Aurora")
    assert not Programme.objects.get(code="IE").is_imported
    load_programmes(settings.BASE_DIR / "fixtures" / "reference", prune=True)
    assert Programme.objects.filter(code="AURORA").exists()


def test_records_of_a_list_are_no_part_of_the_demo_world(run):
    assert not Publication.objects.filter(is_demo=True).exists()
