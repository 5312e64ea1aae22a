"""Differences of texts: whole words, nothing lost of either text, bounded in time."""

import time

from hypothesis import given
from hypothesis import strategies as st

from projects.comparison import Piece, differences

TEXTS = st.lists(st.sampled_from(["water", "dijk", "de", " ", "\n", ".", "é", "100"]), max_size=40).map(
    "".join
)


def test_words_that_changed_are_marked_and_no_others():
    assert differences("The river rises slowly.", "The river falls slowly.") == (
        Piece("same", "The river "),
        Piece("removed", "rises"),
        Piece("added", "falls"),
        Piece("same", " slowly."),
    )


def test_first_text_is_all_added_and_cleared_text_all_removed():
    assert differences("", "New.") == (Piece("added", "New."),)
    assert differences("Old.", "") == (Piece("removed", "Old."),)
    assert differences("", "") == ()


@given(TEXTS, TEXTS)
def test_both_texts_can_be_put_together_again(old, new):
    pieces = differences(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new


@given(st.text(), st.text())
def test_any_characters_are_kept(old, new):
    pieces = differences(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new


def test_hostile_lengths_do_not_take_for_ever():
    started = time.process_time()
    assert differences("a b " * 20_000 + "c", "b a " * 20_000)[0].kind == "removed"
    assert time.process_time() - started < 5
