"""Who may do what with a card: its owner, the two of a conversation, the secretariat of the programme."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import NotAllowed
from ideas.models import Card, Contact
from programmes.permissions import has_role
from programmes.states import SECRETARIAT


def require_active(user: User) -> None:
    if not user.is_active:
        raise NotAllowed(_("Your account is closed."))


def require_owner(card: Card, user: User) -> None:
    """NotAllowed for everybody but who wrote the card."""
    require_active(user)
    if card.owner_id != user.pk:
        raise NotAllowed(_("Only the person who wrote this card may do this."))


def require_one_of_two(contact: Contact, user: User) -> None:
    """NotAllowed for everybody but the two who talk; the card is at hand."""
    require_active(user)
    if user.pk not in {contact.asker_id, contact.card.owner_id}:
        raise NotAllowed(_("This conversation is between two other people."))


def looks_after(user: User, programme: str) -> bool:
    """Whether the person works in the secretariat of the programme with this code."""
    return user.is_active and has_role(user, programme, SECRETARIAT)


def require_secretariat(card: Card, user: User) -> None:
    if not looks_after(user, card.call.programme_period.programme_id):
        raise NotAllowed(_("Only the secretariat of the programme may do this."))
