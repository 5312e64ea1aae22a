"""Whoever declared a conflict of interest, or has yet to declare, meets the proposal nowhere."""

from datetime import date

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from assessments import queue
from assessments.assigning import invite_assessor
from core.routes import all_routes
from programmes.states import Role
from projects.models import Comment, Project
from tests.factories.accounts import UserFactory
from tests.factories.assessments import DecisionFactory, FreedPlaceFactory, eligible_project, staff_of
from tests.factories.correspondence import MessageFactory
from tests.factories.programmes import StaffRoleFactory
from tests.factories.projects import InterestFactory

pytestmark = pytest.mark.django_db

NAME = "XQZHIDDENX"
# The own declarations are named by number; before declaring one is told what about.
DECLARED = frozenset({"secretariat:my_interests"})
TO_DECLARE = frozenset({"secretariat:declare_interests", "secretariat:tasks"})


@pytest.fixture
def project():
    """A proposal with something in every list: letter, talk, decision, appeal, a free place, an assessor."""
    found = eligible_project(acronym=NAME)
    officer = staff_of(found, Role.OFFICER)
    invite_assessor(found, by=officer, assessor=staff_of(found, Role.ASSESSOR), due=date(2030, 1, 1))
    version = found.versions.get()
    FreedPlaceFactory(project=found, version=version)
    DecisionFactory(project=found, version=version, decided_by=officer)
    MessageFactory(about=found.chain, programme=found.programme_code, subject=f"About {NAME}")
    Comment.objects.create(
        project=found,
        author=found.created_by,
        by_staff=False,
        audience="applicants",
        text=f"{NAME} asks",
        published_at=timezone.now(),
    )
    return Project.objects.get(pk=found.pk)


def role_of(project, role):
    user = UserFactory()
    StaffRoleFactory(user=user, programme=project.call.programme_period.programme, role=role)
    return user


def addresses(project):
    """Every address of the staff's door that takes nothing, or a call, an edition, a programme."""
    known = {
        "code": project.call.code,
        "edition": project.call.programme_period_id,
        "programme": project.programme_code,
        "kind": "csv",
    }
    for route in all_routes():
        if route.name.startswith("secretariat:") and set(route.parameters) <= known.keys():
            try:
                yield route.name, reverse(route.name, kwargs={key: known[key] for key in route.parameters})
            except NoReverseMatch:
                continue


def text_of(response):
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    return raw.decode("utf-8", "replace")


def leaks(user, project, but=DECLARED):
    """The pages on which the person meets the name or the number of the proposal."""
    client = Client()
    client.force_login(user)
    found = []
    for name, address in addresses(project):
        for query in ("", f"?q={NAME[:7]}"):
            text = text_of(client.get(address + query))
            if name not in but and (NAME in text or project.code in text):
                found.append(f"{name}{query}")
    return found


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MANAGER, Role.COMMITTEE, Role.ASSESSOR])
def test_no_page_names_a_proposal_with_a_conflict(project, role):
    user = role_of(project, role)
    InterestFactory(project=project, person=user, has_conflict=True, note="Mine.")
    assert leaks(user, project) == []


def test_no_page_names_a_proposal_before_the_committee_declared(project):
    assert leaks(role_of(project, Role.COMMITTEE), project, but=TO_DECLARE) == []


def test_the_same_pages_do_name_it_to_others(project):
    """The net catches: somebody without a conflict meets the proposal on many pages."""
    assert len(leaks(role_of(project, Role.MANAGER), project)) > 5


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MANAGER, Role.COMMITTEE])
def test_every_page_of_the_proposal_is_gone(project, role):
    user = role_of(project, role)
    InterestFactory(project=project, person=user, has_conflict=True, note="Mine.")
    client = Client()
    client.force_login(user)
    answers = {}
    for route in all_routes():
        if route.name.startswith("secretariat:") and set(route.parameters) == {"uid"}:
            response = client.get(reverse(route.name, kwargs={"uid": project.uid}))
            if response.status_code not in {404, 405} and NAME in text_of(response):
                answers[route.name] = response.status_code
    assert answers == {}


def test_assessor_with_a_conflict_finds_nothing_left(project):
    assessor = project.assessments.get().assessor
    InterestFactory(project=project, person=assessor, has_conflict=True, note="Mine.")
    assert leaks(assessor, project) == []
    assert list(queue.waiting(assessor)) == []
    client = Client()
    client.force_login(assessor)
    page = client.get(reverse("secretariat:assessment", kwargs={"pk": project.assessments.get().pk}))
    assert (page.status_code, NAME in text_of(page)) == (200, False)
