"""Ordering a tie: a decision of the committee, with its reason, and only on the tie that was shown."""

import pytest

from accounts.models import TrailEntry
from assessments import ranking
from assessments.models import TieOrder
from programmes.states import Role
from tests.factories.assessments import staff_of
from tests.factories.projects import InterestFactory, ProjectFactory
from tests.factories.ranking import assess, proposal, ranked_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return ranked_call("100.00", code="first-call")


@pytest.fixture(autouse=True)
def manager(call, client):
    user = staff_of(ProjectFactory.build(call=call), Role.MANAGER)
    client.force_login(user)
    return user


@pytest.fixture
def tie(call):
    return [proposal(call, 4, acronym=acronym) for acronym in ("ONE", "TWO", "THREE")]


def page(project):
    return f"/en/secretariat/ranking/first-call/tie/{project.uid}/"


def said(*projects, reason="The region needs it."):
    return {str(project.uid): str(place) for place, project in enumerate(projects, start=1)} | {
        "reason": reason
    }


def test_tie_is_ordered_with_a_reason_that_the_trail_keeps(client, call, tie):
    one, two, three = tie
    assert client.get(page(one)).status_code == 200
    assert client.post(page(one), said(three, one, two)).status_code == 302
    assert ranking.order(call) == [three.pk, one.pk, two.pk]
    assert [row.rank for row in ranking.current(call).proposals.order_by("position")] == [1, 2, 3]
    assert TieOrder.objects.get(project=three).reason == "The region needs it."
    entry = TrailEntry.objects.get(chain=three.chain, action="order tie")
    assert (entry.new, entry.note) == (
        {"position": 1, "of": 3, "score": "16.00"},
        "The region needs it.",
    )


def test_an_order_is_void_once_a_score_changes(client, call, tie):
    one, two, three = tie
    client.post(page(one), said(three, one, two))
    assess(three.versions.get(), 2)
    rows = {row.project_id: row for row in ranking.current(call).proposals.all()}
    assert [rows[project.pk].rank for project in tie] == [1, 2, 3]
    newcomer = proposal(call, 4)
    rows = {row.project_id: row for row in ranking.current(call).proposals.all()}
    assert [rows[project.pk].rank for project in (one, two, newcomer)] == [1, 1, 1]


@pytest.mark.parametrize("reason", ["", "  "])
def test_tie_needs_a_reason(client, tie, reason):
    assert client.post(page(tie[0]), said(*tie, reason=reason)).status_code == 400
    assert not TieOrder.objects.exists()


def test_tie_needs_a_place_of_its_own_for_each(client, tie):
    twice = said(*tie) | {str(tie[1].uid): "1"}
    response = client.post(page(tie[0]), twice)
    assert response.status_code == 400
    assert "Give each proposal its own place" in response.content.decode()


def test_tie_that_is_none_is_not_found(client, call, tie):
    alone = proposal(call, 5)
    assert client.get(page(alone)).status_code == 404


def test_tie_is_ordered_by_who_decides_only(client, tie):
    client.force_login(staff_of(tie[0], Role.OFFICER))
    assert client.get(page(tie[0])).status_code == 404
    assert client.post(page(tie[0]), said(*tie)).status_code == 404


def test_tie_with_a_proposal_closed_to_the_person_is_not_found(client, tie, manager):
    InterestFactory(project=tie[1], person=manager, has_conflict=True, note="Kin.")
    assert client.post(page(tie[0]), said(*tie)).status_code == 404
    assert not TieOrder.objects.exists()
