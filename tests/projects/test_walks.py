"""Random walks through the states by random people: what holds whatever anybody tries."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import DomainError
from programmes.states import Role
from projects import lifecycle
from projects.lifecycle import Act, Seen
from projects.models import Project, StateChange, Version
from projects.states import BY_KEY, FUNDED, STEP1, STEPS, Level, State
from tests.factories.projects import complete_call, complete_project
from tests.projects.people import cleared, with_level, with_role

pytestmark = pytest.mark.django_db(transaction=False)
ELSEWHERE = {"delete_draft", "reject_modification", "cancel_modification"}  # they restore rows, too
KEYS = [step.key for step in STEPS if step.key not in ELSEWHERE]
WRITES = {
    "submit": lifecycle.submit,
    "withdraw": lifecycle.withdraw,
    "start_step_two": lifecycle.start_step_two,
}


@pytest.fixture
def no_conclusions(settings):
    """Screening and quality are known to apps above: here they stand in nobody's way."""
    settings.PROJECT_PRECONDITIONS = {}


def attempt(project, key, person):
    """Whether the step was taken; a refusal is as good an answer."""
    try:
        if key in WRITES:
            WRITES[key](project, by=person)
        else:
            act = Act(person, Seen.of(project), "A note.", timezone.localdate())
            lifecycle.take(project, key, act)
    except DomainError:
        return False
    return True


def offered(project, person, pick):
    """The key of one of the steps that the person is offered; of any step when there is none."""
    fresh = Project.objects.select_related("call__programme_period").get(pk=project.pk)
    steps = [step.key for step in lifecycle.available_steps(fresh, person) if step.key in KEYS]
    return steps[pick % len(steps)] if steps else KEYS[pick]


def new_project():
    now = timezone.now()
    call = complete_call(step1_closes_at=now + timedelta(days=1), closes_at=now + timedelta(days=2))
    return complete_project(call=call, state=State.STEP1_DRAFT)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    tries=st.lists(
        st.tuples(st.sampled_from(["any", *KEYS, *["any"] * 60]), st.integers(0, 4), st.integers(0, 9)),
        min_size=5,
        max_size=30,
    )
)
def test_whatever_people_try_the_history_is_whole_and_money_needs_both_steps(no_conclusions, tries):
    project = new_project()
    people = [
        project.created_by,
        with_level(project, Level.EDIT),
        with_role(project, Role.OFFICER),
        with_role(project, Role.MANAGER),
        cleared(project, Role.COMMITTEE),
    ]
    for wish, number, pick in tries:
        key = offered(project, people[number], pick) if wish == "any" else wish
        before = Project.objects.get(pk=project.pk).state
        taken = attempt(project, key, people[number])
        now = Project.objects.get(pk=project.pk)
        step = BY_KEY[key]
        assert (now.state in step.routes[State(before)]) if taken else (now.state == before)
        assert taken is False or bool(step.level) == (number < 2)
    stored = Project.objects.get(pk=project.pk)
    changes = list(StateChange.objects.of(stored))[::-1]
    states = [State.STEP1_DRAFT, *(change.target for change in changes)]
    assert [change.source for change in changes] == states[:-1]
    assert stored.state == states[-1]
    submitted = [change for change in changes if change.step == "submit"]
    assert Version.objects.filter(project=stored).count() == len(submitted)
    assert (stored.code is not None) == bool(submitted)
    for at, state in enumerate(states):
        if state in FUNDED:
            assert {"start_step_two", "approve"} <= {change.step for change in changes[:at]}
    later = [at for at, state in enumerate(states) if state not in STEP1 and state != State.WITHDRAWN]
    assert not later or not set(states[later[0] :]) & STEP1
    steps = Version.objects.filter(project=stored).order_by("number").values_list("step", flat=True)
    assert list(steps) == sorted(steps)
