"""Where a proposal is, for its writers."""

import pytest

from apply.pages.way import holder
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
    assert str(holder(state)) == words
