"""Names of files as people give them: one line, no path, nothing that hides or reorders characters."""

from __future__ import annotations

import re
import unicodedata

LENGTH = 150  # characters, the extension included
EXTENSION_LENGTH = 10
# Controls, marks that turn the direction of writing, what has no width, halves of surrogate pairs.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_UNSAFE = re.compile(r'[<>:"|?*\\/]+')
_DOTS_AND_BLANKS = re.compile(r"^[.\s]+|[.\s]+$")


def clean_name(name: str, fallback: str = "file") -> str:
    """A name that any system can store and that shows what it is, at most `LENGTH` characters.

    The path goes, letters are composed (NFC), hidden characters vanish, and what paths and
    shells read becomes "_".
    """
    bare = re.split(r"[\\/]", name)[-1]
    seen = "".join(character for character in bare if unicodedata.category(character) not in _HIDDEN)
    composed = unicodedata.normalize("NFC", seen)
    line = _DOTS_AND_BLANKS.sub("", " ".join(_UNSAFE.sub("_", composed).split()))
    stem, extension = _split(line)
    stem = _DOTS_AND_BLANKS.sub("", stem[: LENGTH - len(extension)]) or fallback
    return f"{stem}{extension}"


def extension_of(name: str) -> str:
    """The extension in lower case without the dot; "" when there is none."""
    return _split(name)[1].removeprefix(".").lower()


def numbered(name: str, taken: set[str]) -> str:
    """The name, or the first of "name (2)", "name (3)" ... that is not in `taken` (casefolded names)."""
    if name.casefold() not in taken:
        return name
    stem, extension = _split(name)
    number = 2
    while True:
        mark = f" ({number})"
        candidate = f"{stem[: LENGTH - len(extension) - len(mark)]}{mark}{extension}"
        if candidate.casefold() not in taken:
            return candidate
        number += 1


def _split(name: str) -> tuple[str, str]:
    """The stem and the extension with its dot. Overlong endings are no extensions."""
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem or not extension or len(extension) > EXTENSION_LENGTH or " " in extension:
        return name, ""
    return stem, f".{extension}"
