"""Bringing in a table of indicators, on the page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from documents import engine
from programmes.models import ProgrammeIndicator, ProgrammePeriod
from programmes.states import Role
from publications import summary
from tests.factories.accounts import UserFactory
from tests.factories.programmes import (
    PriorityFactory,
    ProgrammePeriodFactory,
    SpecificObjectiveFactory,
    StaffRoleFactory,
)
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db
TABLE = "identifier;kind;objective;name_fr\nO1;output;RSO1.1;Projets pilotés\n"


@pytest.fixture
def desk():
    edition = ProgrammePeriodFactory(code="HERE-VI", programme__code="HERE")
    SpecificObjectiveFactory(priority=PriorityFactory(programme_period=edition), code="RSO1.1")
    client = Client()
    client.force_login(
        StaffRoleFactory(user=UserFactory(), programme=edition.programme, role=Role.MANAGER).user
    )
    return client


@pytest.fixture
def page():
    return reverse("secretariat:setup_import", kwargs={"code": "HERE-VI"})


def test_file_is_looked_at_first_and_brought_in_when_confirmed(desk, page):
    file = SimpleUploadedFile("indicators.csv", TABLE.encode("cp1252"), content_type="text/csv")
    look = desk.post(page, {"file": file, "table": ""})
    assert [line.act for line in look.context["lines"]] == ["added"]
    assert not ProgrammeIndicator.objects.exists()
    assert desk.post(page, {"table": look.context["table"], "keep": "yes"}).status_code == 302
    assert dict(ProgrammeIndicator.objects.get().name) == {"fr": "Projets pilotés"}
    exported = desk.get(reverse("secretariat:setup_export", kwargs={"code": "HERE-VI"}))
    assert "Projets pilotés" in exported.content.decode("utf-8-sig")
    assert exported["Content-Disposition"] == 'attachment; filename="indicators-HERE-VI.csv"'


def test_documents_that_show_the_indicators_are_made_anew(desk, page):
    record = PublicationFactory(programme_period=ProgrammePeriod.objects.get())
    document = engine.request(summary.KIND, record.subject, "nl", summary.data_of(record))
    assert desk.post(page, {"table": TABLE, "keep": ""}).status_code == 200
    document.refresh_from_db()
    assert document.stale_at is None
    assert desk.post(page, {"table": TABLE, "keep": "yes"}).status_code == 302
    document.refresh_from_db()
    assert document.stale_at is not None


def test_wrong_line_is_shown_and_nothing_is_kept(desk, page):
    response = desk.post(page, {"table": TABLE + "O2;output;RSO9;x\n", "keep": "yes"})
    assert response.context["wrong"] == 1
    assert "RSO9 is not known" in response.content.decode()
    assert not ProgrammeIndicator.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\x00\xff\x00", b"\x89PNG\r\n", b"x" * 600_000])
def test_what_is_no_table_is_refused(desk, page, content):
    file = SimpleUploadedFile("indicators.csv", content, content_type="text/csv")
    assert desk.post(page, {"file": file, "table": ""}).status_code == 400
    assert desk.post(page, {"table": content.decode("latin-1")}).status_code == 400
