"""What people do with messages of an outbox that they keep: confirm, correct, hold or take back, settle."""

from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from core.queue import enqueue
from correspondence import tasks
from correspondence.models import Message, MessageQuerySet
from correspondence.placeholders import gaps_in
from correspondence.plain import BODY_LENGTH, one_line, plain
from correspondence.states import CANCELLABLE, CONFIRMABLE, EDITABLE, HOLDABLE, MessageState


@transaction.atomic
def confirm(message: Message, *, by: User, seen: str = "") -> Message:
    """Let a drafted (or failed) message leave. `seen` is the `revision` that the person's page showed."""
    message = locked(message, by, CONFIRMABLE)
    if seen and seen != message.revision:
        raise DomainError(
            _("The text of this message was changed meanwhile. Read it again, then confirm it.")
        )
    if message.recipient is not None:
        if not message.recipient.is_active:
            raise DomainError(_("The account of this person is closed. Cancel the message."))
        message.to_email = message.recipient.email
    if missing := gaps_in(message.subject, message.body):
        raise DomainError(
            _("This letter still lacks: %(names)s. Write it into the text, then confirm.")
            % {"names": ", ".join(missing)}
        )
    if message.state == MessageState.FAILED:
        message.retries += 1
    message.objection_until = objection_until(message)
    message.gaps = []
    for field, value in confirmation(by).items():
        setattr(message, field, value)
    message.attempts, message.next_attempt_at, message.error = 0, None, ""
    if message.as_pdf:
        paper = import_string(settings.LETTER_PAPER)(message)
        message.attachment_id, message.attachment_name = paper.pk, f"{message.letter}.pdf"
    message.save()
    trail.record(message.chain, "confirm message", by=by, new=_facts(message))
    enqueue(tasks.deliver, message.pk)
    return message


@transaction.atomic
def cancel(message: Message, *, by: User) -> Message:
    """Take back a message that has not left."""
    return _move(message, by, CANCELLABLE, MessageState.CANCELLED, "cancel message")


@transaction.atomic
def edit(message: Message, *, by: User, subject: str, body: str, seen: str = "") -> Message:
    """Change the text of a message that has not left. `seen` is the `revision` that was edited."""
    message = locked(message, by, EDITABLE)
    subject, body = one_line(subject), plain(body).strip() + "\n"
    if seen and seen != message.revision:
        raise DomainError(
            _("Somebody else changed this message meanwhile. Copy your text, reload, and edit again.")
        )
    if not subject or not body.strip():
        raise DomainError(_("Give the message a subject and a text."))
    if len(body) > BODY_LENGTH:
        raise DomainError(
            _("The text is too long. Keep it under %(limit)s characters.") % {"limit": BODY_LENGTH}
        )
    old = message.revision
    message.subject, message.body, message.gaps = subject, body, gaps_in(subject, body)
    message.save(update_fields=["subject", "body", "gaps"])
    # The texts themselves stay out: a trail can't be erased, and a letter names its reader.
    trail.record(
        message.chain,
        "edit message",
        by=by,
        old={"revision": old},
        new={"revision": message.revision, **_facts(message)},
    )
    return message


@transaction.atomic
def hold(message: Message, *, by: User) -> Message:
    """Keep a message back until somebody releases it."""
    return _move(message, by, HOLDABLE, MessageState.HELD, "hold message")


@transaction.atomic
def release(message: Message, *, by: User) -> Message:
    """Put a message that was held back among the drafts again: it still has to be confirmed."""
    return _move(message, by, frozenset({MessageState.HELD}), MessageState.DRAFTED, "release message")


@transaction.atomic
def settle(message: Message, *, by: User, has_left: bool) -> Message:
    """Say of a message whose sending was cut off whether the mail server had taken it.

    The mail server's log tells, under the Message-ID. When it had not, the message leaves now.
    """
    message = locked(message, by, frozenset({MessageState.UNKNOWN}))
    if has_left:
        message.state, message.sent_at, message.error = MessageState.SENT, message.handed_at, ""
    else:
        message.state, message.handed_at, message.error = MessageState.CONFIRMED, None, ""
        message.next_attempt_at, message.attempts = None, 0
        message.retries += 1
        enqueue(tasks.deliver, message.pk)
    message.save()
    trail.record(message.chain, "settle message", by=by, new={**_facts(message), "has_left": has_left})
    return message


def confirmation(by: User | None) -> dict[str, Any]:
    """The columns of a message that this person (or the portal itself) lets leave."""
    return {"state": MessageState.CONFIRMED, "confirmed_by": by, "confirmed_at": timezone.now()}


def programmes_kept_by(user: User) -> list[str]:
    """The codes of the programmes whose outbox the person keeps; known to a higher app, named in settings."""
    return list(import_string(settings.OUTBOX_PROGRAMMES)(user))


def hidden_from(user: User) -> models.QuerySet[Any, Any]:
    """What the mails are about that the person must not see; known to a higher app, named in settings."""
    hidden: models.QuerySet[Any, Any] = import_string(settings.OUTBOX_HIDDEN)(user)
    return hidden


def limited_to(user: User) -> models.QuerySet[Any, Any] | None:
    """What the mails are about that the person keeps in no programme; None for whoever has no such role."""
    limited: models.QuerySet[Any, Any] | None = import_string(settings.OUTBOX_LIMITED)(user)
    return limited


def visible_to(user: User) -> MessageQuerySet:
    """The messages in the outboxes that the person keeps."""
    return Message.objects.visible_to_staff(programmes_kept_by(user), hidden_from(user), limited_to(user))


def objection_until(message: Message) -> datetime.datetime | None:
    """The last second of the last day on which one may object, were the letter confirmed now, in its zone."""
    if message.objection_days is None:
        return None
    zone = ZoneInfo(message.time_zone or settings.TIME_ZONE)
    last = timezone.localdate(timezone=zone) + datetime.timedelta(days=message.objection_days)
    return datetime.datetime.combine(last, datetime.time(23, 59, 59), zone)


def _move(
    message: Message, by: User, states: frozenset[MessageState], to: MessageState, action: str
) -> Message:
    message = locked(message, by, states)
    message.state = to
    message.save(update_fields=["state"])
    trail.record(message.chain, action, by=by, new=_facts(message))
    return message


def locked(message: Message, by: User, states: frozenset[MessageState]) -> Message:
    """The message as it is now, locked, if this person may act on it in one of `states`."""
    message = Message.objects.select_for_update(of=("self",)).select_related("recipient").get(pk=message.pk)
    if not visible_to(by).filter(pk=message.pk).exists():
        raise NotAllowed(_("Only the secretariat of the programme may do this."))
    if message.state not in states:
        raise DomainError(
            _("This message is already “%(state)s”. Reload the page to see where it stands.")
            % {"state": message.get_state_display()}
        )
    return message


def _facts(message: Message) -> dict[str, str]:
    return {"message": str(message.uid), "kind": message.kind, "to": f"user:{message.recipient_id}"}
