"""Cutting, rounding, reading and showing of amounts."""

from decimal import ROUND_FLOOR, Decimal

import pytest
from django.utils import translation
from django.utils.formats import number_format
from hypothesis import given
from hypothesis import strategies as st

from core.form_fields import AmountField
from core.money import LARGEST, down2, eur, floor2, half_up2, parse_amount, percent

cents = st.integers(min_value=0, max_value=int(LARGEST * 100)).map(lambda whole: Decimal(whole).scaleb(-2))
any_amount = st.decimals(
    min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=6
)
language = st.sampled_from(["nl", "fr", "en"])


@pytest.mark.parametrize(
    ("amount", "floor", "down", "half_up"),
    [
        ("0.005", "0.00", "0.00", "0.01"),
        ("-0.005", "-0.01", "0.00", "-0.01"),
        ("33.339", "33.33", "33.33", "33.34"),
        ("-33.331", "-33.34", "-33.33", "-33.33"),
        ("12", "12.00", "12.00", "12.00"),
    ],
)
def test_cutting_and_rounding_go_where_they_say(amount, floor, down, half_up):
    found = [
        str(cut(Decimal(amount)).copy_abs() if cut(Decimal(amount)) == 0 else cut(Decimal(amount)))
        for cut in (floor2, down2, half_up2)
    ]
    assert found == [floor, down, half_up]


@given(any_amount)
def test_cut_loses_less_than_a_cent(amount):
    assert Decimal(0) <= amount - floor2(amount) < Decimal("0.01")
    assert abs(down2(amount)) <= abs(amount)
    assert abs(half_up2(amount) - amount) <= Decimal("0.005")
    assert floor2(amount) == amount.quantize(Decimal("0.01"), rounding=ROUND_FLOOR)


@pytest.mark.parametrize(
    ("language", "amount", "shown"),
    [
        ("nl", "1234.56", "€\u00a01.234,56"),
        ("fr", "1234.56", "1\u202f234,56\u00a0€"),
        ("en", "1234.56", "€1,234.56"),
        ("nl", "-0.5", "€\u00a0-0,50"),
    ],
)
def test_eur_follows_the_language(language, amount, shown):
    assert eur(Decimal(amount), language) == shown


@pytest.mark.parametrize(
    ("language", "rate", "shown"),
    [("nl", "60.00", "60%"), ("fr", "60.00", "60\u00a0%"), ("en", "23.45", "23.45%"), ("nl", "0", "0%")],
)
def test_percent_drops_needless_zeros(language, rate, shown):
    assert percent(Decimal(rate), language) == shown


@given(cents, language)
def test_parse_amount_reads_back_what_eur_shows(amount, language):
    assert parse_amount(eur(amount, language), language) == amount


@given(cents, language)
def test_parse_amount_reads_plain_decimals_in_every_language(amount, language):
    assert parse_amount(str(amount), language) == amount
    assert parse_amount(str(amount).replace(".", ","), language) == amount


@pytest.mark.parametrize(
    ("language", "typed", "amount"),
    [
        ("nl", "1.234,56", "1234.56"),
        ("nl", "1 234,56", "1234.56"),
        ("nl", "1,234.56", "1234.56"),
        ("nl", "1234.5", "1234.50"),
        ("nl", "1,5", "1.50"),
        ("nl", "1.234", "1234.00"),
        ("fr", "1.234", "1234.00"),
        ("en", "1,234", "1234.00"),
        ("en", "1.5", "1.50"),
        ("en", "1,5", "1.50"),
        ("en", "1'234'567.8", "1234567.80"),
        ("nl", "1.234.567", "1234567.00"),
        ("en", "1.234.567,89", "1234567.89"),
        ("fr", "1\u202f234\u00a0567,89 €", "1234567.89"),
        ("nl", "€ 12", "12.00"),
        ("nl", "EUR 12,00", "12.00"),
        ("en", "0", "0.00"),
        ("en", "0.5", "0.50"),
        ("en", "00012", "12.00"),
        ("nl", "999.999.999,99", "999999999.99"),
    ],
)
def test_parse_amount_reads_what_is_clear(language, typed, amount):
    assert str(parse_amount(typed, language)) == amount


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "-", "-1", "abc", "NaN", "Infinity", "1e5", "1e308", "0x10", "1.2.3", "1,2,3", "12.34.56",
        "1.234,567", "1,234.567", "1.2345", "1 23", "1  234", "12 34,00", "1.234 567,00", "0.123.456", "5.",
        "5,", ".5", ",5", "1000000000", "1" * 400, "١٢", "１２", "1\x00", "\ud800",
        "1_000", "+1", "€", "1.234,5.6",
    ],
)  # fmt: skip
def test_parse_amount_refuses_what_is_not_an_amount(language, typed):
    with pytest.raises(ValueError, match=r"\S"):
        parse_amount(typed, language)


@pytest.mark.parametrize(("language", "typed"), [("en", "1.234"), ("nl", "1,234"), ("fr", "1,234")])
def test_parse_amount_refuses_a_third_decimal(language, typed):
    with pytest.raises(ValueError, match="at most two decimals"):
        parse_amount(typed, language)


@given(st.text(max_size=60), language)
def test_parse_amount_answers_an_amount_or_refuses(typed, language):
    try:
        amount = parse_amount(typed, language)
    except ValueError:
        return
    assert Decimal(0) <= amount <= LARGEST
    assert amount == amount.quantize(Decimal("0.01"))


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_field_shows_an_amount_in_groups_and_reads_it_again(language):
    field = AmountField()
    with translation.override(language):
        shown = field.prepare_value(Decimal("10000000.50"))
        assert (
            shown == {"nl": "10.000.000,50", "fr": "10\u202f000\u202f000,50", "en": "10,000,000.50"}[language]
        )
        assert field.clean(shown) == Decimal("10000000.50")


@pytest.mark.parametrize(("language", "shown"), [("nl", "53.125"), ("fr", "53\u202f125"), ("en", "53,125")])
def test_whole_numbers_are_grouped_as_amounts_are(language, shown):
    with translation.override(language):
        assert number_format(53125, use_l10n=True, force_grouping=True) == shown
    assert shown in eur(Decimal(53125), language)
