"""The exact second of the deadline: in summer and winter time, as clocks change, and with late codes."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.models import TrailEntry
from apply.pages.deadlines import deadline_of, project_deadline
from calls import late
from calls.models import Call, LateCode
from core.errors import DomainError
from correspondence.models import Message
from documents.models import Document
from programmes.states import Role
from projects import dossier, lifecycle, moments
from projects.lifecycle import Closed, NotReady
from projects.models import Project, StateChange, Version
from projects.states import State
from tests.factories.projects import complete_project
from tests.projects.people import with_role

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")
UTC = ZoneInfo("UTC")
SECOND = timedelta(seconds=1)

# A closing time as the call says it, and the same moment in UTC.
CLOSINGS = {
    "winter": (datetime(2027, 1, 15, 12, 0, tzinfo=BRUSSELS), datetime(2027, 1, 15, 11, 0, tzinfo=UTC)),
    "summer": (datetime(2027, 7, 15, 12, 0, tzinfo=BRUSSELS), datetime(2027, 7, 15, 10, 0, tzinfo=UTC)),
    # 28 March 2027: at 02:00 it becomes 03:00
    "before spring": (
        datetime(2027, 3, 28, 1, 59, tzinfo=BRUSSELS),
        datetime(2027, 3, 28, 0, 59, tzinfo=UTC),
    ),
    "after spring": (datetime(2027, 3, 28, 3, 0, tzinfo=BRUSSELS), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
    # 31 October 2027: 02:30 comes twice
    "first half past two": (
        datetime(2027, 10, 31, 2, 30, tzinfo=BRUSSELS, fold=0),
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
    ),
    "second half past two": (
        datetime(2027, 10, 31, 2, 30, tzinfo=BRUSSELS, fold=1),
        datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
    ),
    "day of the autumn change": (
        datetime(2027, 10, 31, 12, 0, tzinfo=BRUSSELS),
        datetime(2027, 10, 31, 11, 0, tzinfo=UTC),
    ),
}


@pytest.fixture
def project():
    return complete_project()


def close(at, **more):
    Call.objects.update(closes_at=at, opens_at=at - timedelta(days=90), **more)


def nothing_happened(project):
    project.refresh_from_db()
    return (
        project.state in {State.DRAFT, State.STEP1_DRAFT}
        and project.code is None
        and not Version.objects.exists()
        and not Document.objects.exists()
        and not Message.objects.exists()
        and not StateChange.objects.exists()
        and Call.objects.get().last_number == 0
    )


@pytest.mark.parametrize("name", CLOSINGS)
@pytest.mark.parametrize("early", [timedelta(microseconds=1), SECOND])
def test_what_arrives_before_the_closing_is_in(project, name, early):
    said, moment = CLOSINGS[name]
    close(said)
    lifecycle.submit(project, by=project.created_by, arrived_at=moment - early)
    version, change = Version.objects.get(), StateChange.objects.get(step="submit")
    assert project.state == State.SUBMITTED
    assert project.first_submitted_at == version.created_at == change.at == moment - early


@pytest.mark.parametrize("name", CLOSINGS)
@pytest.mark.parametrize("after", [timedelta(0), timedelta(microseconds=1), SECOND, timedelta(hours=1)])
def test_what_arrives_at_the_closing_or_later_is_refused_with_everything_kept(project, name, after):
    said, moment = CLOSINGS[name]
    close(said)
    before = dossier.to_data(dossier.load(project))
    with pytest.raises(Closed, match="everything you wrote is kept"):
        lifecycle.submit(project, by=project.created_by, arrived_at=moment + after)
    assert nothing_happened(project)
    assert dossier.to_data(dossier.load(project)) == before


def test_hour_that_comes_twice_is_named_apart(project):
    first, second = CLOSINGS["first half past two"][1], CLOSINGS["second half past two"][1]
    assert second - first == timedelta(hours=1)
    names = [moments.moment(each, "Europe/Brussels") for each in (first, second)]
    assert [name.rsplit(" ", 1)[1] for name in names] == ["CEST", "CET"]
    assert names[0].rsplit(" ", 1)[0] == names[1].rsplit(" ", 1)[0]


def test_zone_of_the_call_counts_and_not_that_of_the_server(project):
    close(datetime(2027, 6, 30, 17, 0, tzinfo=ZoneInfo("Europe/London")), time_zone="Europe/London")
    moment = datetime(2027, 6, 30, 16, 0, tzinfo=UTC)
    with pytest.raises(Closed, match="17:00:00 BST"):
        lifecycle.submit(project, by=project.created_by, arrived_at=moment)
    lifecycle.submit(project, by=project.created_by, arrived_at=moment - SECOND)
    assert project.state == State.SUBMITTED


def test_receipt_says_when_it_arrived_with_its_zone(project):
    said, moment = CLOSINGS["second half past two"]
    close(said)
    version = lifecycle.submit(project, by=project.created_by, arrived_at=moment - SECOND)
    data = Document.objects.get(kind="receipt").data
    assert datetime.fromisoformat(data["submitted_at"]) == moment - SECOND
    assert (data["zone"], data["hash"]) == ("Europe/Brussels", version.hash)
    body = Message.objects.get().body
    assert "02:29:59 CET (Europe/Brussels)" in body
    assert version.hash in body


def test_each_step_has_its_own_deadline(project):
    now = timezone.now()
    close(now + timedelta(days=60), step1_closes_at=now)
    Project.objects.update(state=State.STEP1_DRAFT)
    project.refresh_from_db()
    with pytest.raises(Closed, match="Step 1 of the call closed"):
        lifecycle.submit(project, by=project.created_by, arrived_at=now)
    assert nothing_happened(project)
    lifecycle.submit(project, by=project.created_by, arrived_at=now - SECOND)
    assert (project.state, project.first_submitted_at) == (State.STEP1_SUBMITTED, now - SECOND)
    assert project.step2_submitted_at is None


def test_deadline_that_is_moved_back_shuts_out_a_page_that_was_open(project):
    now = timezone.now()
    close(now + timedelta(hours=1))
    stale = Project.objects.select_related("call").get()
    Call.objects.update(closes_at=now - SECOND)
    with pytest.raises(Closed):
        lifecycle.submit(stale, by=project.created_by)
    assert nothing_happened(project)


@pytest.fixture
def shut(project):
    """The call closed an hour ago."""
    close(timezone.now() - timedelta(hours=1))
    return project


def code_for(project, *, hours=1):
    return late.issue(
        project.call,
        email=project.created_by.email,
        valid_until=timezone.now() + timedelta(hours=hours),
        reason="The portal was away.",
        by=with_role(project, Role.MANAGER),
    )


def test_late_code_is_used_up_and_stands_in_both_trails(shut):
    code, plain = code_for(shut)
    lifecycle.submit(shut, by=shut.created_by, late_code=plain)
    code.refresh_from_db()
    assert (shut.state, code.used_by) == (State.SUBMITTED, shut.created_by)
    chains = TrailEntry.objects.filter(action="use late code").values_list("chain", flat=True)
    assert set(chains) == {shut.chain, shut.call.chain}


def test_late_code_holds_until_its_last_second(shut):
    code, plain = code_for(shut)
    with pytest.raises(DomainError, match="no longer valid"):
        lifecycle.submit(shut, by=shut.created_by, late_code=plain, arrived_at=code.valid_until)
    assert nothing_happened(shut)
    lifecycle.submit(shut, by=shut.created_by, late_code=plain, arrived_at=code.valid_until - SECOND)
    assert shut.state == State.SUBMITTED


def test_late_code_that_meets_an_incomplete_proposal_is_not_used_up(shut):
    code, plain = code_for(shut)
    Project.objects.update(start_date=None)
    with pytest.raises(NotReady):
        lifecycle.submit(shut, by=shut.created_by, late_code=plain)
    code.refresh_from_db()
    assert code.used_at is None


def test_late_code_in_time_is_left_alone(project):
    code, plain = code_for(project)
    lifecycle.submit(project, by=project.created_by, late_code=plain)
    assert LateCode.objects.get(pk=code.pk).used_at is None


def test_deadline_shown_is_that_of_the_step(project):
    now = timezone.now()
    close(now + timedelta(days=60), step1_closes_at=now + timedelta(hours=5, minutes=1))
    project = Project.objects.select_related("call").get()
    assert deadline_of(project.call, now).step == 1
    assert deadline_of(project.call, now + timedelta(hours=6)).step == 2
    Project.objects.update(state=State.STEP1_DRAFT)
    project = Project.objects.select_related("call").get()
    shown = project_deadline(project, now)
    assert (shown.step, shown.words, shown.is_near) == (1, "5 hours left", True)
    assert project_deadline(project, now + timedelta(hours=6)).words == "Step 1 of the call is closed."
