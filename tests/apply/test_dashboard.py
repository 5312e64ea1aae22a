"""One's own proposals: who sees what, filters in the address, and the cost of the list."""

import pytest
from django.urls import reverse

from apply.pages.waiting import next_in_words
from calls.states import CallKind
from projects.models import Invitation, Project
from projects.states import Level, State
from tests.apply.conftest import signed_in
from tests.factories.accounts import UserFactory
from tests.factories.projects import AnswerFactory, CollaboratorFactory, ProjectFactory, complete_project

pytestmark = pytest.mark.django_db
ADDRESS = reverse("apply:dashboard")


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def browser(person):
    return signed_in(person)


def mine(person, **fields):
    project = ProjectFactory(**fields)
    CollaboratorFactory(project=project, user=person)
    return project


def acronyms(answer):
    return [card.project.acronym for card in answer.context["cards"]]


def test_dashboard_without_proposals_says_how_to_start(browser):
    page = browser.get(ADDRESS).content.decode()
    assert "You have no proposals yet" in page
    assert "No call is open at the moment" in page


def test_dashboard_shows_only_what_the_person_writes(browser, person):
    mine(person, acronym="MIJN")
    ProjectFactory(acronym="ANDERS")
    answer = browser.get(ADDRESS)
    assert acronyms(answer) == ["MIJN"]
    assert "ANDERS" not in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=rivier", ["EEN"]),
        ("?q=twe", ["TWEE"]),
        ("?state=submitted", ["TWEE"]),
        ("?sort=acronym", ["DRIE", "EEN", "TWEE"]),
        ("?q=nothing", []),
        ("?q=%25", []),
        ("?page=99999999999999999999&sort=acronym", ["DRIE", "EEN", "TWEE"]),
    ],
)
def test_dashboard_filters_stand_in_the_address(browser, person, query, found):
    AnswerFactory(project=mine(person, acronym="EEN"), text="Langs de rivier")
    mine(person, acronym="TWEE", submitted=True)
    mine(person, acronym="DRIE")
    assert acronyms(browser.get(ADDRESS + query)) == found


@pytest.mark.parametrize(
    "query", ["?state=bogus", "?call=bogus", "?sort=drop table", "?q=%ED%A0%80", "?page=-1"]
)
def test_dashboard_survives_hostile_filters(browser, person, query):
    mine(person)
    assert browser.get(ADDRESS + query).status_code == 200


def test_dashboard_counts_what_is_missing(browser, person):
    project = complete_project()
    CollaboratorFactory(project=project, user=person)
    Project.objects.filter(pk=project.pk).update(start_date=None)
    assert [card.to_mend > 0 for card in browser.get(ADDRESS).context["cards"]] == [True]


def test_dashboard_says_who_has_a_submitted_proposal(browser, person):
    mine(person, submitted=True)
    page = browser.get(ADDRESS).content.decode()
    assert "The secretariat checks whether it meets the conditions of the call." in page


def test_dashboard_costs_the_same_for_one_and_three(browser, person, ask_count):
    CollaboratorFactory(project=complete_project(), user=person)
    one = ask_count(browser, ADDRESS)
    for _ in range(2):
        CollaboratorFactory(project=complete_project(), user=person)
    assert ask_count(browser, ADDRESS) == one


def test_dashboard_offers_invitations_to_confirmed_addresses(browser, person):
    project = ProjectFactory(acronym="SAMEN")
    invited = Invitation.objects.create(
        project=project, email=person.email, level=Level.EDIT, invited_by=project.created_by
    )
    assert "You are invited to SAMEN" in browser.get(ADDRESS).content.decode()
    answer = browser.post(reverse("apply:invitation", args=[invited.uid]))
    assert answer.url == reverse("apply:proposal", args=[project.uid])
    assert project.collaborators.get().user == person


def test_invitation_of_somebody_else_is_not_there(browser):
    project = ProjectFactory()
    invited = Invitation.objects.create(
        project=project, email="other@example.org", invited_by=project.created_by
    )
    assert browser.post(reverse("apply:invitation", args=[invited.uid])).status_code == 404
    assert project.collaborators.count() == 0


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_sentence(state):
    assert next_in_words(state, CallKind.ORDINARY).endswith(".")
    assert "committee" not in next_in_words(state, CallKind.CASCADE)
