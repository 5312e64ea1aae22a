"""Weighted totals, averages half up, spread and gaps."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments import decisions, scoring
from assessments.results import average, weighted_total
from programmes.states import Role
from tests.factories.assessments import scored, staff_of, submitted_project


@pytest.mark.parametrize(
    ("scores", "weights", "expected"),
    [
        ({1: 4, 2: 5}, {1: 1, 2: 3}, Decimal("19.00")),
        ({1: 0, 2: 0}, {1: 1, 2: 3}, Decimal("0.00")),
        ({1: 4}, {1: 1, 2: 3}, None),
        ({1: 4, 2: None}, {1: 1, 2: 3}, None),
        ({}, {}, None),
    ],
)
def test_weighted_total_waits_for_every_score(scores, weights, expected):
    assert weighted_total(scores, weights) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([4, 5], Decimal("4.50")),
        ([1, 1, 2], Decimal("1.33")),
        ([1, 2, 2], Decimal("1.67")),
        ([Decimal("0.01"), Decimal("0.02")], Decimal("0.02")),
        ([None, 3], Decimal("3.00")),
        ([None], None),
    ],
)
def test_average_is_rounded_half_up_over_what_is_known(values, expected):
    assert average(values) == expected


@given(st.dictionaries(st.integers(1, 9), st.tuples(st.integers(0, 5), st.integers(0, 100)), min_size=1))
def test_total_is_the_sum_of_its_parts_and_never_above_the_most(rows):
    total = weighted_total({k: v for k, (v, _w) in rows.items()}, {k: w for k, (_v, w) in rows.items()})
    assert total == sum(value * weight for value, weight in rows.values())
    assert total <= sum(weight for _value, weight in rows.values()) * 5


@pytest.mark.django_db
def test_overview_shows_finished_scores_side_by_side():
    project = submitted_project(criteria=2)
    people = [staff_of(project, Role.ASSESSOR) for _each in range(3)]
    assessments = [scored(project, person, value) for person, value in zip(people, (2, 5, 1), strict=True)]
    for assessment in assessments[:2]:
        decisions.finish_assessment(assessment, by=assessment.assessor, recommendation="recommended")
    sheet = scoring.overview(project)
    assert [row.values for row in sheet.rows] == [(2, 5, None), (2, 5, None)]
    assert [(row.average, row.spread, row.is_wide) for row in sheet.rows] == [(Decimal("3.50"), 3, True)] * 2
    assert sheet.totals == (Decimal("6.00"), Decimal("15.00"), None)
    assert (sheet.total, sheet.spread, sheet.most) == (Decimal("10.50"), Decimal("9.00"), Decimal("15.00"))
    assert (len(sheet.wide), sheet.unfinished) == (2, 1)


@pytest.mark.django_db
def test_overview_costs_the_same_for_one_and_three_assessors(django_assert_num_queries):
    for count in (1, 3):
        project = submitted_project(criteria=3)
        for _each in range(count):
            scored(project, staff_of(project, Role.ASSESSOR))
        with django_assert_num_queries(4):
            scoring.overview(project)
