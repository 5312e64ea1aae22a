"""The projects known from the programmes' own documents: as stated, nothing more."""

import shutil
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.facts import read, source_of
from core.loading.problems import BadFiles
from programmes.models import Programme
from programmes.reference import load as load_programmes
from publications import finding
from publications.models import Publication, PublishedPartner
from publications.reference import load
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db
FILES = settings.BASE_DIR / "fixtures" / "reference"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FILES, tmp_path / "reference"))


@pytest.fixture
def programmes():
    load_programmes(FILES)


def spoil(files: Path, old: str, new: str) -> None:
    text = (files / "publications.yaml").read_text(encoding="utf-8")
    assert old in text
    (files / "publications.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")


def test_nine_projects_stand_as_stated(programmes):
    load(FILES)

    assert dict(Publication.objects.values_list("acronym", "programme_period")) == {
        "CTE-Go KMO": "FWVL-IV",
        "Les Effronteries": "FWVL-IV",
        "APPORT": "FWVL-IV",
        "Nanolac": "FWVL-IV",
        "CrossRoads Vlaanderen-Nederland": "VLNED-VI",
        "CrossRoads 2": "VLNED-V",
        "CrossRoads 2 Sustainable Energy": "VLNED-V",
        "CrossRoads": "VLNED-IV",
        "CECI": "IE-V",
    }
    assert not Publication.objects.filter(is_demo=True).exists()


def test_crossroads_keeps_both_figures_and_derives_no_rate(programmes):
    load(FILES)
    record = Publication.objects.get(code="vlned-crossroads-vi")

    assert (record.eu_funding, record.total_budget) == (Decimal("11050315.91"), Decimal("24800000.00"))
    assert record.total_budget_is_approximate
    assert record.rate is None
    assert (record.start_date, record.end_date) == (date(2023, 1, 1), date(2029, 12, 31))
    assert record.theme.code == "A1"
    assert record.partners.count() == 7
    assert record.partners.get(role="lead").name == "APB Provinciaal Secretariaat Europese Structuurfondsen"
    assert {partner.budget for partner in record.partners.all()} == {None}


def test_what_is_not_stated_stays_unknown(programmes):
    load(FILES)
    record = Publication.objects.get(code="ie-ceci")

    assert (record.total_budget, record.eu_funding, record.start_date, record.fund) == (
        None,
        None,
        None,
        None,
    )
    assert (dict(record.title), dict(record.summary), record.websites) == ({}, {}, [])
    assert record.status == "unknown"
    assert record.partners.count() == 0
    crossroads = Publication.objects.get(code="vlned-crossroads")
    assert source_of(crossroads.provenance, "edition") == "memory"


def test_facts_of_crossroads_2_are_typed(programmes):
    load(FILES)
    facts = {fact.key: fact for fact in read(Publication.objects.get(code="vlned-crossroads-2").facts)}

    assert (facts["companies"].value, facts["innovation_projects"].value) == (202, 118)
    assert (facts["grants"].value, facts["grants"].approximate) == (Decimal(7_000_000), True)


def test_records_are_found_by_their_words(programmes):
    load(FILES)

    assert list(finding.records(finding.query({"q": "rampenplannen"})).values_list("acronym", flat=True)) == [
        "APPORT"
    ]


def test_second_load_changes_nothing(programmes):
    load(FILES)
    before = dict(Publication.objects.values_list("code", "data_date"))
    report = load(FILES)

    assert not report.changes_anything
    assert dict(Publication.objects.values_list("code", "data_date")) == before


def test_changed_partner_renews_the_record_and_its_words(programmes, files):
    load(files)
    long_ago = timezone.now() - timedelta(days=9)
    Publication.objects.update(data_date=long_ago)
    spoil(files, "name: REWIN", "name: Hertogdommen")
    report = load(files)

    assert list(report.kind("partners of publications").changed) == ["vlned-crossroads-vi partner 4"]
    renewed = Publication.objects.filter(data_date__gt=long_ago)
    assert [record.code for record in renewed] == ["vlned-crossroads-vi"]
    assert [r.code for r in finding.records(finding.query({"q": "hertogdommen"}))] == ["vlned-crossroads-vi"]


def test_partner_that_left_the_file_goes_and_a_gone_record_stays_whole(programmes, files):
    load(files)
    spoil(files, "      - name: Innovation Quarter\n        role: partner\n", "")
    spoil(files, "code: fwvl-apport", "code: fwvl-apport-bis")
    report = load(files)

    assert report.kind("partners of publications").removed == ["vlned-crossroads-vi partner 7"]
    assert list(report.kind("publications").gone) == ["fwvl-apport"]
    assert Publication.objects.get(code="fwvl-apport").partners.count() == 2

    load(files, prune=True)
    assert not Publication.objects.filter(code="fwvl-apport").exists()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "edition: VLNED-VI",
            "edition: VLNED-X",
            'publication vlned-crossroads-vi: "edition" must be one of',
        ),
        ("theme: A1", "theme: Z9", "publication vlned-crossroads-vi: the theme Z9 is not one of VLNED-VI"),
        ("end_date: 2029", "end_date: 2019", "publication vlned-crossroads-vi: it ends before it starts"),
        ("eu_funding: 11050315.91", "eu_funding: 11050315.915", "with at most two decimals"),
        (
            "eu_funding: 11050315.91",
            "eu_funding: 11050315.91\n    rate: 44.56",
            "no rate can stand beside an approximate total",
        ),
        (
            "http://www.materianova.be",
            "javascript:alert(1)",
            '"websites" must hold codes that look like https?',
        ),
        (
            "name: REWIN\n        role: partner",
            "name: REWIN\n        role: lead",
            "it has more than one lead partner",
        ),
        ("code: fwvl-nanolac", "code: fwvl-apport", "publication fwvl-apport: stands twice"),
    ],
)
def test_bad_file_names_record_and_reason_and_changes_nothing(programmes, files, old, new, told):
    spoil(files, old, new)

    with pytest.raises(BadFiles) as caught:
        load(files)

    assert told in str(caught.value)
    assert not Publication.objects.exists()
    assert not PublishedPartner.objects.exists()


def test_code_of_a_record_that_the_portal_published_is_refused(programmes):
    PublicationFactory(code="ie-ceci", source="portal")

    with pytest.raises(
        BadFiles, match="publication ie-ceci: a record that the portal published has this code"
    ):
        load(FILES)


def test_command_loads_all_or_nothing(files, capsys):
    spoil(files, "theme: A1", "theme: Z9")
    with pytest.raises(CommandError, match=r"Nothing was changed\.\npublications\.yaml, "):
        call_command("load_reference", "--directory", str(files))
    assert not Programme.objects.exists()

    call_command("load_reference")
    assert "publications: 9 added, 0 changed, 0 unchanged" in capsys.readouterr().out
