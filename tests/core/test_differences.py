"""Two texts word by word, and both in one: nothing that somebody wrote gets lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.differences import merge, pieces

TEXTS = st.lists(st.sampled_from(["de ", "brug ", "weg\n", "x", "", "é ", "\n\n", "samen "])).map("".join)


def test_pieces_tell_the_words_that_differ():
    assert pieces("Wij bouwen een brug.", "Wij bouwen twee bruggen samen.") == [
        ("both", "Wij bouwen "),
        ("mine", "een brug."),
        ("theirs", "twee bruggen samen."),
    ]
    assert pieces("gelijk", "gelijk") == [("both", "gelijk")]
    assert pieces("", "") == []


@given(mine=TEXTS, theirs=TEXTS)
def test_pieces_make_both_texts_again(mine, theirs):
    found = pieces(mine, theirs)
    assert "".join(text for kind, text in found if kind != "theirs") == mine
    assert "".join(text for kind, text in found if kind != "mine") == theirs


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "text", "is_clean"),
    [
        ("een twee drie", "EEN twee drie", "een twee DRIE", "EEN twee DRIE", True),
        ("een twee drie", "een drie", "een twee drie vier", "een drie vier", True),
        ("een twee", "een twee", "een drie", "een drie", True),
        ("een twee", "een vier", "een vier", "een vier", True),
        ("een twee drie", "een MIJN drie", "een HUN drie", "een MIJN HUN drie", False),
        ("", "mijn tekst", "hun tekst", "mijn tekst hun tekst", False),
        ("", "mijn\n", "hun", "mijn\nhun", False),
        ("een twee", "", "een twee", "", True),
        ("een twee drie", "", "een TWEE drie", "een TWEE drie", False),
    ],
)
def test_merge_takes_what_each_changed(base, mine, theirs, text, is_clean):
    assert merge(base, mine, theirs) == (text, is_clean)


@given(base=TEXTS, theirs=TEXTS)
def test_merge_with_an_unchanged_text_gives_the_other(base, theirs):
    assert merge(base, base, theirs) == (theirs, True)
    assert merge(base, theirs, base) == (theirs, True)
    assert merge(base, theirs, theirs) == (theirs, True)


@given(base=TEXTS, mine=TEXTS, theirs=TEXTS)
def test_merge_loses_no_word_that_either_added(base, mine, theirs):
    text = merge(base, mine, theirs).text
    added = (set(mine.split()) | set(theirs.split())) - set(base.split())
    assert all(any(word in one for one in text.split()) for word in added)


def test_long_texts_are_compared_in_time():
    base = "woord " * 20_000
    begun = time.thread_time()  # of this thread alone: others may be busy
    merge(base, base.replace("woord", "een", 500), "\n".join(str(n) for n in range(20_000)))
    pieces(base, "de " * 20_000)
    assert time.thread_time() - begun < 5
