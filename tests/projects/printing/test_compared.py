"""The comparison as PDF: marks in words and lines, from its data alone."""

import io
import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import translation
from pdfua import validate
from pypdf import PdfReader

from core.pdf.rendering import render
from projects import lifecycle
from projects.models import Answer, BudgetLine, Project
from projects.printing import compared
from tests.factories.projects import VersionFactory, complete_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    project = complete_project()
    lifecycle.submit(project, by=project.created_by)
    Answer.objects.filter(field="title", language="nl").update(text="Andere <b>titel</b>")
    BudgetLine.objects.filter(partnership__position=1).update(amount="90000.00")
    choice = compared.chosen(project, {"old": "1", "new": "0"}, with_draft=True)
    assert choice is not None
    assert (choice.old_name, choice.new_name) == ("Version 1.0", "Current draft")
    return compared.request(project, choice, "en")


def html_of(document):
    kind = compared.ComparisonDocument()
    data = json.loads(json.dumps(document.data, cls=DjangoJSONEncoder))
    with translation.override("en"):
        return render_to_string(kind.template, kind.context(data, "en"))


def test_document_shows_old_and_new(document, django_assert_num_queries):
    with django_assert_num_queries(0):
        html = html_of(document)
    assert "<b>" not in html
    assert "€200,000.00" in html
    assert "€190,000.00" in html
    assert "-€10,000.00" in html.replace("−", "-")


def test_document_names_the_fingerprints_of_both(document):
    project = Project.objects.get()
    first = project.versions.get()
    kind = compared.ComparisonDocument()
    assert document.data["hashes"] == {"1": first.hash}
    assert kind.version_hash(document.data) == ""  # a draft has none
    second = VersionFactory(project=project, number=2, data=first.data, hash="2" * 64)
    choice = compared.chosen(project, {}, with_draft=False)
    assert choice is not None
    both = compared.request(project, choice, "en")
    assert kind.version_hash(both.data) == second.hash
    html = html_of(both)
    assert html.index(first.hash) < html.index(second.hash)
    assert "Fingerprint of Version 1.0 (SHA-256)" in html


@pytest.mark.slow
def test_pdf_is_tagged_and_reads_the_marks_aloud(document, tmp_path):
    content = render(html_of(document), language="en", title="Compared")
    place = tmp_path / "compared.pdf"
    place.write_bytes(content)
    assert {finding.rule_id for finding in validate(str(place)).findings} <= {"UA-15-003"}
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert "Andere" in text
    assert "removed" in text


def test_one_version_alone_cannot_be_compared():
    project = complete_project()
    assert compared.chosen(project, {}, with_draft=True) is None
    lifecycle.submit(project, by=project.created_by)
    assert compared.chosen(project, {}, with_draft=False) is None
