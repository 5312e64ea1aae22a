"""Where a proposal is, for its writers."""

import pytest

from apply.pages.way import holder
from calls.states import CallKind
from projects.states import State


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.DRAFT, "You, the people who write it."),
        (State.SUBMITTED, "The secretariat."),
        (State.ELIGIBLE, "The assessors, then the monitoring committee."),
        (State.APPROVED_WITH_CONDITIONS, "You and the secretariat: each has a part to do."),
        (State.APPROVED, "You and the secretariat: each has a part to do."),
        (State.WITHDRAWN, "Nobody: it has come to its end."),
    ],
)
def test_holder_is_who_has_something_to_do(state, words):
    assert str(holder(state, CallKind.ORDINARY)) == words


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.ELIGIBLE, "The assessors, then the beneficiary that launched the call."),
        (State.RESERVE, "The beneficiary that launched the call, once there is money."),
        (State.SUBMITTED, "The secretariat."),
    ],
)
def test_beneficiary_selects_where_a_funded_project_passes_its_money_on(state, words):
    assert str(holder(state, CallKind.CASCADE)) == words
