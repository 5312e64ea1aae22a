"""My tasks: what waits for a person, in one list."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from accounts.todo import _names_a_moment, _statement, _tasks_rows, tasks
from programmes.models import StaffRole
from programmes.permissions import roles_of
from programmes.states import Role
from projects.models import Interest
from projects.states import State
from secretariat.todo import SOURCES
from tests.factories.accounts import UserFactory
from tests.factories.assessments import AssessmentFactory, staff_of
from tests.factories.calls import CallFactory
from tests.factories.correspondence import MessageFactory
from tests.factories.programmes import StaffRoleFactory
from tests.factories.projects import InterestFactory, ProjectFactory

pytestmark = pytest.mark.django_db

PAGE = "/en/secretariat/tasks/"


@pytest.fixture
def call():
    return CallFactory()


@pytest.fixture
def officer(call, client):
    user = staff_of(ProjectFactory.build(call=call), Role.OFFICER)
    client.force_login(user)
    return user


def listed(user, most=50, after=0):
    return [(task.source.kind, task.title) for task in tasks(user, SOURCES, most=most, after=after)]


def submitted(call, acronym, **fields):
    return ProjectFactory(call=call, submitted=True, acronym=acronym, **fields)


def test_tasks_of_an_officer_are_the_own_and_those_of_nobody(call, officer):
    submitted(call, "MINE", officer=officer)
    submitted(call, "NOBODYS")
    submitted(call, "ANOTHERS", officer=UserFactory())
    submitted(CallFactory(), "ELSEWHERE")
    ProjectFactory(call=call, acronym="DRAFT")
    assert sorted(listed(officer)) == [("screen", "MINE"), ("screen", "NOBODYS")]


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (State.STEP1_SUBMITTED, "screen"),
        (State.SUBMITTED, "screen"),
        (State.ELIGIBLE, "find_assessors"),
        (State.CONDITIONS_SUBMITTED, "conditions"),
        (State.MODIFICATION_SUBMITTED, "modification"),
        (State.MODIFICATION_PRECONTRACTING_SUBMITTED, "modification"),
    ],
)
def test_each_state_asks_its_task(call, officer, client, state, kind):
    project = submitted(call, "BRIDGE", state=state)
    assert listed(officer) == [(kind, "BRIDGE")]
    page = client.get(PAGE).content.decode()
    assert page.count("<h1") == 1
    assert str(project.uid) in page


@pytest.mark.parametrize("state", [State.INELIGIBLE, State.CLOSED, State.WITHDRAWN, State.RETURNED])
def test_other_states_ask_nothing(call, officer, state):
    submitted(call, "BRIDGE", state=state)
    assert listed(officer) == []


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.AUDITOR, Role.ASSESSOR])
def test_who_is_not_of_the_secretariat_screens_nothing(call, role):
    user = staff_of(submitted(call, "BRIDGE"), role)
    assert listed(user) == []


def test_assessors_have_their_open_assessments_until_a_conflict(call):
    assessment = AssessmentFactory(version__project=submitted(call, "BRIDGE"))
    assessor = assessment.assessor
    StaffRoleFactory(user=assessor, programme=call.programme_period.programme, role=Role.ASSESSOR)
    assert listed(assessor) == [("declare", "BRIDGE")]
    interest = InterestFactory(project=assessment.project, person=assessor, has_conflict=False)
    assert listed(assessor) == [("assess", "BRIDGE")]
    Interest.objects.filter(pk=interest.pk).update(has_conflict=True, note="my employer")
    assert listed(assessor) == []


def test_letters_are_one_task_for_each_programme(call, officer):
    programme = call.programme_period.programme_id
    MessageFactory(programme="OTHER")
    for words in ("1 letter", "2 letters", "3 letters"):
        MessageFactory(programme=programme)
        (task,) = tasks(officer, SOURCES, most=50)
        assert (task.source.kind, task.title, task.about) == ("letters", programme, words)


def test_older_tasks_stand_first_and_pages_are_bounded(call, officer, client):
    for days in range(60):
        submitted(call, f"P{days:02d}", first_submitted_at=timezone.now() - timedelta(days=days))
    assert listed(officer, most=2) == [("screen", "P59"), ("screen", "P58")]
    assert listed(officer, most=2, after=58) == [("screen", "P01"), ("screen", "P00")]
    assert client.get(PAGE).context["next"] == 2
    assert client.get(f"{PAGE}?page=2").context["next"] == 0


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page=9999999999999", "page=x", "kind=zzz", "kind=%ED%A0%80"]
)
def test_tasks_survive_hostile_addresses(call, officer, client, query):
    assert client.get(f"{PAGE}?{query}").status_code == 200


def shown_kinds(answer):
    return [source.kind for source in answer.context["sources"]]


def test_only_kinds_of_which_there_are_tasks_are_offered(call, officer, client):
    assert shown_kinds(client.get(PAGE)) == []
    assert "kind-nav" not in client.get(PAGE).content.decode()
    submitted(call, "ONE")
    submitted(call, "TWO", state=State.ELIGIBLE)
    assert shown_kinds(client.get(PAGE)) == ["screen", "find_assessors"]
    assert shown_kinds(client.get(f"{PAGE}?kind=screen")) == ["screen", "find_assessors"]
    assert shown_kinds(client.get(f"{PAGE}?kind=letters")) == ["screen", "find_assessors", "letters"]


def test_kinds_beyond_the_first_page_are_offered(call, officer, client):
    for day in range(51):
        submitted(call, f"P{day}", first_submitted_at=timezone.now() - timedelta(days=day + 1))
    submitted(call, "LATEST", state=State.ELIGIBLE)
    assert shown_kinds(client.get(PAGE)) == ["screen", "find_assessors"]
    assert shown_kinds(client.get(f"{PAGE}?page=2")) == ["screen", "find_assessors"]
    assert shown_kinds(client.get(f"{PAGE}?page=9")) == ["screen", "find_assessors"]


def test_tasks_ask_as_many_queries_for_three_rows_as_for_one(
    call, officer, client, django_assert_max_num_queries
):
    submitted(call, "P1")
    client.get(PAGE)
    with django_assert_max_num_queries(10) as one:
        client.get(PAGE)
    submitted(call, "P2")
    submitted(call, "P3", state=State.ELIGIBLE)
    with django_assert_max_num_queries(len(one)):
        client.get(PAGE)


def test_sources_read_nothing_and_name_no_moment_while_they_are_put_together(
    call, officer, django_assert_num_queries
):
    roles_of(officer)
    with django_assert_num_queries(0):
        first = [_statement(partial(_tasks_rows, officer, [source], 10)) for source in SOURCES]
        again = [_statement(partial(_tasks_rows, officer, [source], 10)) for source in SOURCES]
    assert first == again
    dated = zip(SOURCES, first, strict=True)
    assert [source.kind for source, (_sql, params) in dated if _names_a_moment(params)] == []


def test_tasks_that_were_read_once_follow_what_happens(call, officer, client):
    project = submitted(call, "BRIDGE")
    assert "BRIDGE" in client.get(PAGE).content.decode()
    project.state = State.INELIGIBLE
    project.save()
    assert "BRIDGE" not in client.get(PAGE).content.decode()
    StaffRole.objects.filter(user=officer).update(role=Role.AUDITOR)
    submitted(call, "TUNNEL")
    assert "TUNNEL" not in client.get(PAGE).content.decode()
