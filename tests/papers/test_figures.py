"""The money of funding summaries, read back: what the page says, to the cent, as each language writes it."""

import html
import re
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation

from core.money import about, eur
from core.texts import LANGUAGES
from documents.kinds import kind_of
from documents.models import Document
from documents.rendering import to_pdf
from publications import partner_tables, summary
from publications.models import Publication
from tests.factories.programmes import (
    PriorityFactory,
    ProgrammePeriodFactory,
    RegionFactory,
    SpecificObjectiveFactory,
)
from tests.papers.reading import words_of
from tests.papers.samples import plain

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PROJECTS = 200
ON_PAPER = 25  # of so many one is made a PDF and read back; the others by what is laid out
TAG = re.compile(r"<(?:script|style).*?</(?:script|style)>|<[^>]+>", re.DOTALL)
AMOUNT = re.compile(r"€ ?\d[\d.,]*\d|\d[\d ]*(?:,\d\d)? €")


@pytest.fixture
def records() -> list[Publication]:
    edition = ProgrammePeriodFactory()
    edition.area.set([RegionFactory(code="BE234"), RegionFactory(code="FRE11")])
    SpecificObjectiveFactory(priority=PriorityFactory(programme_period=edition), code="RSO1.1")
    call_command("generate_world", publications=PROJECTS, seed=7, verbosity=0)
    return list(Publication.objects.for_page().order_by("code"))


def spaced(text: str) -> str:
    """With every kind of space as one plain space, and without what only breaks lines."""
    return re.sub(r"[\s\u00a0\u202f\u2009]+", " ", text.replace("\u200b", "").replace("\u00ad", ""))


def read(markup: str) -> str:
    """The text of a page as a reader sees it."""
    return spaced(
        html.unescape(
            re.sub(r"<(?:script|style).*?</(?:script|style)>|<[^>]+>", " ", markup, flags=re.DOTALL)
        )
    )


def amounts_of(record: Publication, language: str, *, is_dense: bool) -> set[str]:
    """The amounts of the record, and of the partners a summary has room for, as a language writes them.

    In dense tables stands of each partner its European money alone.
    """
    columns = ("eu_funding",) if is_dense else ("budget", "eu_funding")
    partners = record.partners.order_by("position").values_list(*columns)[: partner_tables.SHOWN_PARTNERS]
    known = [record.total_budget, record.eu_funding, *(amount for row in partners for amount in row)]
    whole = about if record.total_budget_is_approximate else eur
    found = {spaced(eur(amount, language)) for amount in known[1:] if amount is not None}
    return found | ({spaced(whole(known[0], language))} if isinstance(known[0], Decimal) else set())


def test_summaries_say_the_amounts_of_their_page(records: list[Publication], client: Client) -> None:
    assert len(records) == PROJECTS
    kind = kind_of(summary.KIND)
    for number, record in enumerate(records):
        language = LANGUAGES[number % len(LANGUAGES)]
        data = plain(summary.data_of(record))
        with translation.override(language):
            page = client.get(reverse("catalogue:project", args=[record.code])).content.decode()
            shown = kind.context(data, language)
            laid_out = render_to_string(kind.template, shown)
        on_page, said = read(page), read(laid_out)
        expected = amounts_of(record, language, is_dense=shown["is_dense"])
        assert {amount for amount in expected if amount not in on_page} == set(), record.code
        assert {amount for amount in expected if amount not in said} == set(), record.code
        assert {amount for amount in AMOUNT.findall(said) if amount.strip() not in on_page} == set(), (
            record.code
        )
        if number % ON_PAPER == 0:
            printed = spaced(words_of(to_pdf(Document(kind=summary.KIND, language=language, data=data))))
            assert {amount for amount in expected if amount not in printed} == set(), record.code
