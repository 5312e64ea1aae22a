"""One act on many projects: each row by its own rules, once, however often workers try."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from programmes.states import Role
from projects import bulk
from projects.models import BulkJob, Project
from projects.officers import assign
from projects.tasks import sweep_jobs
from tests.factories.accounts import UserFactory
from tests.factories.assessments import staff_of
from tests.factories.calls import CallFactory
from tests.factories.projects import CollaboratorFactory, InterestFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return CallFactory()


@pytest.fixture
def officer(call):
    return staff_of(ProjectFactory.build(call=call), Role.OFFICER)


def submitted(call, **fields):
    return ProjectFactory(call=call, submitted=True, **fields)


def job_of(by, *projects, key=None, **parameters):
    chosen = Project.objects.filter(pk__in=[one.pk for one in projects])
    return bulk.prepare("assign_officer", chosen, by=by, parameters=parameters, key=key or uuid4())


def outcomes(job):
    return list(job.rows.order_by("pk").values_list("state", flat=True))


def test_work_does_each_row_by_its_own_rules(call, officer):
    mine, elsewhere, own = submitted(call), submitted(CallFactory()), submitted(call)
    CollaboratorFactory(project=own, user=officer)
    job = job_of(officer, mine, elsewhere, own, officer=str(officer.uid))
    assert bulk.work(job.pk)
    assert outcomes(job) == ["done", "refused", "refused"]
    assert list(Project.objects.filter(officer=officer)) == [mine]
    job.refresh_from_db()
    assert job.finished_at is not None


def test_work_that_is_done_twice_changes_nothing_more(call, officer):
    project = submitted(call)
    job = job_of(officer, project, officer=str(officer.uid))
    bulk.work(job.pk)
    bulk.work(job.pk)
    assert TrailEntry.objects.filter(chain=project.chain, action="assign officer").count() == 1


def test_the_same_key_is_the_same_job(call, officer):
    project, key = submitted(call), uuid4()
    assert job_of(officer, project, key=key) == job_of(officer, project, key=key)
    assert BulkJob.objects.count() == 1


def test_nothing_and_too_much_are_refused(call, officer, monkeypatch):
    with pytest.raises(DomainError, match="No proposal"):
        job_of(officer)
    monkeypatch.setattr(bulk, "MOST", 1)
    with pytest.raises(DomainError, match="at most 1"):
        job_of(officer, submitted(call), submitted(call))


def test_a_turn_that_ends_goes_on_later(call, officer):
    job = job_of(officer, submitted(call), submitted(call), officer="")
    assert not bulk.work(job.pk, turn=0)
    assert outcomes(job) == ["done", "waiting"]
    assert bulk.work(job.pk)
    assert outcomes(job) == ["done", "done"]


def test_stop_leaves_what_waits(call, officer):
    job = job_of(officer, submitted(call), submitted(call), officer="")
    bulk.work(job.pk, turn=0)
    bulk.stop(job, by=officer)
    assert bulk.work(job.pk)
    assert outcomes(job) == ["done", "left"]
    with pytest.raises(DomainError):
        bulk.stop(job, by=officer)


def test_the_sweep_takes_up_what_was_left_behind(call, officer, settings):
    settings.CELERY_TASK_ALWAYS_EAGER = True
    project = submitted(call)
    job = job_of(officer, project, officer=str(officer.uid))
    assert sweep_jobs() == 0  # its message may still be on its way
    BulkJob.objects.update(created_at=timezone.now() - timedelta(minutes=5))
    assert sweep_jobs() == 1
    assert bulk.left_behind() == [job.pk]  # until a worker gets the message
    bulk.work(job.pk)
    assert bulk.left_behind() == []


def test_assign_notes_old_and_new_in_the_trail(call, officer):
    project, other = submitted(call), staff_of(submitted(call), Role.MANAGER)
    assign(project, officer, by=other)
    assign(project, None, by=other)
    entries = TrailEntry.objects.for_chain(project.chain)
    assert [(one.old["officer"], one.new["officer"]) for one in entries] == [
        (None, str(officer.uid)),
        (str(officer.uid), None),
    ]


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.AUDITOR, Role.ASSESSOR])
def test_only_the_secretariat_assigns(call, officer, role):
    project = submitted(call)
    with pytest.raises(NotAllowed):
        assign(project, officer, by=staff_of(project, role))


def test_who_cannot_handle_it_is_refused(call, officer):
    project = submitted(call)
    with pytest.raises(DomainError, match="does not work"):
        assign(project, UserFactory(), by=officer)
    with pytest.raises(DomainError, match="does not work"):
        assign(project, staff_of(project, Role.ASSESSOR), by=officer)
    other = staff_of(project, Role.OFFICER)
    InterestFactory(project=project, person=other, has_conflict=True, note="my employer")
    with pytest.raises(DomainError, match="conflict of interest"):
        assign(project, other, by=officer)
    project.refresh_from_db()
    assert project.officer is None
