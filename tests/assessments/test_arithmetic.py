"""Exact arithmetic of scores: for every scale, weight and number of assessors."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.arithmetic import Measure, figures

CENT = Decimal("0.01")


def rounded(value: Fraction) -> Decimal:
    """Half up to two decimals, reckoned in whole numbers."""
    hundreds = value * 100
    whole = (hundreds.numerator * 2 + hundreds.denominator) // (2 * hundreds.denominator)
    return Decimal(whole).scaleb(-2)


@st.composite
def sheets(draw):
    lowest = draw(st.integers(0, 3))
    highest = draw(st.integers(lowest + 1, 100))
    weights = draw(st.dictionaries(st.integers(1, 8), st.integers(1, 100), min_size=1))
    score = st.integers(lowest, highest)
    given_scores = draw(
        st.lists(st.fixed_dictionaries(dict.fromkeys(weights, score)), min_size=1, max_size=9)
    )
    threshold = draw(st.none() | st.decimals(0, 100, places=2))
    thresholds = draw(st.dictionaries(st.sampled_from(sorted(weights)), st.decimals(0, 100, places=2)))
    return given_scores, Measure(weights, thresholds, lowest, highest, threshold)


@given(sheets())
def test_figures_are_exact_for_every_scale_and_weight(drawn):
    given_scores, measure = drawn
    found = figures(given_scores, measure)
    totals = [sum(measure.weights[key] * value for key, value in one.items()) for one in given_scores]
    assert found.total == rounded(Fraction(sum(totals), len(totals)))
    assert found.percent == rounded(Fraction(found.total) * 100 / Fraction(measure.most))
    assert 0 <= found.percent <= 100
    assert found.spread == (Decimal(max(totals) - min(totals)) if len(totals) > 1 else None)
    means = {
        key: rounded(Fraction(sum(one[key] for one in given_scores), len(given_scores)))
        for key in measure.weights
    }
    assert found.meets == (
        (measure.threshold is None or found.percent >= measure.threshold)
        and all(means[key] >= least for key, least in measure.thresholds.items())
    )


@given(sheets())
def test_figures_do_not_depend_on_the_order_of_assessors(drawn):
    given_scores, measure = drawn
    assert figures(given_scores, measure) == figures(given_scores[::-1], measure)


@pytest.mark.parametrize(
    ("threshold", "meets"), [(Decimal("66.67"), True), (Decimal("66.68"), False), (None, True)]
)
def test_thresholds_are_held_against_the_figures_shown(threshold, meets):
    measure = Measure({1: 1}, {}, 0, 3, threshold)
    found = figures([{1: 2}], measure)
    assert (found.percent, found.meets) == (Decimal("66.67"), meets)
    assert found.percent == Decimal(200 / 3).quantize(CENT, ROUND_HALF_UP)


def test_criterion_under_its_threshold_is_not_made_good_by_the_others():
    measure = Measure({1: 1, 2: 10}, {1: Decimal(3)}, 0, 5, Decimal(60))
    assert figures([{1: 2, 2: 5}, {1: 3, 2: 5}], measure).meets is False
    assert figures([{1: 3, 2: 5}, {1: 3, 2: 5}], measure).meets is True


def test_nobody_finished_gives_no_figures():
    found = figures([], Measure({1: 1}, {1: Decimal(3)}, 0, 5, Decimal(60)))
    assert (found.total, found.percent, found.spread, found.finished, found.meets) == (
        None,
        None,
        None,
        0,
        None,
    )


@pytest.mark.parametrize(
    ("lowest", "highest", "spread", "is_wide"),
    [
        (0, 5, 1, False),
        (0, 5, 2, True),
        (1, 4, 1, False),
        (1, 4, 2, True),
        (0, 100, 39, False),
        (0, 100, 40, True),
    ],
)
def test_wide_is_two_fifths_of_the_scale(lowest, highest, spread, is_wide):
    assert Measure({}, {}, lowest, highest, None).is_wide(spread) is is_wide
