"""What the outbox holds of a person."""

from __future__ import annotations

from typing import Any

from accounts.holdings import Holding
from accounts.models import User
from correspondence.models import Message
from correspondence.states import MessageState


class Mails(Holding):
    """The mails that went to the person."""

    name = "mails"

    def export(self, user: User) -> Any:
        """Those that have left; a letter still in draft belongs to the programme."""
        return [
            {
                "sent_at": message.sent_at.isoformat() if message.sent_at else None,
                "to": message.to_email,
                "about": message.about,
                "subject": message.subject,
                "body": message.body,
            }
            for message in Message.objects.addressed_to(user).order_by("sent_at")
        ]

    def forget(self, user: User) -> None:
        """Mails on their way stop; those that left stay with the programme, without name and address."""
        waiting = [MessageState.DRAFTED, MessageState.HELD, MessageState.CONFIRMED, MessageState.FAILED]
        Message.objects.filter(recipient=user, state__in=waiting).update(state=MessageState.CANCELLED)
        pseudonym = f"Former user {user.uid.hex[:6]}"
        for message in Message.objects.filter(recipient=user).iterator():
            message.to_email = f"{user.uid.hex}@erased.invalid"
            for name in filter(None, (user.name, user.email)):
                message.body = message.body.replace(name, pseudonym)
                message.subject = message.subject.replace(name, pseudonym)[:250]
            message.values = {}
            message.save(update_fields=["to_email", "subject", "body", "values"])
