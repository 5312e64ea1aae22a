"""Places proposed by field of knowledge and load."""

from hypothesis import given
from hypothesis import strategies as st

from assessments.matching import Candidate, Wanted, propose, ranked


def candidate(key, *, objectives=(), themes=(), capacity=8, taken=0, is_away=False):
    return Candidate(
        key, f"P{key}", frozenset(objectives), frozenset(themes), capacity, taken, is_away=is_away
    )


def wanted(key, objective=None, theme=None, missing=1, barred=(), hinted=()):
    return Wanted(key, f"C{key}", objective, theme, missing, frozenset(barred), frozenset(hinted))


def keys(pairs):
    return [(pair.wanted.key, pair.candidate.key) for pair in pairs]


def test_knowledge_comes_before_load():
    people = [candidate(1, taken=0), candidate(2, objectives={7}, taken=5)]
    assert keys(ranked(wanted(1, objective=7), people)) == [(1, 2), (1, 1)]


def test_the_lightest_share_comes_first_among_equals():
    people = [
        candidate(1, taken=3, capacity=6),
        candidate(2, taken=4, capacity=12),
        candidate(3, taken=1, capacity=2),
    ]
    assert keys(ranked(wanted(1), people)) == [(1, 2), (1, 3), (1, 1)]


def test_somebody_who_may_be_tied_comes_last():
    people = [candidate(1, objectives={7}), candidate(2)]
    assert keys(ranked(wanted(1, objective=7, hinted={1}), people)) == [(1, 2), (1, 1)]


def test_nobody_barred_away_or_full_is_offered():
    people = [candidate(1), candidate(2, is_away=True), candidate(3, capacity=2, taken=2), candidate(4)]
    assert keys(ranked(wanted(1, barred={1}), people)) == [(1, 4)]


def test_rare_knowledge_is_kept_for_who_needs_it():
    people = [candidate(1, objectives={1, 2}, capacity=1), candidate(2, objectives={1}, capacity=1)]
    assert keys(propose([wanted(1, objective=1), wanted(2, objective=2)], people)) == [(1, 2), (2, 1)]


def test_every_proposal_gets_its_first_before_any_gets_its_second():
    people = [candidate(1, capacity=1), candidate(2, capacity=1)]
    assert sorted(
        pair.wanted.key for pair in propose([wanted(1, missing=2), wanted(2, missing=2)], people)
    ) == [1, 2]


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), st.sets(st.integers(0, 5))), max_size=8),
    st.lists(st.tuples(st.sets(st.integers(0, 3)), st.integers(0, 4), st.integers(0, 3)), max_size=6),
)
def test_no_rule_is_ever_broken(proposals, people):
    crowd = [
        candidate(key, objectives=known, capacity=capacity, taken=taken)
        for key, (known, capacity, taken) in enumerate(people)
    ]
    asked = [
        wanted(key, objective=objective, missing=missing, barred=barred)
        for key, (objective, missing, barred) in enumerate(proposals)
    ]
    pairs = propose(asked, crowd)
    assert pairs == propose(list(reversed(asked)), list(reversed(crowd)))
    assert len(set(keys(pairs))) == len(pairs)
    for one in crowd:
        new = sum(1 for pair in pairs if pair.candidate.key == one.key)
        assert new == 0 or one.taken + new <= one.capacity
    for each in asked:
        own = [pair for pair in pairs if pair.wanted.key == each.key]
        assert len(own) <= each.missing
        assert each.barred.isdisjoint({pair.candidate.key for pair in own})
