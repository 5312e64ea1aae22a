"""Steps that need more than a press, posted in every state: taken exactly where the table of steps allows it.

Submitting, deciding, undoing, contracts, modifications and conditions, on one proposal that has all of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessments.conditions import ANSWERABLE
from assessments.decisions import STEP_OF
from assessments.models import Condition
from assessments.states import Outcome
from programmes.states import Role
from projects.models import Modification, ModificationState, Project, StateChange
from projects.states import BY_KEY, RETURNS, STEP1, State
from tests.factories.assessments import DecisionFactory, eligible_project, staff_of
from tests.factories.projects import StateChangeFactory, complete_call, ready_contract
from tests.house.in_process import status_for
from tests.house.test_access import Writes, undone
from tests.house.test_write_states import is_refused, posted, put_in, sources

pytestmark = pytest.mark.django_db

NOTE = "Why."
AWAITS_DECISION = {State.MODIFICATION_SUBMITTED, State.MODIFICATION_PRECONTRACTING_SUBMITTED}
MODIFIED = AWAITS_DECISION | {State.IN_MODIFICATION, State.MODIFICATION_PRECONTRACTING}


@dataclass(frozen=True)
class Act:
    """One post: `route` with `more` in its address, and what its form says beside what its page showed."""

    route: str
    said: Mapping[str, Any]
    more: Mapping[str, Any]


def staff(route: str, *, key: str = "", **said: Any) -> Act:
    return Act(f"secretariat:{route}", said, {"key": key} if key else {})


def dated(**said: Any) -> dict[str, Any]:
    return {"decided_on": timezone.localdate().isoformat(), **said}


@pytest.fixture
def project() -> Project:
    """Eligible with its quality concluded, a complete contract, and a modification that was submitted."""
    now = timezone.now()
    call = complete_call(step1_closes_at=now + timedelta(days=1), closes_at=now + timedelta(days=60))
    made = eligible_project(call=call)
    ready_contract(made)
    version = made.versions.get()
    Modification.objects.create(
        project=made, number=1, reason="Longer.", asked_by=made.created_by, base=version, version=version
    )
    return made


@pytest.fixture
def manager(project: Project) -> User:
    return staff_of(project, Role.MANAGER)


def lived(project: Project, state: State) -> None:
    """As if its life had led to the state, with the rows that tell of it."""
    put_in(project, state)
    version = project.versions.get()
    if state in STEP1:
        StateChangeFactory(
            project=project, step="declare_eligible", target=State.STEP1_ELIGIBLE, decided_on="2026-01-10"
        )
    if state in MODIFIED:
        StateChangeFactory(project=project, version=version, step="approve", target=State.APPROVED)
    back = BY_KEY["revert"].routes.get(state, (State.SUBMITTED,))[0]
    StateChangeFactory(
        project=project, version=version, step="approve", source=back, target=state, decided_on="2026-01-12"
    )
    if state in RETURNS:
        from_ = State.STEP1_SUBMITTED if state in STEP1 else State.SUBMITTED
        Project.objects.filter(pk=project.pk).update(returned_from=from_)
    awaits = ModificationState.SUBMITTED if state in AWAITS_DECISION else ModificationState.OPEN
    project.modifications.update(state=awaits)


def walked(
    project: Project, person: User, act: Act, is_done: Callable[[], bool] | None = None
) -> dict[State, State]:
    """From which states the act led where; everywhere else it is refused, changes nothing and says why.

    Who submits what was submitted is led on kindly, and nothing is written.
    """
    client = Client(raise_request_exception=False)
    client.force_login(person)
    address = reverse(act.route, kwargs={"uid": project.uid, **act.more})
    found = {}
    is_told = False  # one page of refusal is looked at, all others are asked of the view alone
    for state in State:
        with undone():
            lived(project, state)
            steps = StateChange.objects.filter(project=project).count()
            said = {"seen_state": state, "seen_version": 1, "seen_change": "", **act.said}
            if is_told:
                writes = Writes()
                with connection.execute_wrapper(writes):
                    refused = status_for(person, address, said) >= 400
                assert not (refused and writes), (act, state, writes)
            else:
                answer, writes = posted(client, address, said)
                refused = is_told = is_refused(answer, writes)
            is_over = refused or (act.route == "apply:submit" and not writes)
            moved = StateChange.objects.filter(project=project).count() > steps
            assert (is_done() if is_done else moved) is not is_over, (act, state)
            if not is_over:
                found[state] = State(Project.objects.get(pk=project.pk).state)
    return found


def leads(key: str, found: Mapping[State, State]) -> bool:
    """Whether the states are those of the table for the step."""
    assert set(found) == sources(key), key
    return all(target in BY_KEY[key].routes[state] for state, target in found.items())


def test_each_outcome_is_recorded_where_the_table_allows_it(project: Project, manager: User) -> None:
    for outcome in Outcome:
        conditions = "Name a deputy." if outcome == Outcome.APPROVED_WITH_CONDITIONS else ""
        act = staff("decision", **dated(outcome=outcome, reason=NOTE, conditions=conditions))
        assert leads(STEP_OF[outcome], walked(project, manager, act)), outcome


def test_decisions_are_undone_and_rounds_ended_where_the_table_allows_it(
    project: Project, manager: User
) -> None:
    for key in ("revert", "take_back", "hand_back", "cancel_modification"):
        assert leads(key, walked(project, manager, staff("step", key=key, note=NOTE))), key


def test_eligibility_is_declared_where_the_table_allows_it(project: Project, manager: User) -> None:
    for key in ("declare_eligible", "declare_ineligible"):
        assert leads(key, walked(project, manager, staff("step", key=key, **dated(note=NOTE)))), key


def test_contracts_and_modifications_go_on_where_the_table_allows_it(project: Project, manager: User) -> None:
    today = timezone.localdate().isoformat()
    modification = {"modification": project.modifications.get().uid}
    acts = {
        "set_contracted": staff("contract_record", **dated(note=NOTE)),
        "close": staff("contract_close", finished_on=today, closed_on=today, note=NOTE),
        "reopen": staff("contract_reopen", note=NOTE),
        "open_modification": staff("modification_open", kind="minor", note=NOTE),
        **{
            f"{verdict}_modification": Act(
                "secretariat:modification", dated(verdict=verdict, note=NOTE), modification
            )
            for verdict in ("approve", "reject")
        },
    }
    for key, act in acts.items():
        assert leads(key, walked(project, manager, act)), key


def test_applicants_submit_and_go_on_to_step_two_where_the_table_allows_it(project: Project) -> None:
    for key, route in (("submit", "apply:submit"), ("start_step_two", "apply:step_two")):
        assert leads(key, walked(project, project.created_by, Act(route, {}, {}))), key


def test_conditions_are_answered_and_settled_only_while_they_are_worked_on(
    project: Project, manager: User
) -> None:
    decision = DecisionFactory(version=project.versions.get(), outcome=Outcome.APPROVED_WITH_CONDITIONS)
    condition = Condition.objects.create(decision=decision, text="Name a deputy.")

    def is_touched() -> bool:
        return Condition.objects.get(pk=condition.pk).state != "open"

    answer = Act("apply:conditions", {"condition": condition.pk, "text": "Done.", "key": project.uid}, {})
    settle = Act("secretariat:condition", {"state": "met"}, {"pk": condition.pk})
    for person, act in ((project.created_by, answer), (manager, settle)):
        assert set(walked(project, person, act, is_touched)) == ANSWERABLE, act


def test_who_answers_or_settles_a_condition_that_was_undone_is_told_so(
    project: Project, manager: User
) -> None:
    decision = DecisionFactory(
        version=project.versions.get(), outcome=Outcome.APPROVED_WITH_CONDITIONS, reverted_at=timezone.now()
    )
    condition = Condition.objects.create(decision=decision, text="Name a deputy.")
    put_in(project, State.APPROVED_WITH_CONDITIONS)
    client = Client()
    answer = {"condition": condition.pk, "text": "Done.", "key": project.uid}
    for person, name, more, said in (
        (project.created_by, "apply:conditions", {}, answer),
        (manager, "secretariat:condition", {"pk": condition.pk}, {"state": "met"}),
    ):
        client.force_login(person)
        told = client.post(reverse(name, kwargs={"uid": project.uid, **more}), said)
        assert told.status_code == 409
        assert "The decision that set this condition was undone." in told.content.decode()
