"""Amounts and rates in every notation that lists use."""

from decimal import Decimal

import pytest

from publications.importing.notations import Read, Unreadable, money, rate, shown_decimal


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
        ("EUR1,234.50", "1234.50"),
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


@pytest.mark.parametrize(
    ("written", "amount"),
    [("1234.567", "1234.57"), ("123456,789", "123456.79"), ("0.800", "0.80"), ("1 234,5678", "1234.57")],
)
def test_money_with_decimals_that_part_no_thousands_is_not_multiplied(written, amount):
    assert money(written).value == Decimal(amount)


@pytest.mark.parametrize("written", ["€ -", "- EUR", "", "-", "n/a", "n.v.t.", "onbekend", " "])
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
        ("0.667", "66.7"),
        ("0,6667", "66.67"),
        ("66.667", "66.67"),
        ("85.000 %", "85"),
    ],
)
def test_rate_is_a_percentage(written, percent):
    assert rate(written).value == Decimal(percent)


@pytest.mark.parametrize("written", ["120", "150 %", "-3", "1.000,5", "many", float("nan"), "inf"])
def test_rate_out_of_bounds_is_refused(written):
    with pytest.raises(Unreadable):
        rate(written)
