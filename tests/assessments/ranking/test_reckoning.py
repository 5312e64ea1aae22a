"""Ranks, ties, cumulated money and the line: exact, for any proposals."""

import itertools
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from assessments.ranking.reckoning import Budget, Entry, percentage, reckon
from assessments.states import Group, Place, Standing


def entry(key, score=None, asked="100.00", **fields):
    """An eligible, undecided proposal that meets every threshold."""
    given = {"objective": None, "passes": True, "standing": Standing.UNDECIDED, "is_eligible": True} | fields
    return Entry(
        key=key,
        code=f"P{key:03d}",
        score=None if score is None else Decimal(score),
        asked=None if asked is None else Decimal(asked),
        **given,
    )


def keys(board):
    return [row.entry.key for row in board.rows]


def test_reckon_gives_a_tie_the_same_rank_and_leaves_the_next_out():
    board = reckon([entry(1, 80), entry(2, 90), entry(3, 70), entry(4, 80)], Budget(Decimal(1000)))
    assert [(row.entry.key, row.rank, row.is_tied) for row in board.rows] == [
        (2, 1, False),
        (1, 2, True),
        (4, 2, True),
        (3, 4, False),
    ]


def test_reckon_cumulates_in_the_order_of_ranks():
    board = reckon([entry(1, 80, "10.01"), entry(2, 90, "20.02")], Budget(Decimal(1000)))
    assert [row.cumulated for row in board.rows] == [Decimal("20.02"), Decimal("30.03")]


def test_reckon_draws_the_line_where_the_next_does_not_fit_and_nobody_jumps_it():
    entries = [entry(1, 90, "60"), entry(2, 80, "50"), entry(3, 70, "10")]
    board = reckon(entries, Budget(Decimal(100)))
    assert board.places == {1: Place.IN, 2: Place.OUT, 3: Place.OUT}
    (purse,) = board.purses
    assert (purse.taken, purse.left, purse.last_in, purse.first_out) == (Decimal(60), Decimal(40), 1, 2)
    assert (purse.number_in, purse.number_out, purse.at_line) == (1, 2, ())


def test_reckon_pays_to_the_last_cent():
    board = reckon([entry(1, 90, "60.50"), entry(2, 80, "39.50")], Budget(Decimal("100.00")))
    assert board.reached == {1, 2}
    assert board.left == Decimal(0)


def test_reckon_leaves_a_tie_that_fits_in_part_at_the_line():
    board = reckon([entry(1, 90, "60"), entry(2, 80, "30"), entry(3, 80, "30")], Budget(Decimal(100)))
    assert board.places == {1: Place.IN, 2: Place.AT_LINE, 3: Place.AT_LINE}
    assert board.purses[0].at_line == (2, 3)
    assert board.left == Decimal(40)


def test_reckon_puts_a_tie_of_which_nobody_fits_below_the_line():
    board = reckon([entry(1, 90, "90"), entry(2, 80, "30"), entry(3, 80, "30")], Budget(Decimal(100)))
    assert board.places == {1: Place.IN, 2: Place.OUT, 3: Place.OUT}


def test_reckon_follows_the_committees_order_of_a_tie():
    tied = [entry(2, 80, "30", tie=2), entry(3, 80, "30", tie=1)]
    board = reckon([entry(1, 90, "60"), *tied], Budget(Decimal(100)))
    assert [(row.entry.key, row.rank, row.is_tied) for row in board.rows] == [
        (1, 1, False),
        (3, 2, False),
        (2, 3, False),
    ]
    assert board.places == {1: Place.IN, 3: Place.IN, 2: Place.OUT}


def test_reckon_takes_a_tie_for_unordered_when_one_more_joined_it():
    tied = [entry(2, 80, tie=2), entry(3, 80, tie=1), entry(4, 80)]
    assert [row.rank for row in reckon(tied, Budget(Decimal(100))).rows] == [1, 1, 1]


def test_reckon_pays_what_is_granted_first_wherever_it_ranks():
    entries = [entry(1, 90, "60"), entry(2, 70, "50", standing=Standing.GRANTED)]
    board = reckon(entries, Budget(Decimal(100)))
    assert board.places == {1: Place.OUT, 2: Place.GRANTED}
    assert (board.purses[0].granted, board.purses[0].left) == (Decimal(50), Decimal(50))


def test_reckon_says_when_more_was_granted_than_there_is():
    (purse,) = reckon([entry(1, 90, "60", standing=Standing.GRANTED)], Budget(Decimal(50))).purses
    assert purse.is_overdrawn
    assert purse.left == Decimal(-10)


def test_reckon_gives_no_money_to_the_refused_the_reserve_and_those_apart():
    entries = [
        entry(1, 90, standing=Standing.REFUSED),
        entry(2, 85, standing=Standing.RESERVE),
        entry(3, 80, passes=False),
        entry(4),
        entry(5, 99, is_eligible=False),
        entry(6, 10),
    ]
    board = reckon(entries, Budget(Decimal(1000)))
    assert board.places == {6: Place.IN}
    assert [(row.entry.key, row.entry.group, row.rank) for row in board.rows] == [
        (1, Group.RANKED, 1),
        (2, Group.RANKED, 2),
        (6, Group.RANKED, 3),
        (3, Group.BELOW, None),
        (4, Group.UNSCORED, None),
        (5, Group.WAITING, None),
    ]


def test_reckon_keeps_a_purse_for_each_objective_with_money_of_its_own():
    entries = [
        entry(1, 90, "60", objective=7),
        entry(2, 80, "60", objective=7),
        entry(3, 70, "30", objective=8),
        entry(4, 60, "30"),
    ]
    board = reckon(entries, Budget(Decimal(150), {7: Decimal(100)}))
    assert board.places == {1: Place.IN, 2: Place.OUT, 3: Place.IN, 4: Place.OUT}
    assert [(purse.objective, purse.amount, purse.left) for purse in board.purses] == [
        (7, Decimal(100), Decimal(40)),
        (None, Decimal(50), Decimal(20)),
    ]
    assert {key: row.rank for key, row in board.within.items()} == {1: 1, 2: 2, 3: 1, 4: 1}


def test_reckon_counts_an_unknown_amount_as_nothing():
    board = reckon([entry(1, 90, None)], Budget(Decimal(0)))
    assert board.places == {1: Place.IN}


def test_percentage_is_rounded_half_up_as_thresholds_are_held_against_it():
    assert percentage(Decimal("13.335"), Decimal("100.00")) == Decimal("13.34")
    assert percentage(None, Decimal(70)) is None
    assert percentage(Decimal(1), Decimal(0)) is None


CENTS = some.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100)
ENTRIES = some.lists(
    some.builds(
        lambda score, asked, objective, passes, standing, is_eligible, tie: {
            "score": score,
            "asked": asked,
            "objective": objective,
            "passes": passes,
            "standing": standing,
            "is_eligible": is_eligible,
            "tie": tie,
        },
        some.none() | some.integers(0, 6),
        some.none() | CENTS,
        some.none() | some.integers(1, 3),
        some.booleans(),
        some.sampled_from(list(Standing)),
        some.booleans(),
        some.none() | some.integers(1, 3),
    ),
    max_size=25,
).map(lambda rows: [entry(number, **row) for number, row in enumerate(rows, start=1)])
BUDGETS = some.builds(Budget, CENTS, some.dictionaries(some.integers(1, 3), CENTS, max_size=3))


@given(ENTRIES, BUDGETS)
def test_reckon_loses_nobody_and_every_purse_adds_up(entries, budget):
    board = reckon(entries, budget)
    assert sorted(keys(board)) == sorted(each.key for each in entries)
    assert [row.position for row in board.rows] == list(range(1, len(entries) + 1))
    by_key = {each.key: each for each in entries}
    for purse in board.purses:
        mine = [key for key in board.places if budget.purse_of(by_key[key].objective) == purse.objective]
        inside = [by_key[key].money for key in mine if board.places[key] == Place.IN]
        granted = [by_key[key].money for key in mine if board.places[key] == Place.GRANTED]
        assert sum(inside, Decimal(0)) == purse.taken
        assert sum(granted, Decimal(0)) == purse.granted
        assert purse.amount == purse.granted + purse.taken + purse.left
        assert purse.number_granted + purse.number_in + purse.number_out == len(mine)
        assert purse.left >= min(Decimal(0), purse.amount - purse.granted)


@given(ENTRIES, BUDGETS)
def test_reckon_ranks_no_worse_score_above_a_better_one_and_only_equals_share(entries, budget):
    ranked = [row for row in reckon(entries, budget).rows if row.rank is not None]
    for above, below in itertools.pairwise(ranked):
        assert above.entry.score >= below.entry.score
        assert above.rank <= below.rank
        if above.rank == below.rank:
            assert above.entry.score == below.entry.score
            assert above.is_tied
            assert below.is_tied
    for row in ranked:
        assert row.rank <= row.position


@given(ENTRIES, BUDGETS)
def test_reckon_lets_nobody_jump_the_line_of_a_purse(entries, budget):
    board = reckon(entries, budget)
    for purse in board.purses:
        places = [
            board.places[row.entry.key]
            for row in board.rows
            if row.entry.key in board.places and budget.purse_of(row.entry.objective) == purse.objective
        ]
        undecided = [place for place in places if place != Place.GRANTED]
        assert undecided == sorted(undecided, key=[Place.IN, Place.AT_LINE, Place.OUT].index)


@given(ENTRIES, BUDGETS, some.randoms())
def test_reckon_does_not_depend_on_the_order_in_which_proposals_come(entries, budget, random):
    shuffled = entries[:]
    random.shuffle(shuffled)
    assert reckon(shuffled, budget) == reckon(entries, budget)
