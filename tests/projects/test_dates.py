"""Days so many months later."""

from datetime import date

import pytest

from projects.dates import months_after


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2027, 1, 31), date(2027, 5, 31)),
        (date(2027, 10, 31), date(2028, 2, 29)),
        (date(2027, 8, 15), date(2027, 12, 15)),
        (date(2027, 9, 1), date(2028, 1, 1)),
        (date(9998, 12, 31), date.max),
    ],
)
def test_months_after_keeps_the_day_or_ends_with_the_month(day: date, later: date) -> None:
    assert months_after(day, 4) == later
