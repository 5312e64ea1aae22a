"""The committee's page: a decision on the version seen; the letter waits."""

import pytest
from django.urls import reverse

from assessments import decisions
from assessments.models import Decision, QualityConclusion
from correspondence.models import Message
from correspondence.states import MessageState
from programmes.states import Role
from projects.lifecycle import Seen
from projects.models import Project
from projects.states import State
from tests.factories.assessments import eligible_project, staff_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return eligible_project()


@pytest.fixture
def page(project):
    return reverse("secretariat:decision", args=[project.uid])


@pytest.fixture
def committee(project, client):
    user = staff_of(project, Role.COMMITTEE)
    client.force_login(user)
    return user


def said(**change):
    return {
        "seen_state": "eligible",
        "seen_version": "1",
        "outcome": "approved",
        "decided_on": "2026-01-20",
        "reason": "Well argued and thought through.",
        "conditions": "",
        **change,
    }


def state_of(project):
    return Project.objects.get(pk=project.pk).state


def test_decision_is_recorded_on_the_version_seen(client, project, page, committee):
    answer = client.post(page, said())
    assert (answer.status_code, answer.url) == (302, page)
    decision = Decision.objects.get()
    assert (decision.version.number, decision.outcome, decision.decided_by) == (1, "approved", committee)
    assert state_of(project) == State.APPROVED
    assert "Recorded: Approved" in client.get(page).content.decode()


def test_page_says_beforehand_what_a_decision_waits_for(client, page, committee):
    words = "Conclude the quality assessment of the newest version first."
    assert words not in client.get(page).content.decode()
    QualityConclusion.objects.all().delete()
    assert words in client.get(page).content.decode()


def test_decision_drafts_a_letter_and_sends_nothing(client, page, committee, mailoutbox):
    client.post(page, said())
    letter = Message.objects.get(kind="decision")
    assert letter.state == MessageState.DRAFTED
    assert "Well argued and thought through." in letter.body
    assert mailoutbox == []


@pytest.mark.parametrize("change", [{"seen_version": "0"}, {"seen_state": "submitted"}])
def test_decision_from_a_stale_page_is_refused_and_keeps_what_was_typed(
    client, project, page, committee, change
):
    answer = client.post(page, said(**change))
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "This page was out of date" in text
    assert "Well argued and thought through." in text
    assert 'value="2026-01-20"' in text
    assert state_of(project) == State.ELIGIBLE
    # the page that came back shows what is now, so deciding on that is possible
    assert 'name="seen_state" value="eligible"' in text
    assert 'name="seen_version" value="1"' in text


def test_decision_tells_the_second_of_two_people_and_keeps_the_text(client, project, page, committee):
    decisions.decide(
        project,
        by=staff_of(project, Role.MANAGER),
        outcome="not_approved",
        seen=Seen(State.ELIGIBLE, 1),
        decided_on=Decision._meta.get_field("decided_on").to_python("2026-01-19"),
        reason="Too dear.",
    )
    answer = client.post(page, said())
    assert answer.status_code == 409
    assert "This page was out of date" in answer.content.decode()
    assert "Well argued and thought through." in answer.content.decode()
    again = client.post(page, said(seen_state="not_approved"))
    assert again.status_code == 409
    assert "is not possible while the project is" in again.content.decode()
    assert [each.outcome for each in Decision.objects.all()] == ["not_approved"]


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": ""},
        {"outcome": "emperor"},
        {"outcome": "approved_with_conditions"},
        {"outcome": "approved_with_conditions", "conditions": "   "},
        {"conditions": "Find a French partner."},
        {"conditions_due": "2026-03-01"},
        {"outcome": "not_approved", "conditions": "Find a French partner."},
        {"decided_on": ""},
        {"decided_on": "9999-12-31"},
        {"decided_on": "2026-13-45"},
        {"reason": "x" * 5001},
        {"reason": "\x00"},
        {"seen_version": "x"},
    ],
)
def test_decision_shows_mistakes_and_keeps_the_rest(client, project, page, committee, change):
    answer = client.post(page, said(**change))
    assert answer.status_code == 400
    assert "Something needs correcting" in answer.content.decode()
    assert state_of(project) == State.ELIGIBLE


def test_decision_to_refuse_takes_reasons(client, project, page, committee):
    answer = client.post(page, said(outcome="not_approved", reason=""))
    assert answer.status_code == 409
    assert "Write a note" in answer.content.decode()
    assert state_of(project) == State.ELIGIBLE


def test_decision_with_conditions_tells_them_in_the_letter(client, project, page, committee):
    client.post(page, said(outcome="approved_with_conditions", conditions="Find a French partner."))
    assert state_of(project) == State.APPROVED_WITH_CONDITIONS
    assert "Find a French partner." in Message.objects.get(kind="decision").body


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR])
def test_decision_is_read_but_not_taken_by_others(client, project, page, role):
    client.force_login(staff_of(project, role))
    assert client.get(page).context["form"] is None
    assert client.post(page, said()).status_code == 404
    assert not Decision.objects.exists()
