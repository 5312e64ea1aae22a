"""What is typed and what is stored."""

import re
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from projects.fields.outcomes import InvalidValue
from projects.fields.values import canonical, shown
from projects.form import FIELDS

amounts = st.decimals(min_value=0, max_value=Decimal("999999999.99"), places=2)
rates = st.decimals(min_value=0, max_value=100, places=2)


@given(amounts, st.sampled_from(["nl", "fr", "en"]))
def test_an_amount_is_read_back_as_it_was_shown(amount, language):
    with translation.override(language):
        field = FIELDS["budget.staff"]
        assert canonical(field, shown(field, str(amount))) == str(amount)


@given(rates, st.sampled_from(["nl", "fr", "en"]))
def test_a_rate_is_read_back_as_it_was_shown(rate, language):
    with translation.override(language):
        assert canonical(FIELDS["rate"], shown(FIELDS["rate"], str(rate))) == str(rate)


@pytest.mark.parametrize(
    ("language", "value", "box"), [("nl", "1234567.80", "1.234.567,80"), ("en", "1234.50", "1,234.50")]
)
def test_an_amount_is_shown_as_the_language_writes_it(language, value, box):
    assert shown(FIELDS["budget.staff"], value, language) == box


def test_a_rate_is_shown_without_needless_zeros():
    assert [shown(FIELDS["rate"], value, "nl") for value in ("60.00", "33.30", "0.00", "")] == [
        "60",
        "33,3",
        "0",
        "",
    ]


@given(st.text())
def test_any_text_is_kept_but_for_line_ends_or_refused(typed):
    try:
        stored = canonical(FIELDS["summary"], typed)
    except InvalidValue:
        return
    assert stored == re.sub(r"\r\n|[\r\v\f]", "\n", typed)
    assert canonical(FIELDS["summary"], stored) == stored
    stored.encode()


@given(st.text(), st.sampled_from(sorted(FIELDS)), st.sampled_from(["nl", "fr", "en"]))
def test_whatever_is_typed_is_read_or_refused(typed, key, language):
    with translation.override(language):
        try:
            stored = canonical(FIELDS[key], typed)
        except InvalidValue:
            return
        assert canonical(FIELDS[key], stored) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2026-01-31", "2026-01-31"),
        ("31/01/2026", "2026-01-31"),
        ("31-1-2026", "2026-01-31"),
        ("31.01.2026", "2026-01-31"),
        (" 29/02/2028 ", "2028-02-29"),
        ("", ""),
    ],
)
def test_a_date_is_read_in_the_ways_people_write_it(typed, stored):
    assert canonical(FIELDS["start_date"], typed) == stored


@pytest.mark.parametrize("typed", ["29/02/2027", "2026-13-01", "31/12/1989", "01/01/2101", "1/2", "²/1/2026"])
def test_a_date_that_cannot_be_is_refused(typed):
    with pytest.raises(InvalidValue):
        canonical(FIELDS["start_date"], typed)


def test_spaces_around_a_text_stay():
    assert canonical(FIELDS["title"], " twee  spaties ") == " twee  spaties "


def test_a_limit_counts_code_points():
    assert canonical(FIELDS["acronym"], "é" * 25) == "é" * 25
    with pytest.raises(InvalidValue, match="25 characters: these are 26"):
        canonical(FIELDS["acronym"], "e\u0301" * 13)
