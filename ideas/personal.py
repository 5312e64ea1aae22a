"""What the partner search holds of a person: cards, conversations, reports, notices."""

from __future__ import annotations

from typing import Any

from accounts.holdings import Holding
from accounts.models import User
from correspondence.models import Message
from correspondence.states import MessageState
from ideas.models import Card, Contact, ContactMessage, Report
from ideas.notices import about


class PartnerSearch(Holding):
    """The person's cards with all they say, what the person wrote to others, what the person reported."""

    name = "partner_search"

    def export(self, user: User) -> Any:
        talks = Contact.objects.of_person(user).select_related("card").order_by("created_at")
        wrote = ContactMessage.objects.filter(author=user).select_related("contact__card").order_by("at")
        return {
            "cards": [
                _card(card) for card in Card.objects.of_owner(user).select_related("call").order_by("pk")
            ],
            "conversations": [
                {
                    "card": str(one.card),
                    "began": one.created_at.isoformat(),
                    "i_asked": one.asker_id == user.pk,
                    "my_address_shown": bool(
                        one.asker_shares_at if one.asker_id == user.pk else one.owner_shares_at
                    ),
                }
                for one in talks
            ],
            "messages": [
                {"about": str(one.contact.card), "at": one.at.isoformat(), "text": one.text} for one in wrote
            ],
            "reports": [
                {"card": str(one.card), "at": one.at.isoformat(), "reason": one.reason, "words": one.words}
                for one in Report.objects.filter(by=user).select_related("card").order_by("at")
            ],
        }

    def forget(self, user: User) -> None:
        """Cards go with their conversations; so do those that the person began, with both sides' messages."""
        Contact.objects.filter(asker=user).delete()
        Card.objects.of_owner(user).delete()
        Report.objects.filter(by=user).update(by=None, words="")
        Message.objects.filter(about=about(user)).exclude(state=MessageState.HANDED).delete()


def _card(card: Card) -> dict[str, Any]:
    names = ("kind", "state", "organisation", "country", "region", "objectives", "themes", "regions", "roles")
    return {
        "call": card.call.code,
        **{name: getattr(card, name) for name in names},
        "title": dict(card.title),
        "text": dict(card.text),
        "until": card.until.isoformat() if card.until else None,
        "published_at": card.published_at.isoformat() if card.published_at else None,
    }
