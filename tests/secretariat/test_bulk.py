"""Work on many proposals from the inbox: asked, confirmed, followed, stopped."""

from uuid import uuid4

import pytest

from assessments import decisions
from assessments.models import AssessmentRound
from correspondence.models import Message
from programmes.states import Role
from projects import bulk
from projects.models import BulkJob, BulkRow
from tests.factories.accounts import UserFactory
from tests.factories.assessments import scored, staff_of, submitted_project
from tests.factories.calls import CallFactory
from tests.factories.projects import ProjectFactory, VersionFactory
from tests.projects.people import with_level

pytestmark = pytest.mark.django_db

PAGE = "/en/secretariat/bulk/"


@pytest.fixture
def call():
    return CallFactory()


@pytest.fixture
def officer(call, client):
    user = staff_of(ProjectFactory.build(call=call), Role.OFFICER)
    client.force_login(user)
    return user


def submitted(call, acronym, **fields):
    return ProjectFactory(call=call, submitted=True, acronym=acronym, **fields)


def posted(client, number, **given):
    return client.post(PAGE, {"act": "assign_officer", "seen": number, "key": str(uuid4()), **given})


def test_ticked_proposals_are_named_and_handed_to_an_officer(client, call, officer):
    first, second = submitted(call, "FIRST"), submitted(call, "SECOND")
    submitted(call, "THIRD")
    page = client.get(f"{PAGE}?act=assign_officer&uid={first.uid}&uid={second.uid}").content.decode()
    assert "<strong>2 proposals</strong>" in page
    assert "FIRST" in page
    assert "THIRD" not in page
    uids = [str(first.uid), str(second.uid)]
    answer = posted(client, 2, uid=uids, officer=str(officer.uid))
    job = BulkJob.objects.get()
    assert answer.url == f"/en/secretariat/bulk/{job.uid}/"
    bulk.work(job.pk)
    first.refresh_from_db()
    assert first.officer == officer
    shown = client.get(answer.url).content.decode()
    assert "Finished." in shown
    assert "2 of 2" in shown


def test_all_filtered_rows_are_those_of_the_address(client, call, officer):
    submitted(call, "NOBODYS")
    submitted(call, "MINE", officer=officer)
    page = client.get(f"{PAGE}?act=assign_officer&all=1&query=officer%3Dnobody")
    assert page.context["number"] == 1
    assert [one.acronym for one in page.context["named"]] == ["NOBODYS"]


def test_a_list_that_changed_meanwhile_is_looked_at_again(client, call, officer):
    submitted(call, "FIRST")
    answer = posted(client, 5, all="1", query="", officer="")
    assert answer.status_code == 400
    assert "it holds 1 proposal now" in answer.content.decode()
    assert not BulkJob.objects.exists()


def test_other_programmes_and_conflicts_cannot_be_ticked(client, call, officer):
    theirs = submitted(CallFactory(), "THEIRS")
    draft = ProjectFactory(call=call, acronym="DRAFT")
    page = client.get(f"{PAGE}?act=assign_officer&uid={theirs.uid}&uid={draft.uid}&uid=nonsense")
    assert page.context["number"] == 0
    assert "THEIRS" not in page.content.decode()


def test_a_strange_officer_is_refused_on_the_form(client, call, officer):
    project = submitted(call, "FIRST")
    answer = posted(client, 1, uid=str(project.uid), officer=str(UserFactory().uid))
    assert answer.status_code == 400
    assert not BulkJob.objects.exists()


@pytest.mark.parametrize("query", ["", "act=", "act=drop_tables", "act=%ED%A0%80"])
def test_an_unknown_act_is_not_found(client, officer, query):
    assert client.get(f"{PAGE}?{query}").status_code == 404


def test_the_page_of_a_job_is_its_owners_and_hides_what_is_closed_to_them(client, call, officer):
    hidden, shown = submitted(call, "HIDDEN"), submitted(call, "SHOWN")
    job = BulkJob.objects.create(kind="assign_officer", owner=officer)
    for project in (hidden, shown):
        BulkRow.objects.create(job=job, project=project, state="done")
    text = client.get(f"{PAGE}{job.uid}/").content.decode()
    assert "SHOWN" in text
    other = BulkJob.objects.create(kind="assign_officer", owner=UserFactory())
    assert client.get(f"{PAGE}{other.uid}/").status_code == 404
    assert client.post(f"{PAGE}{other.uid}/stop/").status_code == 404


def test_a_finished_job_stands_in_the_tasks_until_it_is_put_away(client, call, officer):
    project = submitted(call, "FIRST", state="closed")
    posted(client, 1, uid=str(project.uid), officer="")
    job = BulkJob.objects.get()
    bulk.work(job.pk)
    assert str(job.uid) in client.get("/en/secretariat/tasks/").content.decode()
    client.post(f"{PAGE}{job.uid}/put-away/")
    assert str(job.uid) not in client.get("/en/secretariat/tasks/").content.decode()


def test_second_rounds_open_with_a_reason_where_they_can(client):
    ready = submitted_project()
    ready.call.assessment_rounds = 2
    ready.call.save()
    officer, assessor = staff_of(ready, Role.OFFICER), staff_of(ready, Role.ASSESSOR)
    decisions.finish_assessment(scored(ready, assessor), by=assessor, recommendation="recommended")
    early = submitted(ready.call, "EARLY")
    client.force_login(officer)
    given = {"act": "open_second_round", "uid": [str(ready.uid), str(early.uid)]}
    blank = posted(client, 2, **given, reason=" ")
    assert blank.status_code == 400
    assert not BulkJob.objects.exists()
    assert posted(client, 2, **given, reason="You differ widely.").status_code == 302
    job = BulkJob.objects.get()
    bulk.work(job.pk)
    states = dict(job.rows.values_list("project__acronym", "state"))
    assert states == {ready.acronym: BulkRow.State.DONE, "EARLY": BulkRow.State.REFUSED}
    opened = AssessmentRound.objects.get()
    assert (opened.version.project, opened.reason) == (ready, "You differ widely.")
    assert job.rows.get(project=ready).note == "Second round of version 1.0"


def test_assessors_of_the_programme_are_offered_and_invited_to_all(client, call, officer):
    first, second = submitted(call, "FIRST"), submitted(call, "CLOSED", state="closed")
    VersionFactory(project=first)
    assessor, elsewhere = staff_of(first, Role.ASSESSOR), staff_of(ProjectFactory(), Role.ASSESSOR)
    given = {"act": "invite_assessors", "uid": [str(first.uid), str(second.uid)]}
    page = client.get(PAGE, given).content.decode()
    assert "by an e-mail that leaves at once" in page
    assert (str(assessor.uid) in page, str(elsewhere.uid) in page) == (True, False)
    assert posted(client, 2, **given).status_code == 400
    assert posted(client, 2, **given, people=str(elsewhere.uid)).status_code == 400
    assert posted(client, 2, **given, people=str(assessor.uid), due="2001-01-01").status_code == 400
    assert posted(client, 2, **given, people=str(assessor.uid)).status_code == 302
    job = BulkJob.objects.get()
    bulk.work(job.pk)
    rows = dict(job.rows.values_list("project__acronym", "state"))
    assert rows == {"FIRST": BulkRow.State.DONE, "CLOSED": BulkRow.State.REFUSED}
    assert "can be assessed while it is submitted" in job.rows.get(project=second).note


def test_letters_in_own_words_need_their_text(client, call, officer):
    project = submitted(call, "FIRST")
    with_level(project)
    given = {"act": "prepare_letters", "uid": str(project.uid), "kind": "general_letter"}
    assert "Nothing leaves before it is confirmed" in client.get(PAGE, given).content.decode()
    assert posted(client, 1, **given, note=" ").status_code == 400
    assert posted(client, 1, **given | {"kind": "nonsense"}).status_code == 400
    assert posted(client, 1, **given, note="We move.").status_code == 302
    bulk.work(BulkJob.objects.get().pk)
    assert Message.objects.get(kind="letter").state == "drafted"
    assert client.get(f"{PAGE}?act=remind_of_corrections&uid={project.uid}").status_code == 200
