from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.services.deadlines import months_after, working_days_after


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 22), 1, date(2026, 12, 22)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
    ],
)
def test_months_after_keeps_the_day_or_takes_the_last(day, months, expected):
    assert months_after(day, months) == expected


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # Friday to Monday
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # Saturday to Monday
        (date(2026, 11, 22), 10, date(2026, 12, 4)),  # Sunday: ten days are two weeks up to a Friday
        (date(2026, 11, 23), 10, date(2026, 12, 7)),
    ],
)
def test_working_days_after_leaves_weekends_out(day, number, expected):
    assert working_days_after(day, number) == expected


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
def test_working_days_between_are_as_many_as_asked(day, number):
    found = working_days_after(day, number)
    passed = [day + timedelta(days=one + 1) for one in range((found - day).days)]
    assert sum(one.weekday() < 5 for one in passed) == number
    assert found.weekday() < 5
