"""Names of files: one line, no path, nothing hidden, an extension that counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.uploads.names import LENGTH, clean_name, extension_of, numbered


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Letter of support.pdf", "Letter of support.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\budget.xlsx", "budget.xlsx"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "abSet-Cookie_ x.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("zero\u200bwidth\ufeff.pdf", "zerowidth.pdf"),
        ('"><script>.pdf', "_script_.pdf"),
        ("half\ud800.pdf", "half.pdf"),
        ("  ...hidden.pdf. ", "hidden.pdf"),
        ("e\u0301tat.pdf", "état.pdf"),
        ("", "file"),
        ("...", "file"),
        (".pdf", "pdf"),
        ("ligne\u2028deux.pdf", "ligne deux.pdf"),
    ],
)
def test_clean_name_keeps_what_can_be_shown(given_name, kept):
    assert clean_name(given_name) == kept


def test_clean_name_cuts_the_stem_and_keeps_the_extension():
    cleaned = clean_name("x" * 4000 + ".pdf")
    assert len(cleaned) == LENGTH
    assert cleaned.endswith("x.pdf")


@given(st.text())
def test_clean_name_is_stable_and_bounded(name):
    cleaned = clean_name(name)
    assert 1 <= len(cleaned) <= LENGTH
    assert clean_name(cleaned) == cleaned
    assert not set(cleaned) & set('/\\<>:"|?*\x00\r\n')


@pytest.mark.parametrize(
    ("name", "extension"),
    [("a.PDF", "pdf"), ("a.tar.gz", "gz"), ("a", ""), ("a.", ""), (".pdf", ""), ("a." + "b" * 40, "")],
)
def test_extension_counts_in_lower_case(name, extension):
    assert extension_of(name) == extension


def test_numbered_counts_from_two_and_stays_within_the_length():
    assert numbered("a.pdf", set()) == "a.pdf"
    assert numbered("A.pdf", {"a.pdf"}) == "A (2).pdf"
    assert numbered("a.pdf", {"a.pdf", "a (2).pdf"}) == "a (3).pdf"
    longest = "x" * (LENGTH - 4) + ".pdf"
    assert len(numbered(longest, {longest})) == LENGTH
