"""What-ifs: what an address says, what it does to entries and money, exact and without touching anything."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assessments.arithmetic import Measure
from assessments.ranking.reckoning import Budget, Entry, reckon
from assessments.ranking.supposing import (
    MOST,
    Changes,
    Move,
    difference,
    read_changes,
    suppose_budget,
    suppose_entries,
    suppose_scores,
)
from assessments.states import Standing

OBJECTIVES = {"1-A": 7, "1-B": 8}


def entry(key, score, asked="100.00", **fields):
    return Entry(
        key=key,
        code=f"P{key}",
        objective=fields.get("objective"),
        score=Decimal(score),
        passes=True,
        asked=Decimal(asked),
        standing=Standing.UNDECIDED,
        is_eligible=True,
    )


def test_read_changes_reads_every_kind():
    changes = read_changes(
        [
            ("drop", "P1"),
            ("cut", "P2:10%"),
            ("cut", "P3:500.50"),
            ("move", "1-A>-:100.00"),
            ("budget", "1000.00"),
            ("weight", "relevance:3"),
            ("page", "2"),
        ]
    )
    assert changes == Changes(
        frozenset({"P1"}),
        {"P2": "10%", "P3": "500.50"},
        (Move("1-A", "-", Decimal("100.00")),),
        Decimal("1000.00"),
        {"relevance": 3},
    )
    assert read_changes(changes.pairs()) == changes


@pytest.mark.parametrize(
    "pair",
    [
        ("cut", "P1:101%"),
        ("cut", "P1:-5"),
        ("cut", "P1:1e9"),
        ("cut", "P1"),
        ("cut", "P1:٣"),
        ("budget", "NaN"),
        ("budget", "9" * 40),
        ("weight", "relevance:1000"),
        ("weight", "relevance:-1"),
        ("move", "1-A:100"),
        ("move", "1-A>1-B:"),
        ("drop", " "),
        ("other", "P1"),
    ],
)
def test_read_changes_leaves_out_what_it_cannot_read(pair):
    assert not read_changes([pair])


def test_read_changes_takes_a_bounded_number():
    assert len(read_changes(("drop", str(number)) for number in range(1000)).dropped) == MOST


def test_suppose_entries_drops_and_cuts_to_the_cent():
    entries = [entry(1, 5), entry(2, 4, "33.33"), entry(3, 3, "20.00")]
    changes = read_changes([("drop", "P1"), ("cut", "P2:10%"), ("cut", "P3:25")])
    left = suppose_entries(entries, changes)
    assert [(each.key, each.asked) for each in left] == [(2, Decimal("30.00")), (3, Decimal(0))]


def test_suppose_budget_moves_no_more_than_there_is():
    budget = Budget(Decimal(100), {7: Decimal(30)})
    moved = suppose_budget(budget, read_changes([("move", "1-A>1-B:50")]), OBJECTIVES)
    assert moved == Budget(Decimal(100), {7: Decimal(0), 8: Decimal(30)})
    back = suppose_budget(budget, read_changes([("move", "1-A>-:10")]), OBJECTIVES)
    assert (back.by_objective, back.rest) == ({7: Decimal(20)}, Decimal(80))
    assert suppose_budget(budget, read_changes([("move", "1-A>zzz:10")]), OBJECTIVES) == budget
    assert suppose_budget(budget, read_changes([("move", "1-A>1-A:10")]), OBJECTIVES) == budget


AMOUNTS = some.integers(0, 10**6).map(lambda cents: Decimal(cents) / 100)
MOVES = some.lists(
    some.tuples(some.sampled_from(["-", *OBJECTIVES]), some.sampled_from(["-", *OBJECTIVES]), AMOUNTS)
)


@given(AMOUNTS, AMOUNTS, AMOUNTS, MOVES)
def test_suppose_budget_loses_and_makes_no_money(rest, first, second, moves):
    budget = Budget(rest + first + second, {7: first, 8: second})
    changes = read_changes([("move", f"{source}>{target}:{amount}") for source, target, amount in moves])
    moved = suppose_budget(budget, changes, OBJECTIVES)
    assert moved.rest + sum(moved.by_objective.values(), Decimal(0)) == budget.total
    assert all(amount >= 0 for amount in moved.by_objective.values())


def test_suppose_scores_reckons_with_other_weights():
    measure = Measure({1: 1, 2: 0}, {}, 0, 5, None)
    (changed,) = suppose_scores([entry(1, 13)], measure, {1: [{1: 4, 2: 3}, {1: 3, 2: 3}]})
    assert (changed.score, changed.passes) == (Decimal("3.50"), True)


def test_difference_names_who_gets_in_and_who_falls_out():
    entries = [entry(1, 5), entry(2, 4), entry(3, 3, "50.00")]
    real = reckon(entries, Budget(Decimal(200)))
    supposed = reckon(
        suppose_entries(entries, read_changes([("drop", "P1"), ("cut", "P2:50%")])), Budget(Decimal(200))
    )
    found = difference(real, supposed)
    assert (found.gets_in, found.falls_out) == ((3,), (1,))
    assert (found.left_before, found.left) == (Decimal(0), Decimal("100.00"))
