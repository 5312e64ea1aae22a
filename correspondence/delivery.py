"""Sending one confirmed message, such that a killed worker loses no mail and no mail is sent twice."""

from __future__ import annotations

import hashlib
import smtplib
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from correspondence.handover import AnswerLost, hand_over
from correspondence.models import Message
from correspondence.states import MessageState

log = structlog.get_logger(__name__)

MAX_ATTEMPTS = 12
LONGEST_WAIT = timedelta(hours=6)
ATTACHMENT_WAIT = timedelta(seconds=10)
# After which a mail server that has not answered will not: well over the time-out of its connection.
ANSWER_WAIT = timedelta(minutes=10)


class CannotSend(Exception):
    """A message that no further attempt will mend."""


class AlreadyTaken(Exception):
    """Another worker, or a person, was faster."""


def deliver(pk: int) -> bool:
    """Send the message with this key if it is due and nobody else is sending it; True when it left.

    The mail server gets all but the final dot; then HANDED is stored, by one worker only; only then the dot
    leaves, and what the server answers is stored. A worker that dies before HANDED leaves the message as it
    was; one that dies after it leaves a message that `note_lost` shows to a person as not known. Nothing is
    sent twice, and no lock is held while the mail server takes its time.
    """
    with transaction.atomic():
        message = (
            Message.objects.due()
            .select_related("attachment", "recipient", "circular")
            .select_for_update(skip_locked=True, of=("self",))
            .filter(pk=pk)
            .first()
        )
        if message is None or not _may_leave(message):
            return False
    with override(message.language):
        return _send(message)


def note_lost(*, older_than: timedelta = ANSWER_WAIT) -> int:
    """Mark messages whose worker died while the mail server had them; returns how many.

    Those of an outbox wait as UNKNOWN for a person who looks into the mail server's log. A mail of an account
    (a link to sign in), that nobody watches over, is sent again under its Message-ID; one that readers
    subscribed to is not, for they rather miss one than get it twice.
    """
    lost = Message.objects.filter(state=MessageState.HANDED, handed_at__lt=timezone.now() - older_than)
    resent = lost.filter(programme="", unsubscribe_url="").update(
        state=MessageState.CONFIRMED, handed_at=None
    )
    words = _("The worker stopped while the mail server had this e-mail.")
    return resent + lost.update(state=MessageState.UNKNOWN, error=words)


def backoff(attempts: int) -> timedelta:
    """How long to wait after this many failures: 2, 4, 8 ... minutes, at most six hours."""
    return min(timedelta(minutes=2**attempts), LONGEST_WAIT)


def as_email(message: Message) -> EmailMessage:
    """The mail as it leaves: one recipient, a Message-ID that a second sending repeats.

    Plain text; of a circular the text and its HTML.
    """
    host = urlsplit(settings.PORTAL_URL).hostname or "localhost"
    text, page = message.text, ""
    if message.circular is not None:
        text, page = message.circular.words(message.language, message.unsubscribe_url)
    email = EmailMultiAlternatives(
        subject=message.subject,
        body=text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.to_email],
        reply_to=[settings.CONTACT_EMAIL],
        headers={
            "Message-ID": f"<{message.uid}@{host}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.language,
            **unsubscribing(message.unsubscribe_url),
        },
    )
    if page:
        email.attach_alternative(page, "text/html")
    if message.attachment is not None:
        with message.attachment.file.open("rb") as file:
            content = file.read()
        if hashlib.sha256(content).hexdigest() != message.attachment.sha256:
            raise CannotSend(_("The attachment is not the file that was made."))
        email.attach(message.attachment_name or f"{message.attachment.kind}.pdf", content, "application/pdf")
    return email


def unsubscribing(url: str) -> dict[str, str]:
    """The headers by which a mail program unsubscribes its reader with one click (RFC 2369, RFC 8058)."""
    if not url:
        return {}
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _may_leave(message: Message) -> bool:
    """Whether nothing keeps the message back now; says on the row what does."""
    with override(message.language):
        if message.recipient is not None and not message.recipient.is_active:
            _cancel(message)
            return False
        if message.circular is not None and message.circular.is_held:
            return False
        return not _waits_for_attachment(message)


def _send(message: Message) -> bool:
    """Hand the message over; the claim in `_claim` makes this worker the only one that sends the dot."""
    try:
        hand_over(as_email(message), before=lambda: _claim(message))
    except AlreadyTaken:
        return False
    except AnswerLost as error:
        _note_unknown(message, error)
        return False
    except Exception as error:  # noqa: BLE001 - whatever stops one mail must not stop those behind it
        _note_failure(message, error)
        return False
    changes: dict[str, Any] = {"state": MessageState.SENT, "sent_at": timezone.now(), "error": ""}
    if message.is_secret:
        changes["body"] = ""
    _store(message, attempts=message.attempts + 1, next_attempt_at=None, **changes)
    log.info("mail sent", message=str(message.uid), kind=message.kind)
    return True


def _claim(message: Message) -> None:
    """Store, committed, that the server gets the last byte now. AlreadyTaken when another worker was faster.

    The state, the due date and the text are compared in the same statement: a letter that was taken back or
    changed while the connection was being made does not leave.
    """
    now = timezone.now()
    unchanged = Message.objects.due().filter(pk=message.pk, subject=message.subject, body=message.body)
    if not unchanged.update(state=MessageState.HANDED, handed_at=now):
        raise AlreadyTaken
    message.state, message.handed_at = MessageState.HANDED, now


def _store(message: Message, **changes: Any) -> None:
    """Write what became of this attempt, unless a person or `note_lost` did so meanwhile."""
    mine = [message.state, MessageState.UNKNOWN] if message.handed_at else [message.state]
    Message.objects.filter(pk=message.pk, state__in=mine).update(**changes)


def _note_unknown(message: Message, error: Exception) -> None:
    """The answer was lost: as for a worker that died, but known at once."""
    words = _("The mail server had this e-mail, but its answer was lost.")
    words = f"{words} {error}"
    if message.programme or message.unsubscribe_url:
        _store(message, state=MessageState.UNKNOWN, attempts=message.attempts + 1, error=words[:1000])
    else:
        _note_failure(message, error)
    log.warning("answer of the mail server lost", message=str(message.uid))


def _note_failure(message: Message, error: Exception) -> None:
    attempts = message.attempts + 1
    said = f"{type(error).__name__}: {error}"[:1000].replace("\x00", "")
    changes: dict[str, Any] = {"attempts": attempts, "error": said, "handed_at": None}
    if _is_final(error) or attempts >= MAX_ATTEMPTS:
        changes |= {"state": MessageState.FAILED, "next_attempt_at": None}
    else:
        changes |= {"state": MessageState.CONFIRMED, "next_attempt_at": timezone.now() + backoff(attempts)}
    _store(message, **changes)
    log.warning("mail failed", message=str(message.uid), attempts=attempts, error=said)


def _is_final(error: Exception) -> bool:
    """Whether the mail server, or our own check, said no for good (SMTP 5xx, a header that may not be)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _reason in error.recipients.values())
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return False
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code >= 500
    return isinstance(error, (ValueError, CannotSend))


def _waits_for_attachment(message: Message) -> bool:
    """Hold a message back until its PDF is there, saying so on the row."""
    document = message.attachment
    if document is None or document.state == "ready":
        return False
    message.error = (
        _("The attachment could not be made. Ask for it again; the e-mail leaves when it is ready.")
        if document.state == "failed"
        else _("Waits for its attachment.")
    )
    message.next_attempt_at = timezone.now() + ATTACHMENT_WAIT
    message.save(update_fields=["error", "next_attempt_at"])
    return True


def _cancel(message: Message) -> None:
    message.state = MessageState.CANCELLED
    message.error = _("The account of the recipient is closed.")
    if message.is_secret:
        message.body = ""
    message.save(update_fields=["state", "error", "body"])
