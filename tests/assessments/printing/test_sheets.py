"""Sheets on paper: what they say, who may have them, and that no blind copy tells who applies."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from assessments import consolidating, decisions
from assessments.models import Assessment, Consolidation
from assessments.printing import consolidated, single
from calls.models import Call
from documents.kinds import kind_of
from documents.models import Document
from programmes.states import Role
from projects.fields.outcomes import token_of
from projects.models import Interest
from tests.factories.assessments import scored, staff_of, submitted_project

pytestmark = pytest.mark.django_db

ACRONYM = "ZILVERWATER"


@pytest.fixture
def project():
    return submitted_project(criteria=2, acronym=ACRONYM)


@pytest.fixture
def officer(project):
    return staff_of(project, Role.OFFICER)


@pytest.fixture
def assessors(project):
    people = [staff_of(project, Role.ASSESSOR) for _each in range(2)]
    for person, value in zip(people, (1, 5), strict=True):
        decisions.finish_assessment(scored(project, person, value), by=person, recommendation="recommended")
    return people


@pytest.fixture
def sheet(assessors):
    return Assessment.objects.get(assessor=assessors[0])


@pytest.fixture
def held(project, officer, assessors):
    held = consolidating.name_rapporteur(project, by=officer, rapporteur=assessors[0])
    for criterion in project.call.criteria.all():
        consolidating.save_field(held, f"value.{criterion.pk}", "4", base=token_of(""), by=assessors[0])
    consolidating.save_field(held, "text", "Good on the whole.", base=token_of(""), by=assessors[0])
    consolidating.send(held, by=assessors[0], due=timezone.localdate() + timedelta(days=7))
    return Consolidation.objects.get()


def html_of(document: Document) -> str:
    kind = kind_of(document.kind)
    with translation.override(document.language):
        return render_to_string(kind.template, kind.context(document.data, document.language))


def test_sheet_says_scores_reasons_total_and_recommendation(sheet, officer):
    html = html_of(single.request(sheet, officer, "en"))
    for words in (ACRONYM, str(sheet.assessor), "Because.", "3.00 / 15.00", "20%", "Recommended"):
        assert words in html


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_consolidated_sheet_shows_all_scores_and_who_agrees(held, officer, assessors, language):
    html = html_of(consolidated.request(held, officer, language))
    for words in (ACRONYM, "Good on the whole.", *(str(one) for one in assessors)):
        assert words in html
    assert ("12.00" if language == "en" else "12,00") in html


def test_same_sheet_gives_the_same_document(sheet, officer, assessors):
    assert single.request(sheet, officer, "nl") == single.request(sheet, assessors[0], "nl")


def test_blind_sheet_of_the_assessor_does_not_tell_who_applies(sheet, held, officer, assessors):
    Call.objects.update(is_blind=True)
    sheet = Assessment.objects.get(pk=sheet.pk)
    own = single.request(sheet, assessors[0], "nl")
    assert ACRONYM not in html_of(own) + str(own.data)
    assert own.subject != single.request(sheet, officer, "nl").subject
    fresh = Consolidation.objects.get()
    blind = consolidated.request(fresh, assessors[1], "nl")
    assert ACRONYM not in html_of(blind) + str(blind.data)
    assert ACRONYM in html_of(consolidated.request(fresh, officer, "nl"))


def test_assessors_have_only_their_own_sheet(client, sheet, assessors, officer):
    page = reverse("secretariat:assessment_sheet", args=[sheet.pk])
    for person, status in ((assessors[0], 200), (assessors[1], 404), (officer, 200)):
        client.force_login(person)
        assert client.get(page).status_code == status


def test_a_declared_conflict_takes_the_sheets_away(client, project, sheet, held, officer, assessors):
    pages = [
        reverse("secretariat:assessment_sheet", args=[sheet.pk]),
        reverse("secretariat:consolidated_sheet", args=[project.uid]),
    ]
    client.force_login(officer)
    assert [client.get(page).status_code for page in pages] == [200, 200]
    Interest.objects.create(project=project, person=officer, has_conflict=True, note="A cousin.")
    assert [client.get(page).status_code for page in pages] == [404, 404]
    Interest.objects.filter(person=assessors[0]).update(has_conflict=True, note="A cousin.")
    client.force_login(assessors[0])
    assert [client.get(page).status_code for page in pages] == [404, 404]


def test_unfinished_sheet_is_not_printed(client, sheet, officer):
    Assessment.objects.update(finished_at=None)
    client.force_login(officer)
    page = reverse("secretariat:assessment_sheet", args=[sheet.pk])
    assert client.post(page).status_code == 404
    assert not Document.objects.filter(kind=single.KIND).exists()


def test_unsent_consolidation_is_not_printed(client, project, officer, held):
    Consolidation.objects.update(state="writing")
    client.force_login(officer)
    assert client.get(reverse("secretariat:consolidated_sheet", args=[project.uid])).status_code == 404


def test_page_asks_for_the_sheet_and_hands_it_out_later(client, sheet, assessors):
    client.force_login(assessors[0])
    page = reverse("secretariat:assessment_sheet", args=[sheet.pk])
    assert client.post(page).status_code == 302
    assert b"being made" in client.get(page).content
    assert client.get(reverse("secretariat:assessment_sheet_file", args=[sheet.pk])).status_code == 503


def test_sheets_read_nothing_but_their_data(sheet, held, officer, django_assert_num_queries):
    documents = [single.request(sheet, officer, "nl"), consolidated.request(held, officer, "nl")]
    with django_assert_num_queries(0):
        for document in documents:
            html_of(document)
