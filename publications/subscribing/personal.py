"""What is kept of a reader who has an account as well: subscriptions of the same address."""

from __future__ import annotations

from typing import Any

from accounts.holdings import Holding
from accounts.models import User
from correspondence.models import Message
from publications.models import Subscription
from publications.subscribing import keeping


class Subscriptions(Holding):
    """Alerts and newsletters that the person's address gets, and the mails about them that are still kept."""

    name = "subscriptions"

    def export(self, user: User) -> Any:
        rows = list(Subscription.objects.of_address(user.email))
        mails = Message.objects.filter(about__in=[row.subject for row in rows]).order_by("created_at")
        return {
            "subscriptions": [
                {
                    "kind": row.kind,
                    "search": row.query,
                    "programme": row.programme,
                    "language": row.language,
                    "frequency": row.frequency,
                    "asked_at": row.asked_at.isoformat(),
                    "confirmed_at": row.confirmed_at.isoformat() if row.confirmed_at else None,
                }
                for row in rows
            ],
            "mails": [
                {"subject": mail.subject, "sent_at": mail.sent_at.isoformat() if mail.sent_at else None}
                for mail in mails
            ],
        }

    def forget(self, user: User) -> None:
        keeping.stop_all(user.email)
