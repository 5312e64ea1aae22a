"""Sending one confirmed message, such that a killed worker costs a retry and never a mail."""

from __future__ import annotations

import hashlib
import smtplib
from datetime import timedelta
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from correspondence.models import Message
from correspondence.states import MessageState

log = structlog.get_logger(__name__)

MAX_ATTEMPTS = 12
LONGEST_WAIT = timedelta(hours=6)
ATTACHMENT_WAIT = timedelta(seconds=10)


class CannotSend(Exception):
    """A message that no further attempt will mend."""


def deliver(pk: int) -> bool:
    """Send the message with this key if it is due and nobody else is sending it; True when it left.

    The row stays locked while the mail server answers, and SENT is stored in the same transaction. A worker
    that dies before the answer leaves the row as it was; one that dies between the answer and the commit
    makes the next worker send it again under the same Message-ID.
    """
    with transaction.atomic():
        message = (
            Message.objects.due()
            .select_related("attachment", "recipient")
            .select_for_update(skip_locked=True, of=("self",))
            .filter(pk=pk)
            .first()
        )
        if message is None:
            return False
        with override(message.language):
            return _take_up(message)


def backoff(attempts: int) -> timedelta:
    """How long to wait after this many failures: 2, 4, 8 ... minutes, at most six hours."""
    return min(timedelta(minutes=2**attempts), LONGEST_WAIT)


def as_email(message: Message) -> EmailMessage:
    """The mail as it leaves: plain text, one recipient, a Message-ID that a second sending repeats."""
    host = urlsplit(settings.PORTAL_URL).hostname or "localhost"
    email = EmailMessage(
        subject=message.subject,
        body=message.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.to_email],
        reply_to=[settings.CONTACT_EMAIL],
        headers={
            "Message-ID": f"<{message.uid}@{host}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.language,
        },
    )
    if message.attachment is not None:
        with message.attachment.file.open("rb") as file:
            content = file.read()
        if hashlib.sha256(content).hexdigest() != message.attachment.sha256:
            raise CannotSend(_("The attachment is not the file that was made."))
        email.attach(message.attachment_name or f"{message.attachment.kind}.pdf", content, "application/pdf")
    return email


def _take_up(message: Message) -> bool:
    if message.recipient is not None and not message.recipient.is_active:
        _cancel(message)
        return False
    if _waits_for_attachment(message):
        return False
    return _send(message)


def _send(message: Message) -> bool:
    try:
        as_email(message).send()
    except Exception as error:  # noqa: BLE001 - whatever stops one mail must not stop those behind it
        _note_failure(message, error)
        return False
    message.state = MessageState.SENT
    message.sent_at = timezone.now()
    message.next_attempt_at = None
    message.attempts += 1
    message.error = ""
    if message.is_secret:
        message.body = ""
    message.save(update_fields=["state", "sent_at", "next_attempt_at", "attempts", "error", "body"])
    log.info("mail sent", message=str(message.uid), kind=message.kind)
    return True


def _note_failure(message: Message, error: Exception) -> None:
    message.attempts += 1
    message.error = f"{type(error).__name__}: {error}"[:1000].replace("\x00", "")
    message.next_attempt_at = timezone.now() + backoff(message.attempts)
    if _is_final(error) or message.attempts >= MAX_ATTEMPTS:
        message.state = MessageState.FAILED
        message.next_attempt_at = None
    message.save(update_fields=["attempts", "error", "next_attempt_at", "state"])
    log.warning("mail failed", message=str(message.uid), attempts=message.attempts, error=message.error)


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
        _("The attachment could not be made. Ask for it again; the mail leaves when it is ready.")
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
