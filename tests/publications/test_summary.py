"""The funding summary read back: always two tagged pages, with the figures of the record."""

import io
import json
from datetime import date
from decimal import Decimal

import pytest
from pdfua import validate
from pypdf import PdfReader

from core.texts import Text
from documents import rendering
from documents.models import Document
from publications import room, summary
from publications.models import Publication
from tests.documents.pdf_checks import attachments_of, faults_of, headings_of
from tests.factories.publications import PublicationFactory, PublishedContractorFactory

pytestmark = pytest.mark.django_db

HOSTILE = "<script>x</script> {{ 7*7 }} file:///etc/passwd \u202e\u200b 🙂 漢字 العربية " + "w" * 3000
LONG = "Samenwerken over de grens heen, voor water en voor zorg. " * 60


def made(record, language="en"):
    """The summary as a reader of the file sees it: number of pages, and the text of both."""
    asked = summary.request_all(record)[("nl", "fr", "en").index(language)]
    content = rendering.to_pdf(asked)
    pages = PdfReader(io.BytesIO(content)).pages
    return content, [" ".join(page.extract_text().split()) for page in pages]


def full(**changes):
    return PublicationFactory(
        **{
            "code": "bridge",
            "acronym": "BRIDGE",
            "title": {"nl": "Een brug", "fr": "Un pont", "en": "A bridge"},
            "summary": {"nl": "Wij bouwen.", "fr": "Nous bâtissons.", "en": "We build."},
            "start_date": date(2025, 1, 1),
            "end_date": date(2026, 12, 31),
            "total_budget": Decimal("1234567.89"),
            "eu_funding": Decimal("740740.73"),
            "rate": Decimal("60.00"),
            "version_number": 2,
            "version_hash": "ab" * 32,
            "partners": [
                {
                    "name": "Stad Kortrijk",
                    "role": "lead",
                    "country": "BE",
                    "region": "BE254",
                    "eu_funding": Decimal("740740.73"),
                },
                {"name": "Ville de Lille", "role": "partner", "country": "FR", "eu_funding": Decimal("0.00")},
            ],
            **changes,
        }
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ["Een brug", "€ 1.234.567,89", "€ 740.740,73", "Wij bouwen.", "België"]),
        ("fr", ["Un pont", "1 234 567,89 €", "740 740,73 €", "Nous bâtissons.", "Belgique"]),
        ("en", ["A bridge", "€1,234,567.89", "€740,740.73", "We build.", "Belgium"]),
    ],
)
def test_summary_says_what_the_record_says(language, words):
    _content, pages = made(full(), language)
    text = " ".join(pages).replace("\xa0", " ").replace("\u202f", " ")
    assert len(pages) == 2
    names = ["BRIDGE", "Stad Kortrijk", "Ville de Lille", f"/{language}/projects/bridge/", "ab" * 32]
    assert [word for word in [*words, *names] if word not in text] == []


@pytest.mark.parametrize(
    "changes",
    [
        {"partners": [{"name": f"Partner {n} with quite a long name", "country": "BE"} for n in range(50)]},
        {"partners": [{"name": "Université " * 20, "country": "FR", "city": "x" * 100} for _ in range(14)]},
        {"partners": [{"name": f"P{n}"} for n in range(120)]},
        {"title": {"en": "Long words " * 40}, "summary": {"en": LONG}, "results": {"en": LONG}},
        {
            "title": {"en": HOSTILE},
            "summary": {"en": HOSTILE},
            "acronym": HOSTILE[:100],
            "partners": [{"name": HOSTILE[:250]}],
        },
        {"websites": ["https://example.org/" + "a" * 180]},
    ],
    ids=["50 partners", "long names", "120 partners", "long texts", "hostile", "long address"],
)
def test_summary_has_two_pages_whatever_the_record_says(changes):
    _content, pages = made(full(**changes))
    assert len(pages) == 2


def test_summary_names_contractors_but_no_persons_among_them():
    record = full()
    PublishedContractorFactory(publication=record, position=1, name="Bouw bv")
    PublishedContractorFactory(publication=record, position=2, name="Jan Janssens", is_natural_person=True)
    assert "contractors" not in str(made(full(code="other"))[1]).lower()
    _content, pages = made(record)
    assert len(pages) == 2
    assert "Contractors of public procurement: Bouw bv" in pages[1]
    assert "Janssens" not in " ".join(pages)


@pytest.mark.parametrize("partners", [5, 14, 120])
def test_summary_has_two_pages_with_many_contractors_of_long_names(partners):
    rows = [{"name": f"Partner {n} with quite a long name", "country": "BE"} for n in range(partners)]
    record = full(partners=rows)
    for position in range(1, 31):
        PublishedContractorFactory(publication=record, position=position, name=f"{position} WWW " * 20)
    _content, pages = made(record)
    assert len(pages) == 2
    assert "more are on the page of the project" in pages[1]


def test_summary_of_a_record_without_facts_says_not_known():
    _content, pages = made(PublicationFactory(code="bare", acronym="BARE"))
    assert len(pages) == 2
    assert "not known" in pages[0]
    assert "The partners are not known." in pages[1]


def test_summary_keeps_both_stated_figures_and_derives_none():
    record = full(
        total_budget=Decimal(24_800_000), total_budget_is_approximate=True, rate=None, partners=[{}]
    )
    text = " ".join(made(record)[1])
    assert "about €24,800,000" in text
    assert "€740,740.73" in text
    assert "%" not in text


def test_summary_prints_markup_as_typed():
    _content, pages = made(full(title={"en": "<b>Bold</b> & {{ 7 }}"}))
    assert "<b>Bold</b> & {{ 7 }}" in pages[0]


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_summary_follows_the_standards_and_stays_small(tmp_path, language):
    content, _pages = made(full(), language)
    file = tmp_path / "summary.pdf"
    file.write_bytes(content)
    assert faults_of(content, language) == []
    assert headings_of(content)[0] == 1
    assert validate(str(file)).findings == ()
    assert len(content) < 60_000


def test_summary_carries_its_data_and_its_partners():
    record = full(partners=[{"name": "=cmd()", "country": "BE", "eu_funding": Decimal(5)}, {"name": "Two"}])
    inside = attachments_of(made(record)[0])
    assert {name: facts[:1] + facts[2:3] for name, facts in inside.items()} == {
        "bridge-summary-en.json": ("application/json", "Source"),
        "bridge-summary-en-partners.csv": ("text/csv", "Data"),
    }
    told = json.loads(inside["bridge-summary-en.json"][3])
    assert (told["code"], told["eu"], len(told["partners"])) == ("bridge", "740740.73", 2)
    lines = inside["bridge-summary-en-partners.csv"][3].decode("utf-8-sig").splitlines()
    assert lines[0] == "name,role,country,region,place,budget_eur,eu_funding_eur"
    assert lines[1].startswith("'=cmd(),")
    assert lines[1].endswith(",,5.00")


def test_summary_is_the_same_for_the_same_facts():
    record = full()
    first = made(record)[0]
    assert made(Publication.objects.for_page().get(pk=record.pk))[0] == first
    assert Document.objects.count() == 3


def test_shorten_ends_behind_a_sentence():
    text, is_cut = room.shorten(Text(en="One. Two. Three is long."), "en", 12)
    assert (text["en"], is_cut) == ("One. Two.", True)
