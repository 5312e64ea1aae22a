"""Quorum and result, from the voices alone."""

import pytest

from assessments.committee.tally import Result, Voice, needed_for, tally_of
from assessments.states import Majority, Position

FOR, AGAINST, ABSTAIN, ABSENT = Position.FOR, Position.AGAINST, Position.ABSTAIN, Position.ABSENT


def count(*positions, majority=Majority.CONSENSUS, quorum=50, absent=0):
    voices = [Voice(position, is_present=True) for position in positions]
    return tally_of([*voices, *[Voice()] * absent], quorum_percent=quorum, majority=majority)


@pytest.mark.parametrize(
    ("voting", "percent", "needed"),
    [(7, 50, 4), (6, 50, 3), (7, 67, 5), (3, 100, 3), (5, 0, 1), (0, 50, 1)],
)
def test_quorum_is_rounded_up(voting, percent, needed):
    assert needed_for(voting, percent) == needed


def test_words_name_quorum_votes_and_result():
    tally = count(FOR, FOR, FOR, FOR, ABSTAIN, absent=2)
    assert tally.words == (
        "5 of 7 delegations take part: the quorum of 4 is reached. 4 for, 1 abstention. Carried."
    )


def test_without_quorum_nothing_is_decided():
    tally = count(FOR, FOR, FOR, absent=4)
    assert tally.result == Result.NO_QUORUM
    assert tally.words == (
        "3 of 7 delegations take part: the quorum of 4 is not reached. "
        "3 for. No decision: the quorum is not reached."
    )


@pytest.mark.parametrize(
    ("positions", "majority", "result"),
    [
        ([FOR, FOR, ABSTAIN], Majority.CONSENSUS, Result.CARRIED),
        ([FOR, FOR, AGAINST], Majority.CONSENSUS, Result.LOST),
        ([ABSTAIN, ABSTAIN, ABSTAIN], Majority.CONSENSUS, Result.LOST),
        ([FOR, FOR, AGAINST], Majority.SIMPLE, Result.CARRIED),
        ([FOR, AGAINST, ABSTAIN], Majority.SIMPLE, Result.LOST),
        ([FOR, FOR, AGAINST, ABSTAIN], Majority.TWO_THIRDS, Result.CARRIED),
        ([FOR, FOR, FOR, AGAINST, AGAINST], Majority.TWO_THIRDS, Result.LOST),
    ],
)
def test_result_follows_the_majority(positions, majority, result):
    assert count(*positions, majority=majority).result == result


def test_result_is_open_while_somebody_in_the_room_has_not_voted():
    tally = count(FOR, FOR, "")
    assert (tally.result, tally.missing) == (Result.OPEN, 1)
    assert tally.count_words == "2 for, 1 still to vote."


def test_recused_delegations_are_left_out_of_the_quorum():
    voices = [Voice(is_present=True, is_recused=True)] * 3 + [Voice(FOR, is_present=True)] * 2 + [Voice()] * 2
    tally = tally_of(voices, quorum_percent=50, majority=Majority.CONSENSUS)
    assert (tally.voting, tally.recused, tally.present, tally.needed) == (7, 3, 2, 2)
    assert tally.quorum_words == "2 of 4 delegations take part, 3 recused: the quorum of 2 is reached."


def test_absent_on_one_item_does_not_count_as_taking_part():
    assert count(FOR, FOR, ABSENT).present == 2


def test_silence_is_named_apart():
    voices = [Voice(FOR, is_present=True), Voice(FOR, is_present=True, is_silent=True)]
    tally = tally_of(voices, quorum_percent=50, majority=Majority.CONSENSUS)
    assert (tally.votes_for, tally.count_words) == (2, "1 for, 1 consent by silence.")
