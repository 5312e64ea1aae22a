"""Finding cards: narrowed as an address says, and those that fit one's own with the reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from ideas.matching import Match, Side, compare, words_of
from ideas.models import Card, CardQuerySet
from ideas.states import Kind, Role

SORTS = {
    "new": ("-published_at", "-pk"),
    "old": ("published_at", "pk"),
    "deadline": ("until", "-published_at", "-pk"),
    "organisation": ("organisation", "pk"),
}
CANDIDATES = 400  # cards that are compared with one; the newest that share something
SHOWN = 10
WORDS_LENGTH = 100


@dataclass(frozen=True)
class Wish:
    """What a reader looks for; each part may be empty."""

    words: str = ""
    kind: str = ""
    objective: str = ""
    theme: str = ""
    role: str = ""
    country: str = ""
    sort: str = "new"

    @property
    def is_narrow(self) -> bool:
        return any((self.words, self.kind, self.objective, self.theme, self.role, self.country))


def find(cards: CardQuerySet, wish: Wish) -> CardQuerySet:
    """The cards that fit a wish, in its order. Nonsense in a wish finds nothing and breaks nothing."""
    words = "".join(sign for sign in wish.words if sign != "\x00" and not "\ud800" <= sign <= "\udfff")
    for word in words[:WORDS_LENGTH].split():
        texts = [
            Q(**{f"{name}__{code}__icontains": word})
            for name in ("title", "text")
            for code in ("nl", "fr", "en")
        ]
        either = Q(organisation__icontains=word)
        for one in texts:
            either |= one
        cards = cards.filter(either)
    if wish.kind in Kind.values:
        cards = cards.filter(kind=wish.kind)
    if wish.objective:
        cards = cards.filter(objectives__contains=[wish.objective])
    if wish.theme:
        cards = cards.filter(themes__contains=[wish.theme])
    if wish.role in Role.values:
        cards = cards.filter(roles__contains=[wish.role])
    if wish.country:
        cards = cards.filter(Q(country=wish.country) | Q(regions__contains=[wish.country]))
    return cards.order_by(*SORTS.get(wish.sort, SORTS["new"]))


@dataclass(frozen=True)
class Found:
    """A card that fits, and why."""

    card: Card
    match: Match


def side_of(card: Card) -> Side:
    """What a card says, as the comparison reads it."""
    return Side(
        objectives=frozenset(card.objectives),
        themes=frozenset(card.themes),
        roles=frozenset(card.roles),
        regions=frozenset(card.regions),
        home=card.region or card.country,
        words=words_of([*card.title.values(), *card.text.values()]),
    )


def matches_of(card: Card, *, since: datetime | None = None, shown: int = SHOWN) -> list[Found]:
    """The shown cards of the other kind in the same call that fit, the best first; one statement.

    With `since` only those that were published after it.
    """
    other = Kind.OFFER if card.is_idea else Kind.IDEA
    rows = Card.objects.shown().filter(call=card.call_id, kind=other).exclude(owner=card.owner_id)
    if since is not None:
        rows = rows.filter(published_at__gt=since)
    return ranked(card, rows.order_by("-published_at", "-pk")[:CANDIDATES])[:shown]


def ranked(card: Card, others: Iterable[Card]) -> list[Found]:
    """Those that fit the card, the most points first and the newest among equals."""
    mine = side_of(card)
    found = []
    for other in others:
        theirs = side_of(other)
        match = compare(mine, theirs) if card.is_idea else compare(theirs, mine)
        if match:
            found.append(Found(other, match))
    return sorted(found, key=lambda one: -one.match.points)
