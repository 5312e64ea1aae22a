"""Finding submitted dossiers by what their newest version says."""

from decimal import Decimal

import pytest
from django.db import connection

from projects import searching
from projects.lifecycle import submit
from projects.models import DossierText, Project
from tests.factories.programmes import ProgrammeIndicatorFactory
from tests.factories.projects import ProjectFactory, VersionFactory, complete_project

pytestmark = pytest.mark.django_db

DATA = {
    "acronym": "ONTSLUIT",
    "title": {"nl": "Bruggen over de grensrivieren", "fr": "Des ponts sur les rivières"},
    "summary": {"nl": "Fietsers steken veilig over", "fr": "Les cyclistes traversent"},
    "answers": {"relevance.need": {"nl": "Natte voeten in Wervik", "fr": "Inondations fréquentes"}},
    "partners": [
        {"role": "lead", "name": "Stad Kortrijk", "abbreviation": "KTR", "city": "Kortrijk"},
        {"role": "partner", "name": "Université de Lille", "abbreviation": "ULILLE", "city": "Lille"},
    ],
    "totals": {"total": "100000.00", "eu_funding": "60000.00"},
}


@pytest.fixture
def project():
    found = ProjectFactory(submitted=True, acronym="ONTSLUIT", code="VLNED-01-00042")
    VersionFactory(project=found, data=DATA)
    searching.index([found.pk])
    return found


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("grensrivier", True),  # Dutch: grensrivieren
        ("rivière", True),
        ("riviere", True),
        ("inondation", True),
        ("cycliste", True),
        ("kortrijk", True),
        ("universite", True),
        ("ULIL", True),  # a part of a name
        ("ned-01-000", True),
        ('"steken veilig"', True),
        ('"veilig steken"', False),
        ("fietser -voet", False),
        ("fietser -kathedraal", True),
        ("-kathedraal", True),
        ("-fietser", False),
        ("kathedraal or fietser", True),
        ("kathedraal", False),
        ("'); drop table", False),
    ],
)
def test_matching_reads_each_language(project, typed, is_found):
    assert Project.objects.matching(searching.clean(typed)).exists() is is_found


def test_resembling_forgives_a_typing_error(project):
    assert list(Project.objects.resembling("kortijk")) == [project]
    assert list(Project.objects.resembling("antwerpen")) == []
    assert list(Project.objects.resembling("")) == []


def test_index_writes_what_lists_show(project):
    project.refresh_from_db()
    assert (str(project.eu_asked), str(project.total_asked)) == ("60000.00", "100000.00")
    assert (project.lead_name, project.partner_count) == ("Stad Kortrijk", 2)


def test_index_reads_the_newest_version_only(project):
    VersionFactory(project=project, number=2, data={**DATA, "title": {"nl": "Tunnels"}, "partners": []})
    searching.index([project.pk])
    project.refresh_from_db()
    assert Project.objects.matching("tunnel").exists()
    assert not Project.objects.matching("pont").exists()
    assert (project.lead_name, project.partner_count) == ("", 0)


def test_index_takes_a_version_without_content():
    version = VersionFactory()
    searching.index([version.project_id])
    assert DossierText.objects.get().names == version.project.code.lower()


def test_index_of_a_dossier_with_too_many_words_keeps_its_beginning():
    many = " ".join(f"w{number:07d}" for number in range(150_000))
    texts = dict.fromkeys(("nl", "fr", "en", ""), many[:140000])
    other = {key: {language: f"{key}{text}" for language, text in texts.items()} for key in "abcdefgh"}
    project = ProjectFactory(submitted=True)
    VersionFactory(project=project, data={"title": {"nl": "Fietsers"}, "answers": other})
    searching.index([project.pk])
    assert Project.objects.matching("fietser").exists()


def test_submitting_writes_the_index_with_the_version():
    project = complete_project()
    submit(project, by=project.created_by)
    assert list(Project.objects.matching("samenvatting")) == [project]
    project.refresh_from_db()
    assert project.lead_name == project.partnerships.get(position=1).organisation.name
    assert project.eu_asked == 120000


def test_search_takes_signs_of_patterns_as_they_are(project):
    assert not Project.objects.matching("ont%uit").exists()
    assert not Project.objects.matching("ont_luit").exists()
    assert Project.objects.matching("NTSLUI").exists()


def test_search_reads_the_indexes_and_not_each_row(project):
    with connection.cursor() as cursor:
        cursor.execute("SELECT proconfig FROM pg_proc WHERE proname = 'dossiers_found'")
        assert cursor.fetchone() == (["enable_seqscan=off"],)
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'projects_dossiertext'")
        assert {"dossier_words", "dossier_names"} <= {name for (name,) in cursor.fetchall()}


def test_clean_bounds_what_was_typed():
    assert searching.clean("a\x00b \ud800 c") == "a b c"
    assert len(searching.clean("x" * 5000)) == 200
    assert searching.clean("a " * 50) == " ".join(["a"] * 12)


def test_index_keeps_partners_and_indicators_of_the_newest_version_only():
    indicator = ProgrammeIndicatorFactory()
    project = ProjectFactory(submitted=True)
    fund = {"code": "ERDF", "is_eu": True}, {"code": "WLN", "is_eu": False}
    lead = {
        "role": "lead",
        "country": "BE",
        "region": "BE211",
        "type": "sme",
        "legal_status": "private",
        "co_financing": [{"fund": "ERDF", "amount": "10.50"}, {"fund": "WLN", "amount": "5.00"}],
    }
    aims = {"indicator": {"id": indicator.pk}, "target": "3.50"}
    data = {"call": {"funds": fund}, "partners": [lead, {"role": "partner", "country": "FR"}]}
    VersionFactory(project=project, data=data | {"entries": [aims, aims, {"indicator": None}]})
    searching.index([project.pk])
    figures = project.partner_figures.order_by("pk").values_list(
        "is_lead", "country", "region", "type", "legal_status", "eu_asked"
    )
    assert list(figures) == [
        (True, "BE", "BE211", "sme", "private", Decimal("10.50")),
        (False, "FR", "", "", "", Decimal("0.00")),
    ]
    assert list(project.indicator_figures.values_list("indicator", "target")) == [
        (indicator.pk, Decimal("7.00"))
    ]
    VersionFactory(project=project, number=2, data=data | {"partners": [], "entries": [aims]})
    searching.index([project.pk])
    assert not project.partner_figures.exists()
    assert project.indicator_figures.get().target == Decimal("3.50")
    VersionFactory(project=project, number=3, data={})
    searching.index([project.pk])
    assert not project.indicator_figures.exists()
