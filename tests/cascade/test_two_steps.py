"""A sub-call of two steps: approval in step 1 grants nothing, approval in step 2 awards the sub-grant."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import TrailEntry
from assessments import decisions
from assessments.conditions import Term
from assessments.states import Outcome
from calls.models import Call
from calls.states import CallKind
from cascade import ceilings
from cascade.models import SubGrant
from programmes.states import Role
from projects import lifecycle
from projects.lifecycle import Seen
from projects.models import Project
from projects.states import State
from tests.assessments.test_two_steps import assessed, decided, screened
from tests.factories.calls import CriterionFactory
from tests.factories.cascade import SchemeFactory, SubCallFactory
from tests.factories.projects import complete_call, complete_project
from tests.factories.publications import PublicationFactory
from tests.projects.people import with_role

pytestmark = pytest.mark.django_db
MONEY = Decimal("120000.00")  # all that the scheme has, and what the proposal asks for


@pytest.fixture
def sub_call():
    now = timezone.now()
    call = complete_call(step1_closes_at=now + timedelta(days=1), closes_at=now + timedelta(days=60))
    CriterionFactory(call=call)
    operation = PublicationFactory(programme_period=call.programme_period)
    made = SubCallFactory(
        call=call, scheme=SchemeFactory(operation=operation, rate=Decimal("60.00"), total_budget=MONEY)
    )
    Call.objects.filter(pk=call.pk).update(kind=CallKind.CASCADE)
    made.call.refresh_from_db()
    return made


@pytest.fixture
def project(sub_call):
    return complete_project(call=sub_call.call, state=State.STEP1_DRAFT)


def in_turn(project, manager, assessors, outcome, **more):
    """Submitted, screened, assessed, decided, in the step that it is in."""
    lifecycle.submit(project, by=project.created_by)
    screened(project, manager)
    assessed(project, manager, assessors)
    decided(project, manager, outcome, **more)


@pytest.mark.parametrize(
    ("outcome", "more"),
    [
        (Outcome.APPROVED, {}),
        (Outcome.APPROVED_WITH_CONDITIONS, {"conditions": [Term("Name the second company.")]}),
    ],
)
def test_first_step_grants_nothing_and_the_second_awards(sub_call, project, outcome, more):
    manager = with_role(project, Role.MANAGER)
    assessors = [with_role(project, Role.ASSESSOR) for _each in range(2)]
    in_turn(project, manager, assessors, outcome, **more)
    assert (SubGrant.objects.count(), ceilings.left_in(sub_call.scheme)) == (0, MONEY)
    assert not TrailEntry.objects.filter(action="award sub-grant").exists()

    lifecycle.start_step_two(project, by=project.created_by)
    in_turn(project, manager, assessors, Outcome.APPROVED)
    awarded = SubGrant.objects.get()
    assert (awarded.project, awarded.grant) == (project, MONEY)
    assert awarded.published_at is not None
    assert awarded.version_hash == project.versions.get(step=2).hash
    assert ceilings.left_in(sub_call.scheme) == Decimal("0.00")

    found = Project.objects.get(pk=project.pk)
    decisions.revert(found, by=manager, seen=Seen.of(found), note="Wrong day.")
    assert (SubGrant.objects.count(), ceilings.left_in(sub_call.scheme)) == (0, MONEY)


def test_refusal_in_the_first_step_and_its_undoing_leave_the_money(sub_call, project):
    manager = with_role(project, Role.MANAGER)
    assessors = [with_role(project, Role.ASSESSOR) for _each in range(2)]
    in_turn(project, manager, assessors, Outcome.NOT_APPROVED, reason="Too early.")
    found = Project.objects.get(pk=project.pk)
    decisions.revert(found, by=manager, seen=Seen.of(found), note="Wrong proposal.")
    assert (SubGrant.objects.count(), ceilings.left_in(sub_call.scheme)) == (0, MONEY)
