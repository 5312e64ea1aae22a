"""A two-step call from the first draft to the decision of step 2; each step keeps its own records."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from assessments import decisions, scoring
from assessments.models import Assessment, Decision, QualityConclusion, Screening
from assessments.states import Outcome, Verdict
from calls.models import Call, CallField
from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from programmes.states import Role
from projects import fields, lifecycle
from projects.lifecycle import Seen
from projects.models import Project, StateChange, Version
from projects.states import State
from publications import publishing
from tests.factories.calls import CriterionFactory
from tests.factories.projects import complete_call, complete_project
from tests.projects.people import with_role

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def project():
    """Complete, in step 1 of a call whose first step closes tomorrow."""
    call = complete_call(step1_closes_at=NOW + timedelta(days=1), closes_at=NOW + timedelta(days=60))
    CriterionFactory(call=call)
    return complete_project(call=call, state=State.STEP1_DRAFT)


@pytest.fixture
def manager(project):
    return with_role(project, Role.MANAGER)


def today():
    return timezone.localdate()


def screened(project, by):
    screening = decisions.open_screening(project, by=by)
    for check in screening.checks.all():
        decisions.record_check(check, by=by, verdict=Verdict.PASSED, note="Looked at.")
    decisions.conclude_screening(screening, by=by, conclusion=Verdict.PASSED)
    decisions.decide_eligibility(project, by=by, is_eligible=True, seen=Seen.of(project), decided_on=today())
    return screening


def assessed(project, by, assessors):
    for person in assessors:
        asked = decisions.invite_assessor(project, by=by, assessor=person)
        decisions.declare_interest(asked, by=person, has_conflict=False)
        for criterion in project.call.criteria.all():
            decisions.save_score(asked, by=person, criterion=criterion, value=4, comment="Good.")
        Assessment.objects.filter(pk=asked.pk).update(comment="Good.", recommendation="recommended")
        asked.refresh_from_db()
        decisions.finish_assessment(asked, by=person)
    return decisions.conclude_quality(project, by=by, recommendation="recommended", seen=Seen.of(project))


def decided(project, by, outcome, **more):
    return decisions.decide(
        project, by=by, outcome=outcome, seen=Seen.of(project), decided_on=today(), **more
    )


@pytest.fixture
def first_step(project, manager):
    """Decided in step 1."""
    assessors = [with_role(project, Role.ASSESSOR) for _each in range(2)]
    lifecycle.submit(project, by=project.created_by)
    screened(project, manager)
    assessed(project, manager, assessors)
    decided(project, manager, Outcome.APPROVED)
    return assessors


def test_two_steps_from_the_first_draft_to_the_money(project, manager, first_step):
    code = project.code
    assert project.state == State.STEP1_APPROVED
    lifecycle.start_step_two(project, by=project.created_by)
    held = fields.tokens(project)["title.nl"]
    fields.save(project, "title.nl", "Titel voor stap 2", base=held.token, by=project.created_by)
    lifecycle.submit(project, by=project.created_by)
    screened(project, manager)
    assessed(project, manager, first_step)
    decided(project, manager, Outcome.APPROVED)
    stored = Project.objects.get()
    assert (stored.state, stored.code) == (State.APPROVED, code)
    assert list(StateChange.objects.of(stored).values_list("target", flat=True))[::-1] == [
        State.STEP1_SUBMITTED,
        State.STEP1_ELIGIBLE,
        State.STEP1_APPROVED,
        State.DRAFT,
        State.SUBMITTED,
        State.ELIGIBLE,
        State.APPROVED,
    ]
    assert Call.objects.get().last_number == 1
    publishing.publish(stored, by=manager)


def test_nothing_of_step_one_is_overwritten(project, manager, first_step):
    lifecycle.start_step_two(project, by=project.created_by)
    held = fields.tokens(project)["title.nl"]
    fields.save(project, "title.nl", "Titel voor stap 2", base=held.token, by=project.created_by)
    lifecycle.submit(project, by=project.created_by)
    first, second = Version.objects.order_by("number")
    assert (first.step, first.reason, first.data["title"]["nl"]) == (1, "step1", held.value)
    assert (second.step, second.data["title"]["nl"]) == (2, "Titel voor stap 2")
    screened(project, manager)
    assessed(project, manager, first_step)
    decided(project, manager, Outcome.RESERVE)
    for records in (Screening, QualityConclusion, Decision):
        assert list(records.objects.order_by("pk").values_list("version", flat=True)) == [first.pk, second.pk]
    assert (
        Assessment.objects.filter(version=first).count() == Assessment.objects.filter(version=second).count()
    )


def test_assessments_of_step_one_do_not_count_in_step_two(project, manager, first_step):
    lifecycle.start_step_two(project, by=project.created_by)
    lifecycle.submit(project, by=project.created_by)
    assert scoring.overview(project).assessments == ()
    assert len(scoring.overview(project, step=1).assessments) == 2
    assert QualityConclusion.objects.newest_of(project) is None
    assert QualityConclusion.objects.newest_of(project, step=1) is not None
    with pytest.raises(DomainError, match="now 0 have"):
        decisions.conclude_quality(project, by=manager, recommendation="recommended", seen=Seen.of(project))


def test_scores_of_others_stay_shut_in_step_two_until_the_own_are_finished(project, manager, first_step):
    lifecycle.start_step_two(project, by=project.created_by)
    lifecycle.submit(project, by=project.created_by)
    screened(project, manager)
    one, other = first_step
    assessed_by_one = decisions.invite_assessor(project, by=manager, assessor=one)
    decisions.declare_interest(assessed_by_one, by=one, has_conflict=False)
    decisions.declare_interest(
        decisions.invite_assessor(project, by=manager, assessor=other), by=other, has_conflict=False
    )
    Assessment.objects.filter(pk=assessed_by_one.pk).update(finished_at=timezone.now())
    assert assessed_by_one not in Assessment.objects.readable_by(other)
    assert Assessment.objects.readable_by(other).filter(version__step=1).count() == 2


def test_step_two_asks_for_its_own_eligibility(project, manager, first_step):
    lifecycle.start_step_two(project, by=project.created_by)
    lifecycle.submit(project, by=project.created_by)
    with pytest.raises(DomainError, match="Conclude the screening of the newest version first"):
        decisions.decide_eligibility(
            project, by=manager, is_eligible=True, seen=Seen.of(project), decided_on=today()
        )


def test_screening_looks_at_the_deadline_of_its_own_step(project, manager, first_step):
    lifecycle.start_step_two(project, by=project.created_by)
    Call.objects.update(step1_closes_at=NOW - timedelta(days=1))
    project.refresh_from_db()
    lifecycle.submit(project, by=project.created_by)
    check = decisions.open_screening(project, by=manager).checks.get(key="in_time")
    assert check.machine_verdict == Verdict.PASSED
    first = Screening.objects.get(version__step=1).checks.get(key="in_time")
    assert first.machine_verdict == Verdict.PASSED


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_letters_of_step_one_promise_no_money(project, manager, language):
    type(project.created_by).objects.filter(pk=project.created_by_id).update(language=language)
    lifecycle.submit(project, by=project.created_by)
    screened(project, manager)
    assessed(project, manager, [with_role(project, Role.ASSESSOR) for _each in range(2)])
    decided(project, manager, Outcome.APPROVED_WITH_CONDITIONS, conditions="Find a third partner.")
    letter = Message.objects.filter(kind="decision").order_by("pk").last()
    assert letter.language == language
    assert "Find a third partner." in letter.body
    if language == "en":
        assert "No money has been granted yet" in letter.body
        assert "may take part in step 2" in letter.body


def test_decisions_of_step_one_can_be_undone_until_step_two_begins(project, manager, first_step):
    decisions.revert(project, by=manager, seen=Seen.of(project), note="A slip.")
    assert project.state == State.STEP1_ELIGIBLE
    decided(project, manager, Outcome.NOT_APPROVED, reason="Too thin.")
    assert project.state == State.STEP1_NOT_APPROVED
    with pytest.raises(DomainError):
        lifecycle.start_step_two(project, by=project.created_by)
    decisions.revert(project, by=manager, seen=Seen.of(project), note="Looked again.")
    decided(project, manager, Outcome.APPROVED)
    lifecycle.start_step_two(project, by=project.created_by)
    with pytest.raises(DomainError):
        decisions.revert(project, by=manager, seen=Seen.of(project), note="Too late.")


def test_there_is_no_reserve_list_in_step_one(project, manager):
    lifecycle.submit(project, by=project.created_by)
    screened(project, manager)
    assert Outcome.RESERVE not in decisions.possible_outcomes(project, manager)


def test_step_two_begins_only_while_the_call_is_open_and_by_who_manages(project, manager, first_step):
    with pytest.raises(NotAllowed):
        lifecycle.start_step_two(project, by=manager)
    Call.objects.update(closes_at=timezone.now(), step1_closes_at=NOW - timedelta(days=2))
    project.refresh_from_db()
    with pytest.raises(DomainError, match="can no longer be started"):
        lifecycle.start_step_two(project, by=project.created_by)
    assert "start_step_two" not in {
        step.key for step in lifecycle.available_steps(project, project.created_by)
    }


def test_nothing_of_step_one_is_public(project, manager, first_step):
    assert not project.is_funded
    with pytest.raises(DomainError):
        publishing.publish(project, by=manager)


def test_fields_of_step_two_are_taken_from_step_two_on(project, manager):
    CallField.objects.create(call=project.call, key="challenges", use="optional", step=2)
    fresh = Project.objects.get()
    with pytest.raises(DomainError):
        fields.save(fresh, "challenges.nl", "Te vroeg", base="0", by=project.created_by)
    Project.objects.update(
        state=State.STEP1_APPROVED, code="STEP-1", first_submitted_at=NOW - timedelta(days=1)
    )
    lifecycle.start_step_two(fresh, by=project.created_by)
    fields.save(fresh, "challenges.nl", "Nu wel", base="0", by=project.created_by)
    assert fields.tokens(fresh)["challenges.nl"].value == "Nu wel"


def test_withdrawing_from_step_one_and_from_a_draft_of_step_two(project, manager, first_step):
    lifecycle.start_step_two(project, by=project.created_by)
    with pytest.raises(DomainError, match="stays on file"):
        lifecycle.delete_draft(project, by=project.created_by)
    lifecycle.withdraw(project, by=project.created_by, note="No partner left.")
    assert project.state == State.WITHDRAWN


def test_draft_that_was_never_submitted_is_deleted_and_not_withdrawn(project):
    with pytest.raises(DomainError):
        lifecycle.withdraw(project, by=project.created_by)
    Project.objects.update(state=State.DRAFT)
    with pytest.raises(DomainError, match="Delete it instead"):
        lifecycle.withdraw(project, by=project.created_by)
    with translation.override("en"):
        lifecycle.delete_draft(project, by=project.created_by)
    assert not Project.objects.exists()
