"""What came of the partner search: counted for a secretariat, call by call, in one statement."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from calls.models import Call
from ideas.models import Card, Contact
from ideas.states import CardState, Kind, Look


def counted(programmes: Iterable[str]) -> QuerySet[Call]:
    """The calls with cards: ideas and offers that were published, contacts, drafts born, cards to look at."""
    was_shown = ~Q(cards__state=CardState.DRAFT)
    return (
        Call.objects.of_programmes(programmes)
        .with_programme()
        .filter(cards__isnull=False)
        .annotate(
            ideas=Count("cards", filter=was_shown & Q(cards__kind=Kind.IDEA), distinct=True),
            offers=Count("cards", filter=was_shown & Q(cards__kind=Kind.OFFER), distinct=True),
            talks=Count("cards__contacts", distinct=True),
            born=Count("cards", filter=Q(cards__turned_at__isnull=False), distinct=True),
            waiting=Count("cards", filter=Q(cards__look=Look.WAITING), distinct=True),
        )
        .order_by("-closes_at", "pk")
    )


def talks_of(card: Card) -> int:
    """How many people wrote about a card."""
    return Contact.objects.filter(card=card).count()
