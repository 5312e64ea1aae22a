"""Numbers of organisations: checked, compact, shown, and refused with help."""

import pytest
from django.utils import translation

from partners.identifiers import SCHEMES, check_identifier, possible_numbers, schemes_of, show_identifier
from partners.states import IdentifierScheme


@pytest.mark.parametrize(
    ("scheme", "typed", "stored", "shown"),
    [
        ("be_company", "BE 0403.019.261", "0403019261", "0403.019.261"),
        ("be_company", "403019261", "0403019261", "0403.019.261"),
        ("be_vat", "be0403019261", "BE0403019261", "BE 0403.019.261"),
        ("fr_siren", "552 008 443", "552008443", "552 008 443"),
        ("fr_siret", "732 829 320 00074", "73282932000074", "732 829 320 00074"),
        ("fr_vat", "Fr 40 303 265 045", "FR40303265045", "FR 40 303 265 045"),
        ("nl_company", "KvK 1234.5678", "12345678", "12345678"),
        ("nl_vat", "NL4495445B01", "NL004495445B01", "NL 0044.95.445.B.01"),
    ],
)
def test_number_is_stored_compact_and_shown_with_its_groups(scheme, typed, stored, shown):
    assert check_identifier(scheme, typed) == stored
    assert show_identifier(scheme, stored) == shown
    assert check_identifier(scheme, shown) == stored


def test_every_scheme_has_an_example_that_looks_right():
    assert set(SCHEMES) == set(IdentifierScheme.values)
    for scheme, known in SCHEMES.items():
        assert show_identifier(scheme, check_identifier(scheme, known.example)) == known.example


@pytest.mark.parametrize(
    ("scheme", "typed"),
    [
        ("be_company", "0403.019.262"),
        ("be_vat", "BE0403019262"),
        ("fr_siren", "552008444"),
        ("fr_siret", "73282932000079"),
        ("fr_vat", "FR41303265045"),
        ("nl_vat", "NL004495446B01"),
    ],
)
def test_wrong_check_digit_says_where_to_look_it_up(scheme, typed):
    with pytest.raises(ValueError, match=r"has a wrong check digit; look it up in .*\."):
        check_identifier(scheme, typed)


@pytest.mark.parametrize("scheme", IdentifierScheme.values)
@pytest.mark.parametrize(
    "typed", ["", " ", "abc", "12", "1" * 500, "0403\x00019261", "\ud800", "٠٤٠٣٠١٩٢٦١", "00000000", "<b>"]
)
def test_hostile_value_is_refused_with_an_example(scheme, typed):
    with pytest.raises(ValueError, match=r"looks like|wrong check digit"):
        check_identifier(scheme, typed)


def test_unknown_scheme_is_refused():
    with pytest.raises(ValueError, match="not known"):
        check_identifier("us_ein", "12-3456789")


def test_refusal_is_in_the_readers_language_when_translated():
    with translation.override("nl"), pytest.raises(ValueError, match=r"0403\.019\.261"):
        check_identifier("be_company", "1")


def test_schemes_follow_the_country():
    assert schemes_of("NL") == [IdentifierScheme.NL_COMPANY, IdentifierScheme.NL_VAT]
    assert schemes_of("DE") == []


def test_possible_numbers_of_a_searched_text():
    assert possible_numbers("0403.019.261") == {"0403019261", "BE0403019261"}
    assert possible_numbers("Provincie West-Vlaanderen") == set()
