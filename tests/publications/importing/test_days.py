"""Days in every notation that lists use."""

from datetime import date, datetime

import pytest

from publications.importing.days import day, order_of


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("2023-03-01", date(2023, 3, 1)),
        ("2023-03-01T00:00:00Z", date(2023, 3, 1)),
        ("01/03/2023", date(2023, 3, 1)),
        ("1.3.2023", date(2023, 3, 1)),
        ("01-03-2023", date(2023, 3, 1)),
        ("2023/03/01", date(2023, 3, 1)),
        ("20230301", date(2023, 3, 1)),
        (44986, date(2023, 3, 1)),
        ("44986", date(2023, 3, 1)),
        (44986.5, date(2023, 3, 1)),
        ("1 maart 2023", date(2023, 3, 1)),
        ("1er mars 2023", date(2023, 3, 1)),
        ("1 March 2023", date(2023, 3, 1)),
        ("01-Mar-2023", date(2023, 3, 1)),
        ("March 1, 2023", date(2023, 3, 1)),
        ("1 févr. 2023", date(2023, 2, 1)),
        ("1 fevrier 2023", date(2023, 2, 1)),
        ("1. März 2023", date(2023, 3, 1)),
        ("maandag 6 maart 2023", date(2023, 3, 6)),
        ("1 de enero de 2023", date(2023, 1, 1)),
        ("3/1/2023 12:00:00 AM", date(2023, 1, 3)),
        ("2023-03-01T00:00:00+01:00", date(2023, 3, 1)),
        ("2023-03-01T23:59:59Z", date(2023, 3, 1)),
        (20230301, date(2023, 3, 1)),
        (datetime(2023, 3, 1, 12), date(2023, 3, 1)),  # noqa: DTZ001 - as a spreadsheet gives it
    ],
)
def test_day_reads_every_notation(written, found):
    assert (day(written).value, day(written).why) == (found, "")


@pytest.mark.parametrize(
    "written",
    [
        "2023",
        2023,
        "03/2023",
        "2027-02-31",
        "31.09.2026",
        "soon",
        12,
        "1850-01-01",
        "mrt-23",
        "1 foo 2023",
        "31/02/23",
    ],
)
def test_day_that_is_none_stays_unknown_with_the_reason(written):
    read = day(written)
    assert (read.value, bool(read.why)) == (None, True)


def test_day_of_a_workbook_that_counts_from_1904():
    assert day(43524, since_1904=True).value == date(2023, 3, 1)


def test_day_in_the_other_order_is_turned_and_says_so():
    read = day("03/31/2023")
    assert (read.value, bool(read.why)) == (date(2023, 3, 31), True)
    assert day("03/04/2023", month_first=True).value == date(2023, 3, 4)
    assert [
        order_of(["03/31/2023", "01/02/2023"]),
        order_of(["31/03/2023", "03/31/2023"]),
        order_of(["31/03/2023", "01/02/2023"]),
        order_of(["01/02/2023"]),
    ] == ["month", "", "day", ""]


def test_day_that_can_be_read_either_way_says_so_when_the_list_shows_no_order():
    read = day("03/04/2023", is_order_known=False)
    assert (read.value, bool(read.why)) == (date(2023, 4, 3), True)
    assert [day(one, is_order_known=False).why for one in ("03/03/2023", "31/03/2023", "03.04.2023")] == [
        ""
    ] * 3


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("1-3-23", date(2023, 3, 1)),
        ("01/03/99", date(1999, 3, 1)),
        ("1-mrt-23", date(2023, 3, 1)),
        ("2022-12-31T23:00:00.000Z", date(2023, 1, 1)),
        ("2023-06-30 22:00:00+00:00", date(2023, 7, 1)),
    ],
)
def test_day_that_had_to_be_completed_says_so(written, found):
    read = day(written)
    assert (read.value, bool(read.why)) == (found, True)
