"""What a heading says of the amounts below it: in thousands, in millions, in another currency."""

from __future__ import annotations

import re
from functools import lru_cache

from publications.importing.notations import OTHER_MONEY

_THOUSANDS = re.compile(
    r"\bk ?€|€ ?k\b|\bk ?eur\b|\bt ?€|\bt ?eur\b|\btsd\b|\bx ?1[., ]?000\b|\bthousands?\b|\bmilliers\b"
    r"|\bduizend\w*|\btausend\w*|\b(?:in|en) 1[., ]?000\b|\b1[., ]000 ?(?:eur|€)|(?:€|eur) ?1[., ]?000\b",
    re.IGNORECASE,
)
_MILLIONS = re.compile(
    r"\bm ?€|€ ?m\b|\bm ?eur\b|\bmio\b|\bmln\b|\bmillions?\b|\bmiljoen\w*|\bmillionen\b", re.IGNORECASE
)
_EURO = re.compile(r"€|\beur(?:os?)?\b", re.IGNORECASE)


@lru_cache(maxsize=1024)
def times(heading: str) -> int:
    """How many euros one of an amount stands for: 1, 1,000 or 1,000,000."""
    if _MILLIONS.search(heading):
        return 1_000_000
    return 1_000 if _THOUSANDS.search(heading) else 1


@lru_cache(maxsize=1024)
def is_foreign(heading: str) -> bool:
    """Whether the heading names another currency and not the euro."""
    return bool(OTHER_MONEY.search(heading)) and not _EURO.search(heading)


@lru_cache(maxsize=1024)
def is_of_euro(words: str) -> bool:
    """Whether the words of a heading say no more than that amounts are in euro, or in thousands of them."""
    left = _EURO.sub(" ", _MILLIONS.sub(" ", _THOUSANDS.sub(" ", words)))
    return not {word for word in re.findall(r"[^\W\d_]+", left.lower()) if word not in {"in", "en", "x"}}
