"""Placeholders: known names only, their values as plain text, what is missing seen and kept."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from correspondence.placeholders import KINDS, PLACEHOLDERS, Piece, fill, gaps_in, pieces, unknown_in
from correspondence.placeholders import with_objection_day as with_day


def test_fill_puts_in_values_as_plain_text():
    assert fill("{{project}} and {{ call }}", {"project": "<b>{{ call }}</b>", "call": "{% x %}"}) == (
        "<b>{{ call }}</b> and {% x %}"
    )


def test_fill_leaves_what_lacks_a_value_to_be_seen():
    text = fill("Conditions:\n\n{{ conditions }}", {"conditions": " "})
    assert text == "Conditions:\n\n{{ conditions }}"
    assert gaps_in("Subject", text) == ["conditions"]


def test_fill_takes_out_the_paragraph_of_an_optional_value_and_its_heading():
    text = "Dear {{ recipient }},\n\nThe reason:\n\n{{ note }}\n\nGoodbye"
    assert fill(text, {"recipient": "Ann"}) == "Dear Ann,\n\nGoodbye"
    assert fill(text, {"recipient": "Ann", "note": "late"}) == "Dear Ann,\n\nThe reason:\n\nlate\n\nGoodbye"


def test_the_last_day_to_object_is_no_gap_and_comes_in_when_the_letter_leaves():
    text = fill("Until {{ objection_until }}.", {"objection_until": "later"})
    assert (text, gaps_in(text)) == ("Until {{ objection_until }}.", [])
    until = datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC)
    assert with_day(text, until, "Europe/Brussels", "nl") == "Until 31 december 2026."
    assert with_day(text, None, "Europe/Brussels", "nl") == text


@pytest.mark.parametrize(
    ("written", "suggested"),
    [
        ("{{ projct }}", "project"),
        ("{{ decision_date }}", ""),
        ("{{ conditions }}", ""),
        ("{{ project.secret }}", "project"),
        ("{{ project|safe }}", "project"),
        ("{% include 'x' %}", ""),
        ("{{ }}", ""),
    ],
)
def test_unknown_in_names_what_is_no_placeholder_of_the_letter(written, suggested):
    found = unknown_in("decision_approved", f"Dear {{{{ recipient }}}}, {written}")
    assert [name for name, _ in found] == [written]
    if suggested:
        assert found[0][1] == suggested


def test_pieces_mark_values_and_gaps():
    assert pieces("A {{ project }} b {{ conditions }}", {"project": "P1"}) == [
        Piece("A "),
        Piece("P1", "project"),
        Piece(" b "),
        Piece("{{ conditions }}", "conditions", is_missing=True),
    ]


def test_every_kind_names_placeholders_that_exist():
    assert {name for kind in KINDS.values() for name in kind.names} == set(PLACEHOLDERS)


@given(st.text(alphabet="{}%| \n:abnoteprojc_\x00é", max_size=200))
def test_fill_and_check_take_any_text(text):
    unknown_in("decision_approved", text)
    assert isinstance(fill(text, {"note": "{{ note }}"}), str)
