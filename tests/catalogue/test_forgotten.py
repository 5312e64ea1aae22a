"""A person whose two years are over is named nowhere: every public address is read and searched."""

import datetime
import io
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from core.texts import LANGUAGES
from publications import summary, versions
from publications.exports import dumps
from publications.exports.tables import tables
from publications.models import DataFile, Publication
from publications.tasks import forget_persons
from tests.factories.programmes import RegionFactory
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db
NAME = "Zebediah Quxworthy"
LONG_AGO = timezone.now() - datetime.timedelta(days=740)
PAGES = (
    *("", "projects/", "projects/?q=quxworthy", "projects/bridge/", "projects/bridge/versions/1/"),
    *("projects/bridge/citation.bib", "projects/bridge/citation.ris", "projects/bridge/poster/"),
    *("projects/map/", "projects/figures/", "projects/network/", "projects/feed/", "organisations/"),
    *("organisations/?q=quxworthy", "regions/BE23/", "programmes/", "embed/table/", "embed/chart/"),
    *("embed/map/", "data/", "data/columns/"),
)
MACHINES = (
    *("api/v1/projects", "api/v1/projects/bridge", "api/v1/organisations", "api/v1/projects?q=quxworthy"),
    *("sitemap.xml", "sitemap-1.xml", "data/catalog.ttl", "data/catalog.jsonld"),
    *(f"data/{key}.{ending}" for key in tables() for ending in ("csv", "json", "xlsx", "ods")),
)


@pytest.fixture
def bridge(django_capture_on_commit_callbacks: Any) -> Publication:
    lead = {"name": NAME, "is_natural_person": True, "country": "BE", "region": "BE23", "role": "lead"}
    RegionFactory(code="BE23")
    record: Publication = PublicationFactory(
        code="bridge", acronym="BRIDGE", first_published_at=LONG_AGO, partners=[lead, {"name": "Stad"}]
    )
    versions.note([record.pk])
    with django_capture_on_commit_callbacks(execute=True):
        summary.request_all(record)
    return record


def said(answer: Any) -> str:
    """All that the answer says, also what it packs."""
    content = b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    if content[:5] == b"%PDF-":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return content.decode("utf-8", "replace")


def addresses() -> list[str]:
    pages = [f"/{language}/{page}" for language in LANGUAGES for page in PAGES]
    papers = [f"/en/projects/bridge/summary-{language}.pdf" for language in LANGUAGES]
    files = [f"/data/files/{row.day:%Y-%m-%d}/{row.name}" for row in DataFile.objects.filter(format="xlsx")]
    return [*pages, *papers, *(f"/{address}" for address in MACHINES), *files]


def naming(client: Client) -> list[str]:
    """The addresses that say a part of the name, but for the words that were searched for."""
    found = []
    for address in addresses():
        answer = client.get(address)
        assert answer.status_code == 200, address
        text = said(answer)
        if "Zebediah" in text or ("q=quxworthy" not in address and "quxworthy" in text.casefold()):
            found.append(address)
    return found


def test_person_is_named_for_two_years_and_nowhere_afterwards(
    client: Client, bridge: Publication, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.DATA_TABLES_PER_MINUTE = 1_000  # every table twice in all its formats
    dumps.make()
    before = naming(client)
    assert {"/nl/projects/bridge/", "/data/operations.csv", "/data/partners.ods", "/api/v1/projects"} <= {
        *before
    }
    assert "/en/projects/bridge/summary-fr.pdf" in before
    assert [address for address in before if "/data/files/" in address] == []
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_persons() == 1
    assert naming(client) == []
