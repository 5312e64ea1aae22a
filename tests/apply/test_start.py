"""Open calls, and starting a draft once however often the button is pressed."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.models import Project
from tests.apply.conftest import signed_in
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory
from tests.factories.projects import complete_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def browser(person):
    return signed_in(person)


def start(call):
    return reverse("apply:start", args=[call.code])


def test_calls_show_what_is_open_with_its_rules(browser):
    shown = complete_call(title={"en": "Greener rivers"})
    closed = CallFactory(title={"en": "Long gone"}, closes_at=timezone.now() - timedelta(minutes=1))
    page = browser.get(reverse("apply:calls")).content.decode()
    assert "Greener rivers" in page
    assert start(shown) in page
    assert "Long gone" not in page
    assert start(closed) not in page


def test_start_makes_a_draft_that_its_creator_manages(browser, person):
    call = CallFactory()
    answer = browser.post(start(call), {"acronym": "NIEUW", "creation_key": str(uuid.uuid4())})
    made = Project.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("apply:proposal", args=[made.uid]))
    assert (made.acronym, made.call, made.created_by) == ("NIEUW", call, person)
    assert [row.level for row in made.collaborators.all()] == ["manage"]


def test_start_twice_with_one_form_makes_one_draft(browser):
    call = CallFactory()
    data = {"acronym": "NIEUW", "creation_key": str(uuid.uuid4())}
    first, second = browser.post(start(call), data), browser.post(start(call), data)
    assert first.url == second.url
    assert Project.objects.count() == 1


@pytest.mark.parametrize("acronym", ["", " ", "X" * 26, "a\x00b"])
def test_start_refuses_a_bad_acronym_and_keeps_it(browser, acronym):
    answer = browser.post(start(CallFactory()), {"acronym": acronym, "creation_key": str(uuid.uuid4())})
    assert answer.status_code == 422
    assert "Something needs correcting" in answer.content.decode()
    assert Project.objects.count() == 0


def test_start_in_a_closed_call_is_refused_with_a_reason(browser):
    call = CallFactory(closes_at=timezone.now() - timedelta(seconds=1))
    assert "This call is not open now" in browser.get(start(call)).content.decode()
    answer = browser.post(start(call), {"acronym": "LAAT", "creation_key": str(uuid.uuid4())})
    assert answer.status_code == 422
    assert Project.objects.count() == 0


def test_start_in_a_call_that_is_not_published_is_not_there(browser):
    assert browser.get(start(CallFactory(state="draft"))).status_code == 404


def test_start_from_an_earlier_proposal_shows_what_was_left_out(manager, stranger, project):
    later = complete_call(programme_period=project.call.programme_period, languages=["nl"])
    address = reverse("apply:start_from", args=[later.code])
    assert (
        "Start from an earlier proposal"
        in manager.get(reverse("apply:start", args=[later.code])).content.decode()
    )
    assert str(project.acronym) in manager.get(address).content.decode()
    key = uuid.uuid4()
    said = {"source": project.uid, "creation_key": key, "acronym": "AGAIN"}
    answers = [manager.post(address, said) for _each in range(2)]
    new = Project.objects.get(acronym="AGAIN")
    assert {answer.url for answer in answers} == {reverse("apply:started", args=[new.uid])}
    page = manager.get(answers[0].url).content.decode()
    assert "Texts in Français: this call does not ask for them" in page
    assert stranger.get(answers[0].url).status_code == 404


@pytest.mark.parametrize("source", ["", "x", "00000000-0000-0000-0000-000000000000", "\x00"])
def test_start_from_what_is_not_there_is_a_mistake_in_the_form(manager, project, source):
    later = complete_call(programme_period=project.call.programme_period)
    answer = manager.post(
        reverse("apply:start_from", args=[later.code]), {"source": source, "creation_key": uuid.uuid4()}
    )
    assert answer.status_code == 422
    assert Project.objects.count() == 1


def test_proposals_of_others_can_not_be_taken_over(stranger, project):
    later = complete_call(programme_period=project.call.programme_period)
    address = reverse("apply:start_from", args=[later.code])
    assert project.acronym not in stranger.get(address).content.decode()
    answer = stranger.post(address, {"source": project.uid, "creation_key": uuid.uuid4()})
    assert answer.status_code == 422
