"""Short digests that stand for texts: of an operation's key, and of the words of its title."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from publications.importing.headers import plain

REMEMBERED = 2_000  # titles
_DIGEST = 12


def likeness(data: Mapping[str, Any]) -> str:
    """A digest of the programme and the words of the title, whatever their order and spelling."""
    title = next((data[name] for name in ("title", "title.en", "acronym") if data.get(name)), "")
    return _likeness(str(data.get("programme", "")), str(title))


@lru_cache(maxsize=REMEMBERED)
def _likeness(programme: str, title: str) -> str:
    return digest(f"{programme} {' '.join(sorted(plain(title).split()))}")


def digest(text: str) -> str:
    """24 hexadecimal digits that stand for a text."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=_DIGEST).hexdigest()
