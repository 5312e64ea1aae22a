"""Walks all states by all steps by all roles and levels against a table written out by hand."""

import itertools
from pathlib import Path

import pytest

from programmes.states import Role
from projects.diagram import markdown
from projects.states import (
    BY_KEY,
    EDITABLE,
    FUNDED,
    STANDS_APPROVED,
    STEP1,
    STEPS,
    Level,
    State,
    allows,
    reaches,
    step_of,
    steps_for,
)

WRITE = {Level.EDIT, Level.MANAGE}
LEAD = {Level.MANAGE}
OFFICE = {Role.OFFICER, Role.MANAGER}
DECIDE = {Role.MANAGER, Role.COMMITTEE}
MANAGER = {Role.MANAGER}

# state: {step: who}. What is not here is refused to everybody.
ALLOWED: dict[str, dict[str, set[str]]] = {
    "step1_draft": {"submit": WRITE, "delete_draft": LEAD},
    "step1_submitted": {
        "withdraw": LEAD,
        "return_to_applicant": OFFICE,
        "declare_eligible": OFFICE,
        "declare_ineligible": OFFICE,
    },
    "step1_returned": {"submit": WRITE, "withdraw": LEAD, "take_back": OFFICE},
    "step1_eligible": {
        "withdraw": LEAD,
        "return_to_applicant": OFFICE,
        "approve": DECIDE,
        "approve_with_conditions": DECIDE,
        "postpone": DECIDE,
        "refuse": DECIDE,
        "revert": MANAGER,
    },
    "step1_ineligible": {"revert": MANAGER},
    "step1_approved": {"start_step_two": LEAD, "withdraw": LEAD, "revert": MANAGER},
    "step1_approved_with_conditions": {"start_step_two": LEAD, "withdraw": LEAD, "revert": MANAGER},
    "step1_not_approved": {"revert": MANAGER},
    "draft": {"submit": WRITE, "withdraw": LEAD, "delete_draft": LEAD},
    "submitted": {
        "withdraw": LEAD,
        "return_to_applicant": OFFICE,
        "declare_eligible": OFFICE,
        "declare_ineligible": OFFICE,
    },
    "returned": {"submit": WRITE, "withdraw": LEAD, "take_back": OFFICE},
    "eligible": {
        "withdraw": LEAD,
        "return_to_applicant": OFFICE,
        "approve": DECIDE,
        "approve_with_conditions": DECIDE,
        "put_on_reserve": DECIDE,
        "postpone": DECIDE,
        "refuse": DECIDE,
        "revert": MANAGER,
    },
    "ineligible": {"revert": MANAGER},
    "reserve": {
        "withdraw": LEAD,
        "approve": DECIDE,
        "approve_with_conditions": DECIDE,
        "postpone": DECIDE,
        "refuse": DECIDE,
        "revert": MANAGER,
    },
    "approved_with_conditions": {
        "approve": DECIDE,
        "refuse": DECIDE,
        "return_for_conditions": OFFICE,
        "revert": MANAGER,
    },
    "returned_for_conditions": {"submit": WRITE},
    "conditions_submitted": {"approve": DECIDE, "refuse": DECIDE, "hand_back": OFFICE},
    "approved": {
        "return_to_applicant": OFFICE,
        "open_modification": OFFICE,
        "set_contracted": MANAGER,
        "revert": MANAGER,
    },
    "not_approved": {"revert": MANAGER},
    "modification_precontracting": {"submit": WRITE, "cancel_modification": OFFICE},
    "modification_precontracting_submitted": {
        "approve_modification": DECIDE,
        "reject_modification": DECIDE,
        "hand_back": OFFICE,
    },
    "contracted": {"open_modification": OFFICE, "close": MANAGER},
    "in_modification": {"submit": WRITE, "cancel_modification": OFFICE},
    "modification_submitted": {
        "approve_modification": DECIDE,
        "reject_modification": DECIDE,
        "hand_back": OFFICE,
    },
    "closed": {"reopen": MANAGER},
    "withdrawn": {},
}
PEOPLE = [
    *(({role}, None) for role in Role),
    *((set(), level) for level in Level),
    (set(), None),
]


@pytest.mark.parametrize("state", State)
def test_steps_are_allowed_exactly_as_written_out(state):
    for step, (roles, level) in itertools.product(STEPS, PEOPLE):
        who = {*roles, level} - {None}
        expected = bool(ALLOWED[state].get(step.key, set()) & who)
        assert allows(step, state, roles, level) is expected, (state, step.key, roles, level)


def test_steps_that_nobody_knows_do_not_exist():
    assert {step for steps in ALLOWED.values() for step in steps} == set(BY_KEY)
    assert len(BY_KEY) == len(STEPS)


def test_staff_role_gives_no_step_in_a_project_that_the_person_writes():
    for step, state, level in itertools.product(STEPS, State, Level):
        if step.roles:
            assert not allows(step, state, set(Role), level)


def test_each_step_is_either_for_staff_or_for_collaborators():
    assert all(bool(step.roles) != bool(step.level) for step in STEPS)


def test_only_deletion_leads_nowhere():
    assert [step.key for step in STEPS if () in step.routes.values()] == ["delete_draft"]


def test_every_state_can_be_reached_from_a_draft():
    reached, new = set(), {State.STEP1_DRAFT}
    while new:
        reached |= new
        new = {t for s in STEPS for source in new for t in s.routes.get(source, ())} - reached
    assert reached == set(State)


def test_editable_states_are_left_by_submitting():
    assert set(BY_KEY["submit"].sources) == EDITABLE


def test_no_state_of_step_one_is_funded_or_stands_approved():
    assert not STEP1 & FUNDED
    assert not STEP1 & STANDS_APPROVED
    assert {state for state in State if state.startswith("step1_")} == STEP1
    assert {step_of(state) for state in STEP1} == {1}
    assert {step_of(state) for state in set(State) - STEP1} == {2}


def test_step_one_is_left_for_step_two_only_by_starting_it():
    crossings = {
        step.key
        for step in STEPS
        for source, targets in step.routes.items()
        for target in targets
        if source in STEP1 and target not in STEP1 and target is not State.WITHDRAWN
    }
    assert crossings == {"start_step_two"}


def test_nothing_leads_back_to_step_one():
    back = {
        s.key for s in STEPS for source, ts in s.routes.items() if source not in STEP1 and STEP1 & set(ts)
    }
    assert back == set()


def test_steps_for_keeps_the_order_of_the_table():
    steps = [step.key for step in steps_for(State.ELIGIBLE, {Role.MANAGER}, None)]
    assert steps == [
        "return_to_applicant",
        "approve",
        "approve_with_conditions",
        "put_on_reserve",
        "postpone",
        "refuse",
        "revert",
    ]


@pytest.mark.parametrize(
    ("level", "least", "expected"),
    [
        (Level.VIEW, Level.EDIT, False),
        (Level.EDIT, Level.EDIT, True),
        (Level.MANAGE, Level.VIEW, True),
        (None, Level.VIEW, False),
        ("owner", Level.VIEW, False),
    ],
)
def test_levels_include_the_lower_ones(level, least, expected):
    assert reaches(level, least) is expected


def test_diagram_in_the_docs_is_current():
    assert Path("docs/states.md").read_text() == markdown()
