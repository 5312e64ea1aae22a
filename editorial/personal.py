"""What is kept of a person who has an account as well: contact cards of the same address."""

from __future__ import annotations

from typing import Any

from accounts.holdings import Holding
from accounts.models import User
from editorial import consenting
from editorial.models import ContactCard


class ContactCards(Holding):
    """Cards with the person's address, agreed to or not."""

    name = "contact_cards"

    def export(self, user: User) -> Any:
        return [
            {
                "programme": card.programme_id,
                "name": card.name,
                "office": dict(card.office),
                "department": dict(card.department),
                "phone": card.phone,
                "asked_at": card.asked_at.isoformat() if card.asked_at else None,
                "confirmed_at": card.confirmed_at.isoformat() if card.confirmed_at else None,
                "expires_at": card.expires_at.isoformat() if card.expires_at else None,
            }
            for card in ContactCard.objects.of_address(user.email)
        ]

    def forget(self, user: User) -> None:
        """The cards vanish from the public pages at once."""
        for card in ContactCard.objects.of_address(user.email):
            consenting.end(card)
