"""Portfolios read back from their PDF: their figures, page numbers, tags, bookmarks and files."""

import io
import re
import subprocess
from decimal import Decimal
from functools import cache

import pikepdf
import pytest
from django.db import transaction
from pdfua import validate
from pypdf import PdfReader

from core.pdf import binding
from publications import figures, finding, participation
from publications.models import Organisation
from tests.documents.pdf_checks import faults_of
from tests.factories.calls import CallFactory
from tests.factories.programmes import ProgrammePeriodFactory
from tests.factories.projects import ProjectFactory
from tests.publications.portfolio.printed import CITY, LILLE, RIGHT_TO_LEFT, made, pages, project

pytestmark = pytest.mark.django_db
SMALL_PARTS = {"contents": 5, "front": 9, "body": 5, "index": 3}


@pytest.fixture
def edition(db):
    return ProgrammePeriodFactory()


def many(edition):
    """Twelve projects."""
    return [project(number, edition) for number in range(12)]


def mark_of(edition):
    return f"edition:{edition.programme.slug}:{edition.period_id}"


@pytest.fixture(scope="module")
def bound_in(django_db_setup, django_db_blocker):
    """The portfolio of twelve projects in small parts, once in a language; what is stored is taken back."""

    @cache
    def bind(language):
        with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
            patch.setattr(binding, "AT_ONCE", SMALL_PARTS)
            edition = ProgrammePeriodFactory()
            many(edition)
            content = made(mark_of(edition), language)
            transaction.set_rollback(True)
        return content

    return bind


@pytest.fixture(scope="module")
def bound(bound_in):
    return bound_in("en")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ["€ 12.069,00", "€ 24.072,00", "Werk 7"]),
        ("fr", ["12 069,00 €", "24 072,00 €", "Travail 7"]),
        ("en", ["€12,069.00", "€24,072.00", "Work 7"]),
    ],
)
def test_portfolio_says_the_figures_of_its_page(edition, bound_in, language, words):
    content = bound_in(language)
    many(edition)
    sums = figures.totals(finding.query({"programme": edition.programme.slug, "period": edition.period_id}))
    assert (sums.projects, sums.eu_funding, sums.total_budget) == (
        12,
        Decimal("12069.00"),
        Decimal("24072.00"),
    )
    text = "".join(pages(content)).replace(" ", "")  # narrow spaces get lost
    assert [word for word in words if word.replace(" ", "") not in text] == []


def test_each_project_stands_once_and_on_the_page_that_contents_and_index_name(bound):
    texts = pages(bound)
    assert texts[1].startswith("Contents ")  # right behind the cover
    lines = " ".join(texts[1:5])
    for project_number in range(12):
        acronym = f"WORK{project_number:03}"
        begin = f"{acronym} Work {project_number} "
        found = [number for number, text in enumerate(texts, 1) if f"{begin}Programme" in text]
        assert len(found) == 1, acronym
        assert f"{begin}{found[0]} " in lines
    body = [
        str(number) for number, text in enumerate(texts, 1) if "Total budget €" in text and "WORK" in text
    ]
    assert f"Stad Kortrijk (BE), {', '.join(body)} " in texts[-1]


def test_pages_are_numbered_one_after_the_other(bound):
    texts = pages(bound)
    assert len(texts) > 5
    assert [number for number, text in enumerate(texts, 1) if f" {number} " not in f" {text} "] == []


def test_each_page_says_how_many_there_are_as_part_of_the_sheet(bound):
    shown = subprocess.run(["pdftotext", "-layout", "-", "-"], input=bound, capture_output=True, check=True)
    texts = shown.stdout.decode().split("\f")[:-1]
    numbers = [re.findall(r"\d+\s*/\s*\d+(?=\s*$)", text, re.MULTILINE)[-1:] for text in texts]
    expected = [[f"{number}/{len(texts)}"] for number in range(1, len(texts) + 1)]
    assert [["".join(one.split()) for one in found] for found in numbers] == expected
    with pikepdf.open(io.BytesIO(bound)) as file:
        drawn = {page.Resources.XObject.PagesInAll.objgen for page in file.pages}
    assert len(drawn) == 1  # painted once for all


def test_a_long_summary_with_blank_lines_ends_behind_a_sentence(edition):
    words = "Water stays in the marsh. \n\nFarmers and schools take part in the work of the partners. "
    project(1, edition, summary={"en": words * 8})
    text = " ".join(pages(made(mark_of(edition))))
    said = text.partition("Water stays")[2].partition("2 partners")[0]
    assert said.rstrip().endswith(".")


def test_links_lead_to_the_entries(bound):
    with pikepdf.open(io.BytesIO(bound)) as file:
        links = [link for page in file.pages for link in page.get("/Annots", [])]
        inside = [link for link in links if "/Dest" in link]
        left = [str(link.A.URI) for link in links if "/A" in link and str(link.A.URI).startswith("to:")]
    # a line of the contents for each project and each part, and the two partners with the pages of the body
    assert len(inside) >= 12 + 4
    assert left == []


def test_bookmarks_name_parts_and_projects(bound):
    outline = PdfReader(io.BytesIO(bound)).outline

    def titles(items):
        return [one["/Title"] if not isinstance(one, list) else titles(one) for one in items]

    (_title, parts) = titles(outline)
    assert [one for one in parts if isinstance(one, str)] == [
        "Contents",
        "In figures",
        "Regions",
        "Projects",
        "Index of partners",
    ]
    assert next(one for one in parts if isinstance(one, list) and "WORK000" in one) == [
        f"WORK{number:03}" for number in range(12)
    ]


def test_portfolio_is_tagged_as_one_document(bound, tmp_path):
    file = tmp_path / "portfolio.pdf"
    file.write_bytes(bound)
    assert faults_of(file.read_bytes(), "en") == []
    findings = validate(str(file)).findings
    assert {finding.rule_id for finding in findings} <= {"UA-15-003"}, findings
    with pikepdf.open(file) as read:
        root = read.Root.StructTreeRoot
        numbers = [int(one) for one in list(root.ParentTree.Nums)[::2]]
        assert numbers == list(range(len(numbers)))
        assert [int(page.StructParents) for page in read.pages] == sorted(
            {int(page.StructParents) for page in read.pages}
        )
        assert len(root.K) == 1


def test_data_are_inside_as_json_and_csv(bound):
    attached = PdfReader(io.BytesIO(bound)).attachments
    names = sorted(attached)
    assert [name for name in names if name.endswith(".csv")] == ["partners.csv", "projects.csv"]
    assert len(names) == 3
    rows = attached["projects.csv"][0].decode().splitlines()
    assert len(rows) == 13
    assert rows[1].startswith("work-0,WORK000,Work 0,")
    assert "1000.25" in rows[1]


def test_same_data_give_the_same_file(edition):
    project(1, edition)
    assert made(mark_of(edition)) == made(mark_of(edition))


def test_partner_tells_its_own_part_in_three_states(edition):
    project(1, edition)
    project(
        2,
        edition,
        partners=[{**LILLE, "role": "lead"}, {**CITY, "role": "partner", "eu_funding": Decimal(0)}],
    )
    project(3, edition, partners=[CITY, LILLE])
    organisation = Organisation.objects.get(name="Stad Kortrijk")
    told = participation.figures_of(organisation)
    assert (told.as_lead, told.eu_funding.amount, told.eu_funding.published) == (2, Decimal("500.10"), 2)
    text = " ".join(pages(made(f"organisation:{organisation.slug}")))
    assert "As lead partner 2" in text
    assert "€500.10 of 3 projects, 2 publish an amount" in text
    assert "Here as lead partner. Own European money €500.10" in text
    assert "Here as partner. Own European money €0.00 · Own budget not published" in text
    assert "Here as lead partner. Own European money not published" in text
    assert "Ville de Lille" in text


@pytest.mark.parametrize("number", [1, 9])
def test_few_projects_follow_each_other_without_contents_and_index(edition, number, tmp_path):
    for one in range(number):
        project(one, edition)
    file = tmp_path / "portfolio.pdf"
    file.write_bytes(made(mark_of(edition)))
    texts = pages(file.read_bytes())
    text = " ".join(texts)
    assert [f"WORK{one:03}" in text for one in range(10)] == [one < number for one in range(10)]
    assert ("Contents" in text, "Index of partners" in text) == (False, False)
    assert len(texts) <= 3 + number // 4
    assert "Is this copy still the current one?" in texts[-1]
    assert faults_of(file.read_bytes(), "en") == []
    assert {one.rule_id for one in validate(str(file)).findings} <= {"UA-15-003"}


def test_code_for_checking_stands_on_the_cover(bound):
    texts = pages(bound)
    assert "Is this copy still the current one?" in texts[0]
    assert "Each project counts once." not in " ".join(texts)


def test_call_result_says_the_call_and_what_it_led_to(edition, tmp_path):
    call = CallFactory(
        programme_period=edition,
        code="result-1",
        title={"en": "First call", "fr": "Premier appel"},
        budget=Decimal("3000000.00"),
    )
    funded = ProjectFactory(call=call, code="work-1")
    project(1, edition)
    project(2, edition)  # of no call
    file = tmp_path / "result.pdf"
    file.write_bytes(made(f"call:{call.code}", "fr"))
    text = " ".join(pages(file.read_bytes()))
    assert funded.code == "work-1"
    assert ("WORK001" in text, "WORK002" in text) == (True, False)
    assert "Premier appel" in text
    assert "3000000,00€" in "".join(text.split())
    assert "1001,25€" in "".join(text.split())
    assert faults_of(file.read_bytes(), "fr") == []
    assert {one.rule_id for one in validate(str(file)).findings} <= {"UA-15-003"}


def test_one_project_takes_two_pages(edition):
    project(1, edition)
    first, last = pages(made(mark_of(edition)))
    assert "EuroGeographics" in first  # the map stands below the key figures
    assert "WORK001" in last
    assert "Is this copy still the current one?" in last


HOSTILE = "<script>x</script> {{ 7*7 }} file:///etc/passwd to:p-0 \u202e\u200b 🙂 漢字 " + "w" * 3000


@pytest.mark.parametrize(
    "changes",
    [
        {"title": {"en": HOSTILE}, "summary": {"en": HOSTILE * 3}, "acronym": HOSTILE[:100]},
        {"partners": [{"name": f"Partner {n} with quite a long name", "country": "BE"} for n in range(60)]},
        {"partners": [{"name": RIGHT_TO_LEFT, "country": "FR"}], "acronym": RIGHT_TO_LEFT},
        {"title": {}, "summary": {}, "partners": [], "total_budget": None, "eu_funding": None},
        {"acronym": "=cmd|' /C calc'!A0", "partners": [{"name": "W" * 250, "country": "BE"}]},
    ],
    ids=["hostile", "60 partners", "right to left", "nothing known", "long words"],
)
def test_any_project_can_be_printed(edition, changes):
    project(1, edition, **changes)
    project(2, edition)
    content = made(mark_of(edition))
    text = " ".join(pages(content))
    assert "WORK002" in text
    with pikepdf.open(io.BytesIO(content)) as file:
        outside = [
            str(link.A.URI)
            for page in file.pages
            for link in page.get("/Annots", [])
            if "/A" in link and "/URI" in link.A
        ]
    assert [one for one in outside if not one.startswith("http")] == []
