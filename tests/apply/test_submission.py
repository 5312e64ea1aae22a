"""Submitting on the site by two people, in a rehearsal, in two steps, and after the closing with a code."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from calls import late
from calls.models import Call
from calls.states import CallState
from correspondence.models import Message
from programmes.states import Role
from projects import lifecycle
from projects.models import Answer, Project, SubmissionRequest, Version
from projects.states import Level, State
from tests.apply.conftest import signed_in
from tests.factories.accounts import UserFactory
from tests.factories.projects import CollaboratorFactory
from tests.projects.people import with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(project):
    """A browser of another manager, in a call where two people answer for a submission."""
    Call.objects.update(needs_second_confirmation=True)
    return signed_in(CollaboratorFactory(project=project, level=Level.MANAGE).user)


def buttons(client, url):
    page = client.get(url("submit")).content.decode()
    return {act for act in ("submit", "ask", "cancel") if f'name="act" value="{act}"' in page}


def test_one_asks_and_another_confirms(manager, second, project, url):
    assert buttons(manager, url) == {"ask"}
    assert manager.post(url("submit"), {"act": "ask"}).url == url("submit")
    assert Version.objects.count() == 0
    assert (buttons(manager, url), buttons(second, url)) == ({"cancel"}, {"submit", "cancel"})
    assert second.post(url("submit"), {"act": "submit"}).url == url("submitted")
    assert Version.objects.get().project == project


def test_back_to_the_page_of_submitting_leads_to_what_was_submitted(manager, project, url):
    assert manager.post(url("submit"), {"act": "submit"}).url == url("submitted")
    assert manager.get(url("submit")).url == url("submitted")


def test_modification_is_submitted_by_that_name_with_the_way_to_its_changes(manager, project, url):
    assert "Submit the proposal" in manager.get(url("submit")).content.decode()
    manager.post(url("submit"), {"act": "submit"})
    Project.objects.filter(pk=project.pk).update(state=State.IN_MODIFICATION)
    asking = manager.get(url("submit")).content.decode()
    assert "Submit the modification" in asking
    assert "Submit the proposal" not in asking
    assert url("compare") in asking
    manager.post(url("submit"), {"act": "submit"})
    assert "The modification is submitted" in manager.get(url("submitted")).content.decode()


def test_who_asked_can_not_confirm_even_by_hand(manager, second, url):
    manager.post(url("submit"), {"act": "ask"})
    answer = manager.post(url("submit"), {"act": "submit"})
    assert answer.status_code == 409
    assert "Another person who manages the proposal confirms it" in answer.content.decode()
    assert Version.objects.count() == 0


def test_change_in_between_asks_for_another_request(manager, second, url):
    manager.post(url("submit"), {"act": "ask"})
    Answer.objects.filter(field="title").update(text="Changed since")
    assert buttons(second, url) == {"ask", "cancel"}
    answer = second.post(url("submit"), {"act": "submit"})
    assert answer.status_code == 409
    assert "was changed after" in answer.content.decode()


def test_request_can_be_taken_back(manager, second, url):
    manager.post(url("submit"), {"act": "ask"})
    assert second.post(url("submit"), {"act": "cancel"}).url == url("submit")
    assert SubmissionRequest.objects.get().outcome == "cancelled"
    assert buttons(second, url) == {"ask"}


def test_lonely_manager_is_told_to_invite_somebody(manager, url):
    Call.objects.update(needs_second_confirmation=True)
    assert "Invite a second person to manage it" in manager.get(url("submit")).content.decode()
    assert manager.post(url("submit"), {"act": "ask"}).status_code == 409


def closed(project):
    """The call closed an hour ago; a code for the person who manages the proposal."""
    Call.objects.update(closes_at=timezone.now() - timedelta(hours=1))
    _code, plain = late.issue(
        project.call,
        email=project.created_by.email,
        valid_until=timezone.now() + timedelta(hours=1),
        reason="The portal was away for an hour.",
        by=with_role(project, Role.MANAGER),
    )
    return plain


def test_late_code_lets_a_proposal_in_after_the_closing(manager, project, url):
    code = closed(project)
    assert 'name="late_code"' in manager.get(url("submit")).content.decode()
    assert manager.post(url("submit"), {"act": "submit"}).status_code == 409
    assert manager.post(url("submit"), {"act": "submit", "late_code": code}).url == url("submitted")
    assert Version.objects.count() == 1


@pytest.mark.parametrize(
    "typed", ["", "WRONG", "é" * 500, "\ud800".encode("utf-8", "replace").decode(), "' OR 1=1"]
)
def test_wrong_late_code_is_refused_and_comes_back(manager, project, url, typed):
    closed(project)
    answer = manager.post(url("submit"), {"act": "submit", "late_code": typed})
    assert answer.status_code == 409
    assert answer.context["late_code"] == typed[:60]
    assert Version.objects.count() == 0
    project.refresh_from_db()
    assert project.state == State.DRAFT


def test_before_the_closing_nobody_is_asked_for_a_code(manager, url):
    assert 'name="late_code"' not in manager.get(url("submit")).content.decode()


def step_one_approved(project):
    Call.objects.update(
        step1_closes_at=timezone.now() - timedelta(days=1), closes_at=timezone.now() + timedelta(days=30)
    )
    Project.objects.update(
        state=State.STEP1_APPROVED, code="STEP-1", first_submitted_at=timezone.now() - timedelta(days=2)
    )


def test_step_two_is_started_on_its_page(manager, viewer, project, url):
    step_one_approved(project)
    assert url("step_two") in manager.get(url("proposal")).content.decode()
    assert "everything you wrote in step 1" in manager.get(url("step_two")).content.decode()
    assert viewer.get(url("step_two")).status_code == 403
    assert manager.post(url("step_two")).url == url("proposal")
    project.refresh_from_db()
    assert project.state == State.DRAFT


def test_deadline_of_the_first_step_is_shown_while_it_is_written(manager, project, url):
    Call.objects.update(step1_closes_at=timezone.now() + timedelta(days=5, hours=1))
    Project.objects.update(state=State.STEP1_DRAFT)
    page = manager.get(url("proposal")).content.decode()
    assert "Step 1 closes" in page
    assert "5 days left" in page
    project.refresh_from_db()
    project.call.refresh_from_db()
    Project.objects.update(state=State.DRAFT, first_submitted_at=timezone.now(), code="STEP-1")
    assert "Step 2 closes" in manager.get(url("proposal")).content.decode()


@pytest.fixture
def tester(project):
    return signed_in(with_role(project, Role.OFFICER))


def rehearsed(tester, call, **more):
    address = reverse("apply:rehearse", args=[call.code])
    answer = tester.post(address, {"creation_key": uuid.uuid4(), **more})
    return Project.objects.get(is_rehearsal=True), answer


def test_staff_try_a_call_that_nobody_else_may_see_yet(tester, stranger, manager, project):
    Call.objects.update(state=CallState.DRAFT)
    address = reverse("apply:rehearse", args=[project.call.code])
    assert tester.get(address).status_code == 200
    assert stranger.get(address).status_code == manager.get(address).status_code == 404
    rehearsal, answer = rehearsed(tester, project.call)
    assert answer.url == reverse("apply:proposal", args=[rehearsal.uid])
    page = tester.get(answer.url).content.decode()
    assert "This is a rehearsal" in page
    assert manager.get(answer.url).status_code == 404


def test_rehearsal_is_listed_apart_and_deleted_with_a_tick(tester, project):
    rehearsal, _answer = rehearsed(tester, project.call)
    dashboard = tester.get(reverse("apply:dashboard"))
    assert list(dashboard.context["page"].object_list) == []
    assert list(dashboard.context["rehearsals"]) == [rehearsal]
    address = reverse("apply:delete", args=[rehearsal.uid])
    assert tester.post(address, {"sure": "on"}).url == reverse("apply:dashboard")
    assert not Project.objects.filter(pk=rehearsal.pk).exists()


def test_rehearsal_can_begin_with_the_second_step(tester, project):
    Call.objects.update(step1_closes_at=timezone.now() + timedelta(days=1))
    rehearsal, _answer = rehearsed(tester, project.call, step="2")
    assert rehearsal.state == State.DRAFT
    assert (
        tester.post(
            reverse("apply:rehearse", args=[project.call.code]), {"creation_key": uuid.uuid4(), "step": "3"}
        ).status_code
        == 422
    )


def test_one_form_makes_one_rehearsal(tester, project):
    key = uuid.uuid4()
    address = reverse("apply:rehearse", args=[project.call.code])
    answers = {tester.post(address, {"creation_key": key}).url for _each in range(3)}
    assert len(answers) == 1
    assert Project.objects.rehearsals().count() == 1


def test_reminders_are_switched_on_the_page_of_people(manager, project, url):
    assert "Do not remind me of this proposal" in manager.get(url("people")).content.decode()
    assert manager.post(url("reminders_switch"), {"wanted": "no"}).url == url("people")
    assert not project.collaborators.get(user=project.created_by).wants_reminders
    assert "Remind me before the deadline" in manager.get(url("people")).content.decode()
    manager.post(url("reminders_switch"), {"wanted": "yes"})
    assert project.collaborators.get(user=project.created_by).wants_reminders


def test_request_to_confirm_goes_to_the_others_who_manage(manager, second, project, url):
    manager.post(url("submit"), {"act": "ask"})
    mail = Message.objects.get(kind="confirm")
    assert mail.recipient != project.created_by
    assert "not submitted yet" in mail.body
    assert url("submit") in mail.body


def test_submit_twice_at_the_page_is_harmless_with_two_people(manager, second, project, url):
    lifecycle.request_submission(project, by=project.created_by)
    for _each in range(2):
        assert second.post(url("submit"), {"act": "submit"}).url == url("submitted")
    assert Version.objects.count() == 1


def test_account_without_any_role_starts_no_rehearsal(project):
    client = signed_in(UserFactory())
    assert client.post(reverse("apply:rehearse", args=[project.call.code])).status_code == 404


def test_secretariat_clears_away_the_rehearsals_of_others(tester, stranger, project):
    rehearsal, _answer = rehearsed(tester, project.call)
    colleague = signed_in(with_role(project, Role.MANAGER))
    page = colleague.get(reverse("apply:rehearse", args=[project.call.code])).content.decode()
    assert reverse("apply:proposal", args=[rehearsal.uid]) not in page
    address = reverse("apply:rehearsal_delete", args=[project.call.code, rehearsal.uid])
    assert stranger.post(address).status_code == 404
    real = reverse("apply:rehearsal_delete", args=[project.call.code, project.uid])
    assert colleague.post(real).status_code == 404
    assert colleague.post(address).url == reverse("apply:rehearse", args=[project.call.code])
    assert list(Project.objects.all()) == [project]
