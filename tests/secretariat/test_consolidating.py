"""The page of a consolidation: who sees it, who writes on it, what it shows."""

import pytest
from django.urls import reverse

from assessments import consolidating, decisions, rounds
from assessments.models import ConsolidatedScore, Consolidation
from programmes.states import Role
from projects.fields.outcomes import token_of
from tests.assessments.test_consolidating import day, write
from tests.factories.assessments import scored, staff_of, submitted_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    made = submitted_project(criteria=2)
    made.call.assessment_rounds = 2
    made.call.save()
    return made


@pytest.fixture
def officer(project):
    return staff_of(project, Role.OFFICER)


@pytest.fixture
def assessors(project):
    people = [staff_of(project, Role.ASSESSOR) for _each in range(2)]
    for person, value in zip(people, (1, 5), strict=True):
        decisions.finish_assessment(scored(project, person, value), by=person, recommendation="recommended")
    return people


def at(project, name="consolidation", *args):
    return reverse(f"secretariat:{name}", args=[project.uid, *args])


def test_officer_names_the_rapporteur_and_opens_rounds(client, project, officer, assessors):
    client.force_login(officer)
    assert "the average counts" in client.get(at(project)).content.decode()
    said = {"rapporteur": str(assessors[0].uid)}
    assert client.post(at(project, "consolidation_rapporteur"), said).status_code == 302
    assert Consolidation.objects.get().rapporteur == assessors[0]
    refused = client.post(at(project, "second_round"), {"reason": ""})
    assert refused.status_code == 400
    assert client.post(at(project, "second_round"), {"reason": "Look again."}).status_code == 302


def test_assessors_see_the_page_only_when_they_write_or_are_asked(client, project, officer, assessors):
    held = consolidating.name_rapporteur(project, by=officer, rapporteur=assessors[0])
    client.force_login(assessors[1])
    assert client.get(at(project)).status_code == 404
    client.force_login(assessors[0])
    page = client.get(at(project)).content.decode()
    assert 'data-autosave="' in page
    write(held, assessors[0])
    consolidating.send(held, by=assessors[0], due=day())
    client.force_login(assessors[1])
    page = client.get(at(project)).content.decode()
    assert "Good on the whole." in page
    assert 'data-autosave="' not in page
    answer = at(project, "consolidation_act", "answer")
    assert client.post(answer, {"agrees": "no", "reason": ""}).status_code == 409
    assert client.post(answer, {"agrees": "yes", "reason": ""}).status_code == 302


def test_rapporteur_saves_by_field_and_as_a_whole(client, project, officer, assessors):
    consolidating.name_rapporteur(project, by=officer, rapporteur=assessors[0])
    client.force_login(assessors[0])
    pk = project.call.criteria.first().pk
    field = {"key": f"value.{pk}", "value": "3", "base": token_of("")}
    assert client.post(at(project, "consolidation_field"), field).status_code == 200
    stale = client.post(at(project, "consolidation_field"), {**field, "value": "4"})
    assert (stale.status_code, stale.json()["theirs"]) == (409, "3")
    whole = {"text": "All in all.", "token:text": token_of("")}
    assert client.post(at(project), whole).status_code == 302
    assert Consolidation.objects.get().text == "All in all."
    assert ConsolidatedScore.objects.get(criterion=pk).value == 3


def test_page_costs_the_same_for_two_and_four_assessors(
    client, project, officer, assessors, django_assert_max_num_queries
):
    consolidating.name_rapporteur(project, by=officer, rapporteur=officer)
    client.force_login(officer)
    client.get(at(project))
    with django_assert_max_num_queries(20):
        client.get(at(project))


def test_second_round_shows_the_first_to_assessors(client, project, officer, assessors):
    rounds.open_second_round(project, by=officer, reason="Look again.")
    mine = assessors[0].assessments.get(round=2)
    client.force_login(assessors[0])
    page = client.get(reverse("secretariat:assessment", args=[mine.pk])).content.decode()
    assert "Second round" in page
    assert page.count("score-others") == 2
    project.call.shows_first_round = False
    project.call.save()
    hidden = client.get(reverse("secretariat:assessment", args=[mine.pk])).content.decode()
    assert "score-others" not in hidden
