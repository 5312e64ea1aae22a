"""What a person may open in the partner search: own cards and conversations, cards that are shown."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from calls.models import Call
from ideas.models import Card, Contact, ContactQuerySet
from ideas.turning import leaders


def call_with_search(code: str) -> Call:
    """A published call that has a partner search; 404 for others."""
    return get_object_or_404(
        Call.objects.published().with_programme().filter(partner_search__is_on=True), code=code
    )


def own_card(user: User, uid: UUID) -> Card:
    """A card that the person wrote; 404 for anybody else's."""
    return get_object_or_404(Card.objects.with_call().of_owner(user), uid=uid)


def shown_card(uid: UUID) -> Card:
    """A card that anybody may read now."""
    return get_object_or_404(Card.objects.shown().with_call(), uid=uid)


def led_card(user: User, uid: UUID) -> Card:
    """An idea that the person may turn into a draft; 404 for others."""
    card = get_object_or_404(Card.objects.with_call().select_related("project"), uid=uid)
    if not card.is_idea or user.pk not in leaders(card):
        raise Http404
    return card


def own_contacts(user: User) -> ContactQuerySet:
    """The person's conversations, with what a page shows of them."""
    return (
        Contact.objects.of_person(user)
        .select_related("card__call__programme_period__programme", "card__owner", "card__project", "asker")
        .order_by("-last_at", "-pk")
    )


def own_contact(user: User, uid: UUID) -> Contact:
    """A conversation in which the person is one of the two; 404 for others."""
    return get_object_or_404(own_contacts(user), uid=uid)
