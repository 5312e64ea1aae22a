"""The receipt shows the whole proposal as frozen, and nothing but its data."""

import io

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from pypdf import PdfReader

from documents.models import Document
from documents.rendering import to_pdf
from projects import dossier, lifecycle
from projects.budget import CATEGORIES
from projects.content.money import CATEGORY_LABELS
from projects.models import Project
from projects.receipt import Receipt
from tests.factories.projects import complete_project
from tests.projects.people import with_level

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted():
    project = complete_project(partners=2)
    version = lifecycle.submit(project, by=with_level(project))
    return project, version, Document.objects.get()


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_receipt_names_everything_that_was_submitted(submitted, language):
    project, version, document = submitted
    kind = Receipt()
    with translation.override(language):
        html = render_to_string(kind.template, kind.context(document.data, language))
    frozen = dossier.from_data(version.data)
    for partner in frozen.partners:
        assert partner.name in html
    for text in (project.code, project.acronym, version.hash, *frozen.title.values()):
        assert text in html


def test_pdf_of_the_receipt_can_be_read_back(submitted):
    project, version, document = submitted
    pages = PdfReader(io.BytesIO(to_pdf(document))).pages
    text = "".join("".join(page.extract_text() for page in pages).split())
    assert version.hash in text
    assert project.code in text


def test_receipt_reads_nothing_but_its_data(submitted, django_assert_num_queries):
    _project, _version, document = submitted
    with django_assert_num_queries(0):
        kind = Receipt()
        render_to_string(kind.template, kind.context(document.data, "en"))


def test_receipt_escapes_what_was_typed():
    project = complete_project()
    Project.objects.update(acronym="<script>x</script>")
    lifecycle.submit(project, by=with_level(project))
    kind, document = Receipt(), Document.objects.get()
    html = render_to_string(kind.template, kind.context(document.data, "en"))
    assert "<script>" not in html
    assert "&lt;script&gt;x" in html


def test_filename_and_title_name_code_and_version(submitted):
    project, _version, document = submitted
    assert Receipt().filename(document.data, "fr") == f"{project.code}-v1-fr.pdf"
    assert project.acronym in Receipt().title(document.data, "en")


def test_every_cost_category_has_a_name():
    assert tuple(CATEGORY_LABELS) == CATEGORIES
