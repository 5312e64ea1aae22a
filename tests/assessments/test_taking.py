"""The queue of an assessor, the pool, capacity, reminders, and places given back."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from assessments import queue, reminders, sharing, taking, workload
from assessments.assigning import dismiss_assessor, invite_assessor, reassign
from assessments.models import Assessment, AssigningPlan, FreedPlace
from assessments.states import Leaving
from core.errors import DomainError
from correspondence.models import Message
from programmes.states import Role
from tests.factories.assessments import ExpertiseFactory, ScoreFactory, staff_of
from tests.factories.calls import CallFactory, CriterionFactory
from tests.factories.programmes import SpecificObjectiveFactory
from tests.factories.projects import InterestFactory, ProjectFactory, VersionFactory

pytestmark = pytest.mark.django_db


def submitted(call, number=1):
    found = [ProjectFactory(submitted=True, call=call) for _one in range(number)]
    for project in found:
        VersionFactory(project=project)
    return found


@pytest.fixture
def call():
    return CallFactory()


def test_next_is_the_least_assessed_and_what_was_put_off_comes_last(call):
    first, second, third = submitted(call, 3)
    officer, me, other = (staff_of(first, role) for role in (Role.OFFICER, Role.ASSESSOR, Role.ASSESSOR))
    mine = [invite_assessor(project, by=officer, assessor=me) for project in (first, second, third)]
    done = invite_assessor(first, by=officer, assessor=other)
    Assessment.objects.filter(pk=done.pk).update(finished_at=timezone.now())
    assert list(queue.waiting(me)) == [mine[1], mine[2], mine[0]]
    taking.skip(mine[1], by=me)
    assert taking.take_next(me) == mine[2]
    assert list(queue.waiting(me)) == [mine[2], mine[0], mine[1]]
    assert queue.progress(me) == queue.Progress(done=0, total=3, late=0)


def test_conflict_leaves_queue_and_numbers(call):
    (project,) = submitted(call)
    me = staff_of(project, Role.ASSESSOR)
    invite_assessor(project, by=staff_of(project, Role.OFFICER), assessor=me)
    InterestFactory(project=project, person=me, has_conflict=True, note="Mine.")
    assert list(queue.waiting(me)) == []
    assert queue.progress(me) == queue.Progress(done=0, total=0, late=0)
    assert workload.load_of(me, call).taken == 0


def test_pool_gives_what_the_person_knows_and_lacks_assessors(call):
    known, unknown = submitted(call, 2)
    me = staff_of(known, Role.ASSESSOR)
    expertise = ExpertiseFactory(user=me, programme=call.programme_period.programme)
    assert list(queue.pool(me)) == []
    AssigningPlan.objects.create(call=call, is_pool_open=True)
    assert set(queue.pool(me)) == {known, unknown}
    objective = SpecificObjectiveFactory(priority__programme_period=call.programme_period)
    known.objective = objective
    known.save()
    expertise.objectives.add(objective)
    assert list(queue.pool(me)) == [known]
    taken = taking.take_next(me)
    assert taken.project == known
    assert taking.take_next(me) == taken


def test_pool_stops_where_the_person_is_full(call):
    submitted(call, 3)
    me = staff_of(call.projects.first(), Role.ASSESSOR)
    ExpertiseFactory(user=me, programme=call.programme_period.programme, capacity=1)
    AssigningPlan.objects.create(call=call, is_pool_open=True)
    first = taking.take_next(me)
    Assessment.objects.filter(pk=first.pk).update(finished_at=timezone.now())
    assert taking.take_next(me) is None


@pytest.mark.django_db(transaction=True)
def test_twenty_who_ask_at_once_get_twenty_different_proposals():
    call = CallFactory(assessors_wanted=1)
    projects = submitted(call, 20)
    people = [staff_of(projects[0], Role.ASSESSOR) for _one in range(20)]
    AssigningPlan.objects.create(call=call, is_pool_open=True)
    start, got = Barrier(20), []

    def ask(key):
        try:
            start.wait()
            got.append(taking.take_next(User.objects.get(pk=key)))
        finally:
            connection.close()

    threads = [Thread(target=ask, args=(person.pk,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = [one.project_id for one in got if one is not None]
    assert len(taken) == len(set(taken))
    assert len(taken) >= 15
    assert Assessment.objects.count() == len(taken)


@pytest.mark.django_db(transaction=True)
def test_two_who_assign_at_once_neither_double_nor_go_over_capacity():
    call = CallFactory()
    projects = submitted(call, 4)
    officers = [staff_of(projects[0], Role.OFFICER) for _one in range(4)]
    assessor = staff_of(projects[0], Role.ASSESSOR)
    ExpertiseFactory(user=assessor, programme=call.programme_period.programme, capacity=2)
    start, refused = Barrier(4), []

    def assign(officer, project):
        try:
            start.wait()
            sharing.give([(project, assessor), (projects[0], assessor)], by=officer)
        except DomainError as refusal:
            refused.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=assign, args=pair) for pair in zip(officers, projects, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Assessment.objects.filter(assessor=assessor).count() == 2
    assert Message.objects.filter(kind="assessor").count() == 2


def test_nobody_goes_over_capacity_unless_it_is_confirmed(call):
    first, second = submitted(call, 2)
    officer, me = staff_of(first, Role.OFFICER), staff_of(first, Role.ASSESSOR)
    ExpertiseFactory(user=me, programme=call.programme_period.programme, capacity=1)
    invite_assessor(first, by=officer, assessor=me)
    with pytest.raises(DomainError, match="1 of 1"):
        invite_assessor(second, by=officer, assessor=me)
    assert invite_assessor(second, by=officer, assessor=me, over_capacity=True).project == second


def test_place_given_back_waits_for_another_and_is_settled_by_one(call):
    (project,) = submitted(call)
    officer, me, other = (staff_of(project, role) for role in (Role.OFFICER, Role.ASSESSOR, Role.ASSESSOR))
    asked = invite_assessor(project, by=officer, assessor=me)
    ScoreFactory(assessment=asked, criterion=CriterionFactory(call=call))
    with pytest.raises(DomainError, match="few words"):
        taking.leave(asked, by=me, why=Leaving.DECLINED, reason="  ")
    taking.leave(asked, by=me, why=Leaving.DECLINED, reason="No time.")
    assert Assessment.objects.count() == 0
    assert list(FreedPlace.objects.open_to_staff(officer)) == [FreedPlace.objects.get()]
    invite_assessor(project, by=officer, assessor=other)
    assert list(FreedPlace.objects.open_to_staff(officer)) == []


def test_place_goes_to_somebody_else_while_nothing_is_scored(call):
    (project,) = submitted(call)
    officer, me, other = (staff_of(project, role) for role in (Role.OFFICER, Role.ASSESSOR, Role.ASSESSOR))
    asked = invite_assessor(project, by=officer, assessor=me, due=date(2030, 1, 2))
    moved = reassign(asked, by=officer, to=other)
    assert (moved.assessor, moved.due) == (other, date(2030, 1, 2))
    ScoreFactory(assessment=moved, criterion=CriterionFactory(call=call))
    with pytest.raises(DomainError, match="begun to score"):
        dismiss_assessor(moved, by=officer)


def test_reminders_leave_once_each_and_anew_for_another_date(call):
    (project,) = submitted(call)
    me = staff_of(project, Role.ASSESSOR)
    due = timezone.localdate() + timedelta(days=30)
    asked = invite_assessor(project, by=staff_of(project, Role.OFFICER), assessor=me, due=due)
    days = [(30, 0), (8, 0), (7, 1), (7, 0), (5, 0), (2, 1), (1, 0), (0, 0), (-1, 1), (-9, 0)]
    assert [(left, reminders.remind(due - timedelta(days=left))) for left, _number in days] == days
    later = due + timedelta(days=20)
    Assessment.objects.filter(pk=asked.pk).update(due=later)
    assert reminders.remind(later - timedelta(days=2)) == 1
    subjects = list(Message.objects.filter(kind="assessor").order_by("pk").values_list("subject", flat=True))
    assert [subject.split(":")[0].split(" by ")[0] for subject in subjects] == [
        "An assessment is waiting for you",
        "Please finish your assessment",
        "Please finish your assessment",
        "Your assessment is overdue",
        "Please finish your assessment",
    ]


def test_nobody_is_reminded_after_the_end_or_of_a_conflict(call):
    first, second = submitted(call, 2)
    officer, me = staff_of(first, Role.OFFICER), staff_of(first, Role.ASSESSOR)
    due = timezone.localdate() - timedelta(days=1)
    done = invite_assessor(first, by=officer, assessor=me, due=due)
    invite_assessor(second, by=officer, assessor=me, due=due)
    Assessment.objects.filter(pk=done.pk).update(finished_at=timezone.now())
    InterestFactory(project=second, person=me, has_conflict=True, note="Mine.")
    assert reminders.remind() == 0
