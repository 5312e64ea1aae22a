"""Conditions of an approval: set, answered, closed; and nothing is approved before."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import TrailEntry
from assessments import conditions, decisions
from assessments.conditions import Term
from assessments.models import Condition, Decision
from assessments.states import ConditionState, Outcome
from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from programmes.states import Role
from projects import dossier
from projects.lifecycle import Seen
from projects.models import Attachment, Project
from projects.states import Level, State
from tests.factories.assessments import eligible_project, staff_of
from tests.projects.people import with_level

pytestmark = pytest.mark.django_db

DAY, DUE = date(2026, 1, 15), date(2026, 3, 31)


@pytest.fixture
def project():
    project = eligible_project()
    decide(project, conditions=[Term("Name a deputy.", DUE), Term("Add a map.")])
    return project


@pytest.fixture
def officer(project):
    return staff_of(project, Role.OFFICER)


def decide(project, outcome=Outcome.APPROVED_WITH_CONDITIONS, **said):
    by = staff_of(project, Role.MANAGER)
    seen = Seen.of(project)
    return decisions.decide(project, by=by, outcome=outcome, seen=seen, decided_on=DAY, **said)


def first():
    return Condition.objects.select_related("decision__project").earliest("position")


def test_conditions_are_kept_one_by_one_and_numbered_in_the_letter(project):
    kept = list(Condition.objects.values_list("position", "text", "due", "state"))
    assert kept == [(1, "Name a deputy.", DUE, "open"), (2, "Add a map.", None, "open")]
    letter = Message.objects.get(kind="decision")
    assert "1. Name a deputy. (by 31-03-2026)\n2. Add a map." in letter.body


@pytest.mark.parametrize(
    ("state", "tone"), [("open", "care"), ("answered", "wait"), ("met", "good"), ("waived", "rest")]
)
def test_badge_of_a_condition_looks_done_only_when_it_is_met(state, tone):
    assert Condition(state=state).tone == tone


def test_condition_is_not_due_before_the_decision():
    with pytest.raises(DomainError, match="due before"):
        decide(eligible_project(), conditions=[Term("Name a deputy.", date(2026, 1, 14))])


def test_approval_waits_until_every_condition_is_closed(project, officer):
    with pytest.raises(DomainError, match="2 conditions are neither met nor waived"):
        decide(project, Outcome.APPROVED)
    for condition in Condition.objects.all():
        conditions.settle(condition, by=officer, state=ConditionState.MET)
    decide(project, Outcome.APPROVED)
    assert Project.objects.get().state == State.APPROVED


def test_answer_can_be_corrected_until_it_is_closed(project, officer):
    writer = project.created_by
    conditions.answer(first(), by=writer, text="Ann.")
    conditions.answer(first(), by=writer, text="Ann Peeters.")
    assert (first().state, first().answer) == (ConditionState.ANSWERED, "Ann Peeters.")
    conditions.settle(first(), by=officer, state=ConditionState.MET)
    with pytest.raises(DomainError, match="nothing left to answer"):
        conditions.answer(first(), by=writer, text="Bob.")


def test_who_may_only_view_answers_nothing(project):
    with pytest.raises(NotAllowed):
        conditions.answer(first(), by=with_level(project, Level.VIEW), text="Ann.")


def test_applicants_close_nothing(project):
    with pytest.raises(NotAllowed):
        conditions.settle(first(), by=project.created_by, state=ConditionState.MET)


def test_waiving_and_reopening_need_a_reason(project, officer):
    with pytest.raises(DomainError, match="why the condition is waived"):
        conditions.settle(first(), by=officer, state=ConditionState.WAIVED)
    conditions.settle(first(), by=officer, state=ConditionState.WAIVED, reason="No longer needed.")
    with pytest.raises(DomainError, match="still missing"):
        conditions.reopen(first(), by=officer, reason="")
    conditions.reopen(first(), by=officer, reason="The law changed.")
    assert (first().state, first().reason, first().closed_at) == ("open", "The law changed.", None)


def test_evidence_stands_beside_the_dossier_and_changes_none_of_it(project):
    before = dossier.digest(dossier.to_data(dossier.load(project)))
    file = SimpleUploadedFile("map.pdf", b"%PDF-1.4 a map")
    conditions.add_evidence(first(), file, by=project.created_by, key=uuid4())
    assert [one.name for one in first().evidence.all()] == ["map.pdf"]
    assert Attachment.objects.get().purpose == "evidence"
    assert dossier.digest(dossier.to_data(dossier.load(project))) == before


def test_undone_approval_takes_its_conditions_along(project, officer):
    manager = staff_of(project, Role.MANAGER)
    decisions.revert(project, by=manager, seen=Seen.of(project), note="A mistake.")
    assert Condition.objects.standing().count() == 0
    with pytest.raises(DomainError):
        conditions.settle(first(), by=officer, state=ConditionState.MET)
    assert Decision.objects.get().reverted_at is not None


def test_each_act_is_in_the_trail(project, officer):
    conditions.answer(first(), by=project.created_by, text="Ann.")
    conditions.settle(first(), by=officer, state=ConditionState.MET)
    actions = TrailEntry.objects.filter(chain=project.chain).order_by("-sequence")
    assert list(actions.values_list("action", flat=True)[:2]) == ["close condition", "answer condition"]


def test_grant_may_be_cut_but_not_raised():
    project = eligible_project()
    asked = project.versions.get().data["totals"]["eu_funding"]
    with pytest.raises(DomainError, match="at most"):
        decide(project, Outcome.APPROVED, granted=Decimal(asked) + 1)
    decide(project, Outcome.APPROVED, granted=Decimal(asked) - 1)
    assert Decision.objects.get().granted == Decimal(asked) - 1


def test_two_projects_do_not_share_a_rank_of_the_reserve_list():
    one = eligible_project()
    other = eligible_project(call=one.call, criteria=0)
    decide(one, Outcome.RESERVE, reserve_rank=1)
    with pytest.raises(DomainError, match="Rank 1 of the reserve list is taken"):
        decide(other, Outcome.RESERVE, reserve_rank=1)
    decide(other, Outcome.RESERVE, reserve_rank=2)
