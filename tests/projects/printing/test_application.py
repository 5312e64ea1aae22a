"""The application form as PDF: everything that the call shows, from the data and nothing else."""

import io
import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import translation
from pdfua import validate
from pypdf import PdfReader

from core.pdf.rendering import render
from documents.models import Document
from projects import lifecycle
from projects.models import Project
from projects.printing import application
from tests.factories.calls import CallAnnexFactory
from tests.factories.form import standard_project, work_package
from tests.factories.projects import (
    AnswerFactory,
    AttachmentFactory,
    complete_project,
    small_project_fund,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return standard_project()


def html_of(document, language="en"):
    kind = application.ApplicationForm()
    data = json.loads(json.dumps(document.data, cls=DjangoJSONEncoder))
    with translation.override(language):
        return render_to_string(kind.template, kind.context(data, language))


def draft_of(project, language="en"):
    return html_of(application.request_draft(project, language), language)


def test_draft_shows_texts_entries_and_files(project):
    package = work_package(project, 1)
    AnswerFactory(project=project, field="challenges", language="nl", text="Het water stijgt.")
    annex = CallAnnexFactory(call=project.call, title={"en": "Letter of support"})
    file = AttachmentFactory(project=project, annex=annex, name="brief.pdf")
    html = draft_of(project)
    for text in ("DRAFT", "Het water stijgt.", "Work package 1: Pakket 1", "Activity 1.1: Activiteit 1.1"):
        assert text in html
    assert file.sha256 in html
    assert "Letter of support" in html
    assert package.project.acronym in html


def test_a_label_is_left_out_only_right_below_a_heading_that_says_the_same(project):
    for field in ("ownership", "durability"):
        AnswerFactory(project=project, field=field, language="nl", text="Het blijft.")
    html = draft_of(project)
    assert "<h2>Summary</h2>" in html
    assert '<p class="answer-label">Summary</p>' not in html
    assert "<h2>Durability</h2>" in html
    assert '<p class="answer-label">Durability</p>' in html


def test_blank_fields_are_named_together(project):
    assert "Not filled in:" in draft_of(project)


def test_money_is_shown_by_partner_fund_and_period(project):
    html = draft_of(project)
    for text in ("Partners and their money, in EUR", "Period 1", "Money by source and period, in EUR"):
        assert text in html
    assert html.count(">200,000.00<") >= 2  # the captions say that they are in euro


def test_small_project_fund_is_printed_in_both_parts(tmp_path):
    document = application.request_draft(small_project_fund(), "en")
    html = html_of(document)
    captions = (
        "Financing of PARTNER 1 (Managing the fund), in EUR",
        "Financing of PARTNER 1 (Small projects), in EUR",
    )
    assert all(caption in html for caption in captions)
    content = render(html, language="en", title="Fund")
    text = " ".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
    for told in ("Small projects), in EUR", "Provincie Demo", "180,000.00", "220,000.00", "240,000.00"):
        assert told in text


def test_markup_that_was_typed_is_printed_as_typed(project):
    Project.objects.filter(pk=project.pk).update(acronym="<b>x</b>")
    html = draft_of(project)
    assert "<b>x</b>" not in html
    assert "&lt;b&gt;x&lt;/b&gt;" in html


def test_document_reads_nothing_but_its_data(project, django_assert_num_queries):
    work_package(project, 1)
    document = application.request_draft(project, "nl")
    with django_assert_num_queries(0):
        html_of(document, "nl")


def test_same_draft_is_made_once(project):
    first = application.request_draft(project, "en")
    assert application.request_draft(project, "en").pk == first.pk
    AnswerFactory(project=project, field="approach", language="nl", text="Anders.")
    assert application.request_draft(project, "en").pk != first.pk
    assert Document.objects.count() == 2


def test_version_names_its_number_and_hash():
    project = complete_project()
    version = lifecycle.submit(project, by=project.created_by)
    html = html_of(application.request_version(version, "en"))
    assert version.hash in html
    assert "DRAFT" not in html


@pytest.mark.slow
def test_pdf_is_tagged_and_carries_the_same_figures(project, tmp_path):
    work_package(project, 1, activities=2)
    document = application.request_draft(project, "fr")
    content = render(html_of(document, "fr"), language="fr", title="Titre")
    place = tmp_path / "form.pdf"
    place.write_bytes(content)
    assert {finding.rule_id for finding in validate(str(place)).findings} <= {"UA-15-003"}
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert "200.000,00" in text.replace("\u202f", ".").replace("\xa0", ".").replace(" ", ".")
