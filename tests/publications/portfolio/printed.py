"""Portfolios made for tests, read back from their PDF."""

import subprocess
from datetime import date
from decimal import Decimal
from typing import Any

from documents import rendering
from publications.models import Publication
from publications.portfolio import asking, subjects
from publications.portfolio.asking import Standing
from tests.factories.publications import PublicationFactory

RIGHT_TO_LEFT = "جامعة القاهرة"
CITY = {"name": "Stad Kortrijk", "role": "lead", "country": "BE", "region": "BE254"}
LILLE = {"name": "Ville de Lille", "role": "partner", "country": "FR", "region": "FRE11"}


def project(number: int, edition: Any, **changes: Any) -> Publication:
    """A record with partners on both sides of a border and money of one."""
    return PublicationFactory(
        **{
            "programme_period": edition,
            "code": f"work-{number}",
            "acronym": f"WORK{number:03}",
            "title": {"nl": f"Werk {number}", "fr": f"Travail {number}", "en": f"Work {number}"},
            "summary": {"en": "We work together over the border. " * 8},
            "start_date": date(2020 + number % 3, 1, 1),
            "end_date": date(2024, 12, 31),
            "total_budget": Decimal("2000.50") + number,
            "eu_funding": Decimal("1000.25") + number,
            "partners": [{**CITY, "eu_funding": Decimal("500.10")}, LILLE],
            **changes,
        }
    )


def standing(mark: str, language: str = "en", **params: Any) -> Standing:
    """How the document of a subject stands."""
    subject = subjects.find(mark, params)
    assert subject is not None, mark
    return Standing(subject, language)


def made(mark: str, language: str = "en", **params: Any) -> bytes:
    """The file of a subject, asked for and rendered here."""
    return rendering.to_pdf(asking.ask(standing(mark, language, **params), address="192.0.2.7"))


def pages(content: bytes) -> list[str]:
    """The text of each page as a reader sees it, on one line, with plain spaces."""
    text = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True
    ).stdout
    found = text.decode().split("\f")[:-1]
    return [" ".join(page.split()).replace("\xa0", " ").replace("\u202f", " ") for page in found]
