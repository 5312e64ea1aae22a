"""The number on a document: twelve characters that people can read out, type and mistype."""

from __future__ import annotations

import re
import secrets

# Crockford's base 32: no I, L, O and U, which are taken for other characters or make words.
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
_MEANT = str.maketrans("ILO", "110")
_BETWEEN = re.compile(r"[\s\-‐‑–]+")
_NUMBER = re.compile(f"[{SIGNS}]{{{LENGTH}}}")


def new_number() -> str:
    """A random number that nobody can guess: 60 bits."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def printed(number: str) -> str:
    """The number as it stands on paper: 7K3M-9QXA-P2RT."""
    return "-".join(number[start : start + 4] for start in range(0, len(number), 4))


def read(typed: str) -> str | None:
    """The number that somebody typed: any case, with or without hyphens, O for 0; None when it is none."""
    found = _BETWEEN.sub("", typed[:60]).upper().translate(_MEANT)
    return found if _NUMBER.fullmatch(found) else None
