"""Which cards fit each other, and why: pure arithmetic over what they say, each point with its reason.

An idea fits an offer. What both name counts: an objective 30, a theme 20, a role that is wanted and offered
20, a region that the idea wants 20 and one that the offer wants 10, words in common 2 each up to 10. Without
a common objective, theme, or two common words there is no match, however near the two are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from core.texts import without_accents


class Ground(StrEnum):
    """What a reason rests on."""

    OBJECTIVE = "objective"
    THEME = "theme"
    ROLE = "role"
    REGION = "region"
    WANTS_US = "wants_us"
    WORDS = "words"


POINTS = {
    Ground.OBJECTIVE: 30,
    Ground.THEME: 20,
    Ground.ROLE: 20,
    Ground.REGION: 20,
    Ground.WANTS_US: 10,
    Ground.WORDS: 2,
}
MOST_WORDS = 5
LEAST_WORDS = 2  # in common, when neither objective nor theme is
MOST = 110
LETTERS = 5  # of a word that says something
_WORD = re.compile(rf"[^\W\d_]{{{LETTERS},}}")
# Words of calls and projects that say nothing of a subject, and short grammar of the three languages.
_EMPTY = """
about after andere apport apres aussi autre autres avec binnen cette cherche cherchons comme dans
door ensemble entre europe european europeen europees faire idea ideas idee ideeen interreg leurs
looking naar notre nous onder onderzoek organisatie organisation organisations partenaire
partenaires partner partners project projecten projects projet projets samen search sommes their
there these through together tussen twee vanuit voor votre wanneer welke which willen with within
worden would zijn zoeken zoekt
"""
EMPTY = frozenset(_EMPTY.split())


@dataclass(frozen=True)
class Side:
    """What a card says, as far as it is compared. `home` is the organisation's NUTS code, or its country."""

    objectives: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    home: str = ""
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reason:
    """One ground with its points, and what is the same: codes, roles or words."""

    ground: Ground
    points: int
    values: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """The reasons for which two cards fit; their points add up to `points`."""

    reasons: tuple[Reason, ...] = ()

    @property
    def points(self) -> int:
        return sum(reason.points for reason in self.reasons)

    def __bool__(self) -> bool:
        return bool(self.reasons)


def compare(idea: Side, offer: Side) -> Match:
    """Why an idea and an offer fit; a Match without reasons when they do not."""
    words = sorted(idea.words & offer.words)
    found = [
        _reason(Ground.OBJECTIVE, idea.objectives & offer.objectives),
        _reason(Ground.THEME, idea.themes & offer.themes),
        _reason(Ground.ROLE, idea.roles & offer.roles),
        _reason(Ground.REGION, _around(offer.home, idea.regions)),
        _reason(Ground.WANTS_US, _around(idea.home, offer.regions)),
    ]
    subject = bool(found[0] or found[1]) or len(words) >= LEAST_WORDS
    if words:
        counted = tuple(words[:MOST_WORDS])
        found.append(Reason(Ground.WORDS, POINTS[Ground.WORDS] * len(counted), counted))
    return Match(tuple(reason for reason in found if reason)) if subject else Match()


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words that say something, without accents and capitals."""
    return frozenset(_WORD.findall(without_accents(" ".join(texts)))) - EMPTY


def _around(home: str, wanted: Iterable[str]) -> frozenset[str]:
    """Those of the wanted regions in which `home` lies: NUTS codes begin with those of what holds them."""
    return frozenset(code for code in wanted if code and home.startswith(code))


def _reason(ground: Ground, values: Iterable[str]) -> Reason | None:
    same = tuple(sorted(values))
    return Reason(ground, POINTS[ground], same) if same else None
