"""Sharing the proposals chosen in the inbox out among assessors: seen first, given at once."""

import re
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from accounts.models import TrailEntry
from assessments.assigning import invite_assessor
from assessments.models import Assessment
from correspondence.models import Message
from programmes.states import Role
from projects.states import State
from tests.factories.assessments import ExpertiseFactory, staff_of
from tests.factories.calls import CallFactory
from tests.factories.projects import InterestFactory, ProjectFactory, VersionFactory

pytestmark = pytest.mark.django_db

PAGE = "/en/secretariat/bulk/share-out/"


@pytest.fixture
def call():
    return CallFactory(assessors_wanted=2)


@pytest.fixture
def officer(call, client):
    user = staff_of(ProjectFactory.build(call=call), Role.OFFICER)
    client.force_login(user)
    return user


def submitted(call, acronym, **fields):
    project = ProjectFactory(call=call, submitted=True, acronym=acronym, **fields)
    VersionFactory(project=project)
    return project


def assessor_of(project, capacity=8):
    person = staff_of(project, Role.ASSESSOR)
    programme = project.call.programme_period.programme
    ExpertiseFactory(user=person, programme=programme, capacity=capacity)
    return person


def asked(projects, **more):
    uids = [str(project.uid) for project in projects]
    return {"uid": uids, "seen": len(uids), "key": str(uuid4()), **more}


def shown(client, data, status=200):
    answer = client.post(PAGE, data)
    assert answer.status_code == status
    return BeautifulSoup(answer.content, "html.parser")


def places(page):
    return {box["value"] for box in page.select("input[name=places]")}


def test_inbox_leads_to_the_page_with_what_was_ticked(client, call, officer):
    project = submitted(call, "FIRST")
    assert 'value="share_out"' in client.get("/en/secretariat/?view=all").content.decode()
    answer = client.get(f"/en/secretariat/bulk/?act=share_out&uid={project.uid}")
    assert answer.url == f"{PAGE}?uid={project.uid}"
    assert "1 proposal, shared out" in client.get(answer.url).content.decode()
    assert "No proposal is selected" in client.get(PAGE).content.decode()


def test_places_are_shown_by_load_and_nothing_is_given_before_that_is_confirmed(client, call, officer):
    projects = [submitted(call, name) for name in ("FIRST", "SECOND")]
    people = [assessor_of(projects[0], capacity=2) for _ in range(3)]
    page = shown(client, asked(projects, each="1"))
    assert len(places(page)) == 2
    assert len({key.split("-")[1] for key in places(page)}) == 2  # the second to somebody with less
    assert (Assessment.objects.count(), Message.objects.count()) == (0, 0)
    page = shown(client, asked(projects, people=[str(people[2].uid)]))
    assert places(page) == {f"{project.pk}-{people[2].pk}" for project in projects}
    assert "2 places find nobody" in page.get_text()


def test_shown_places_are_given_in_one_act_with_trail_and_mails(client, call, officer):
    projects = [submitted(call, name) for name in ("FIRST", "SECOND")]
    for _ in range(2):
        assessor_of(projects[0])
    wanted = places(shown(client, asked(projects)))
    assert len(wanted) == 4
    answer = client.post(PAGE, asked(projects, places=sorted(wanted)[:3], give="1", due="2031-05-06"))
    assert answer.url == "/en/secretariat/"
    given = Assessment.objects.all()
    assert {f"{one.project_id}-{one.assessor_id}" for one in given} == set(sorted(wanted)[:3])
    assert {str(one.due) for one in given} == {"2031-05-06"}
    assert TrailEntry.objects.filter(action="invite assessor").count() == 3
    assert Message.objects.count() == 3


def test_conflicts_others_work_and_what_has_its_assessors_are_left_out(client, call, officer):
    open_one, full, late = submitted(call, "OPEN"), submitted(call, "FULL"), submitted(call, "LATE")
    type(late).objects.filter(pk=late.pk).update(state=State.CLOSED)
    one, other, third = (assessor_of(open_one) for _ in range(3))
    InterestFactory(project=open_one, person=one, has_conflict=True, note="My employer.")
    for person in (one, other):
        invite_assessor(full, by=officer, assessor=person)
    theirs = submitted(CallFactory(), "THEIRS")
    page = shown(client, asked([open_one, full, late, theirs], seen=3))
    assert places(page) == {f"{open_one.pk}-{person.pk}" for person in (other, third)}
    told = [one.get_text() for one in page.select(".message li")]
    assert "2 of the chosen are left out." in page.get_text()
    assert told == [f"{full.code} FULL: has its assessors", f"{late.code} LATE: not in assessment: Closed"]
    barred = f"{open_one.pk}-{one.pk}"
    shown(client, asked([open_one], places=[barred], give="1"), 400)
    assert not open_one.assessments.exists()


def test_room_that_was_taken_meanwhile_refuses_all(client, call, officer):
    projects = [submitted(call, name) for name in ("FIRST", "SECOND")]
    person = assessor_of(projects[0], capacity=1)
    both = [f"{project.pk}-{person.pk}" for project in projects]
    page = shown(client, asked(projects, places=both, give="1"), 409)
    assert "1 of 1 proposals" in page.get_text()
    assert not Assessment.objects.exists()
    shown(client, asked(projects, give="1"), 409)


@pytest.mark.parametrize(
    "more",
    [{"each": "0"}, {"each": "99"}, {"people": "x"}, {"due": "2001-01-01"}, {"seen": "7"}, {"key": ""}],
)
def test_a_question_that_makes_no_sense_is_answered_at_its_field(client, call, officer, more):
    project = submitted(call, "FIRST")
    page = shown(client, asked([project], **more), 400)
    assert page.select(".is-invalid, [aria-invalid=true], .error-summary, [role=alert]")
    assert places(page) == set()


def test_statements_do_not_grow_with_proposals(client, call, officer, django_assert_max_num_queries):
    projects = [submitted(call, f"P{number}") for number in range(3)]
    assessor_of(projects[0])
    with django_assert_max_num_queries(80) as one:
        shown(client, asked(projects[:1]))
    with django_assert_max_num_queries(len(one)):
        shown(client, asked(projects))
    assert re.search("SELECT", one[0]["sql"])
