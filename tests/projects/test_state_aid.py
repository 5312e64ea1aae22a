"""What the answers to the state-aid questions mean."""

import itertools

import pytest

from projects.state_aid import risk_of


@pytest.mark.parametrize(
    ("answers", "risk"),
    [
        (("yes", "yes", "yes", "yes"), "risk"),
        (("no", "yes", "yes", "yes"), "indirect"),
        (("no", "no", "no", "yes"), "indirect"),
        (("yes", "yes", "yes", "no"), "none"),
        (("no", "no", "no", "no"), "none"),
        (("yes", "yes", "", "yes"), "incomplete"),
        (("", "", "", ""), "incomplete"),
    ],
)
def test_risk_follows_from_the_answers(answers, risk):
    assert risk_of(answers) == risk


def test_risk_is_known_once_every_question_is_answered():
    found = [risk_of(answers) for answers in itertools.product(("yes", "no"), repeat=4)]
    assert (found.count("risk"), found.count("indirect"), found.count("none")) == (1, 7, 8)
