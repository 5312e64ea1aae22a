"""How letters write moments."""

from datetime import UTC, datetime

import pytest

from projects import moments


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 30, 9, 0, tzinfo=UTC), "30 november 2026, 10:00 CET"),
        (datetime(2026, 11, 30, 22, 59, 59, tzinfo=UTC), "30 november 2026, 23:59:59 CET"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "25 oktober 2026, 02:30 CEST"),
    ],
)
def test_planned_moment_has_seconds_only_where_there_are_some(at, words):
    assert moments.planned_for(at, "Europe/Brussels", "nl") == words


def test_moment_of_a_receipt_has_its_seconds():
    at = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    assert moments.moment_for(at, "Europe/Brussels", "nl") == "30 november 2026, 10:00:00 CET"
