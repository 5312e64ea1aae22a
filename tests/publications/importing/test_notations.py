"""Amounts, rates and days in every notation that lists use."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from publications.importing.notations import Read, Unreadable, day, is_month_first, money, rate, shown_decimal


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1\u00a0234\u202f567,8", "1234567.80"),
        ("1'234.56", "1234.56"),
        ("1’234’567", "1234567.00"),
        ("EUR 1.234.567,00", "1234567.00"),
        ("€ 12,50", "12.50"),
        ("12.50€", "12.50"),
        ("12 euro", "12.00"),
        ("1.000,-", "1000.00"),
        ("1.2E+06", "1200000.00"),
        ("0", "0.00"),
        ("0,00", "0.00"),
        ("1234567", "1234567.00"),
        (1234567, "1234567.00"),
        (33.330000000000005, "33.33"),
        (Decimal("1419207.76"), "1419207.76"),
    ],
)
def test_money_reads_every_notation(written, amount):
    assert money(written) == Read(Decimal(amount))


@pytest.mark.parametrize(
    ("written", "decimal", "amount", "is_told"),
    [("1.234", "", "1234", True), ("1.234", ",", "1234", False), ("1,234", ".", "1234", False)],
)
def test_money_before_three_digits_follows_the_column_or_says_so(written, decimal, amount, is_told):
    read = money(written, decimal)
    assert (read.value, bool(read.why)) == (Decimal(amount), is_told)


def test_money_of_a_third_decimal_is_rounded_and_says_so():
    read = money("10.005", ".")
    assert (read.value, bool(read.why)) == (Decimal("10.01"), True)


@pytest.mark.parametrize("written", ["", "-", "n/a", "n.v.t.", "onbekend", " "])
def test_money_that_is_not_published_is_unknown(written):
    assert money(written).value is None


@pytest.mark.parametrize(
    "written",
    [
        *(
            "-5",
            "(5)",
            "5-",
            "abc",
            "12 34",
            "1.23.4",
            "1,2,3",
            "1..2",
            "12 SEK",
            "$5",
            "£5",
            "1e99",
            "٣",
            "5,",
        ),
        *(True, float("nan"), float("inf"), 10**15, "99999999999999999", "0x10", "--1", "1_000"),
    ],
)
def test_money_that_makes_no_sense_is_refused(written):
    with pytest.raises(Unreadable):
        money(written)


def test_shown_decimal_learns_from_what_leaves_no_doubt():
    assert [shown_decimal(one) for one in ("1.234,5", "1,234.5", "1.234.567", "1,234", "7", 5)] == [
        ",",
        ".",
        ",",
        "",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("written", "percent"),
    [
        ("80", "80"),
        ("80 %", "80"),
        ("0,5", "50"),
        (0.5, "50"),
        ("0.5 %", "0.5"),
        ("66,67%", "66.67"),
        (1, "100"),
    ],
)
def test_rate_is_a_percentage(written, percent):
    assert rate(written).value == Decimal(percent)


@pytest.mark.parametrize("written", ["120", "-3", "many", float("nan"), "inf"])
def test_rate_out_of_bounds_is_refused(written):
    with pytest.raises(Unreadable):
        rate(written)


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
        (datetime(2023, 3, 1, 12), date(2023, 3, 1)),  # noqa: DTZ001 - as a spreadsheet gives it
    ],
)
def test_day_reads_every_notation(written, found):
    assert (day(written).value, day(written).why) == (found, "")


@pytest.mark.parametrize(
    "written", ["2023", 2023, "03/2023", "2027-02-31", "31.09.2026", "soon", 12, "1850-01-01"]
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
    assert [is_month_first(["03/31/2023", "01/02/2023"]), is_month_first(["31/03/2023", "03/31/2023"])] == [
        True,
        False,
    ]
