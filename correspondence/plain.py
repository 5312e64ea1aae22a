"""Text that a mail can hold."""

from __future__ import annotations

import unicodedata

SUBJECT_LENGTH = 250
BODY_LENGTH = 20_000


def one_line(text: str) -> str:
    """Text that is safe as a header: one line, no control characters, at most 250 characters."""
    line = " ".join(plain(text).split())
    return line if len(line) <= SUBJECT_LENGTH else line[: SUBJECT_LENGTH - 1].rstrip() + "…"


def plain(text: str) -> str:
    """Text without what no mail can hold: control characters (but for lines and tabs) and half characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        character
        for character in text
        if character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs"}
    )
