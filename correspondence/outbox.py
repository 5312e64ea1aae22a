"""Writing mails, and the person who confirms, edits or cancels them."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.template import Context, engines
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from core.queue import enqueue
from correspondence import tasks
from correspondence.models import Message, MessageQuerySet
from correspondence.states import CANCELLABLE, CONFIRMABLE, EDITABLE, MessageState

SUBJECT_LENGTH = 250
BODY_LENGTH = 20_000


def compose(template: str, context: Mapping[str, Any], language: str) -> tuple[str, str]:
    """Subject and body of `templates/mails/<template>.subject.txt` and `.txt`, with the shared footer.

    Nothing is escaped, since the mail is plain text. Beside `context` the templates know `portal_url`,
    `portal_name` and `contact_email`; `{% url %}` gives the address in the reader's language.
    """
    return _compose(f"mails/{template}.subject.txt", f"mails/{template}.txt", context, language)


@transaction.atomic
def write(  # noqa: PLR0913 - a mail has this many facts, each named by the caller
    kind: str,
    *,
    to: User,
    template: str,
    context: Mapping[str, Any],
    about: str,
    programme: str,
    by: User | None,
    dedupe_key: str,
    attachment: models.Model | None = None,
    attachment_name: str = "",
    confirmed: bool = False,
) -> Message:
    """Put a mail in the outbox, in its reader's language; the same `dedupe_key` gives the same mail.

    It waits for a person's confirmation unless `confirmed`, when it leaves after the commit (and after
    `attachment` is ready). Belongs to the transaction of the act that it tells of.
    """
    subject, body = compose(template, {"recipient": to, **context}, to.language)
    message, is_new = Message.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "kind": kind,
            "about": about,
            "programme": programme,
            "recipient": to,
            "to_email": to.email,
            "language": to.language,
            "subject": subject,
            "body": body,
            "attachment_id": attachment.pk if attachment else None,
            "attachment_name": one_line(attachment_name),
            "created_by": by,
            **(_confirmation(by) if confirmed else {}),
        },
    )
    if is_new and confirmed:
        enqueue(tasks.deliver, message.pk)
    return message


def write_account_mail(
    template: str, *, to: User | None, address: str, language: str, context: Mapping[str, Any]
) -> Message:
    """A mail of sign-up or sign-in. `template` is allauth's prefix ("account/email/password_reset_key")."""
    subject, body = _compose(f"{template}_subject.txt", f"{template}_message.txt", context, language)
    return write_for_account(
        to=to,
        address=address,
        language=language,
        subject=subject,
        body=body,
        dedupe_key=f"account:{uuid.uuid4()}",
    )


@transaction.atomic
def write_for_account(
    *, to: User | None, address: str, language: str, subject: str, body: str, dedupe_key: str
) -> Message:
    """A mail with a secret link, to an address that may be nobody's; its text is forgotten once sent."""
    message, is_new = Message.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "kind": "account",
            "recipient": to,
            "to_email": address,
            "language": language,
            "subject": one_line(subject),
            "body": plain(body),
            "is_secret": True,
            **_confirmation(None),
        },
    )
    if is_new:
        enqueue(tasks.deliver, message.pk)
    return message


@transaction.atomic
def confirm(message: Message, *, by: User, seen: str = "") -> Message:
    """Let a drafted (or failed) message leave. `seen` is the `revision` that the person's page showed."""
    message = _locked(message, by, CONFIRMABLE)
    if seen and seen != message.revision:
        raise DomainError(
            _("The text of this message was changed meanwhile. Read it again, then confirm it.")
        )
    if message.recipient is not None:
        if not message.recipient.is_active:
            raise DomainError(_("The account of this person is closed. Cancel the message."))
        message.to_email = message.recipient.email
    for field, value in _confirmation(by).items():
        setattr(message, field, value)
    message.attempts, message.next_attempt_at, message.error = 0, None, ""
    message.save()
    trail.record(message.chain, "confirm message", by=by, new=_facts(message))
    enqueue(tasks.deliver, message.pk)
    return message


@transaction.atomic
def cancel(message: Message, *, by: User) -> Message:
    """Take back a message that has not left."""
    message = _locked(message, by, CANCELLABLE)
    message.state = MessageState.CANCELLED
    message.save(update_fields=["state"])
    trail.record(message.chain, "cancel message", by=by, new=_facts(message))
    return message


@transaction.atomic
def edit(message: Message, *, by: User, subject: str, body: str, seen: str = "") -> Message:
    """Change the text of a message that has not left. `seen` is the `revision` that was edited."""
    message = _locked(message, by, EDITABLE)
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
    message.subject, message.body = subject, body
    message.save(update_fields=["subject", "body"])
    # The texts themselves stay out: a trail can't be erased, and a letter names its reader.
    trail.record(
        message.chain,
        "edit message",
        by=by,
        old={"revision": old},
        new={"revision": message.revision, **_facts(message)},
    )
    return message


def visible_to(user: User) -> MessageQuerySet:
    """The messages in the outboxes that the person keeps."""
    return Message.objects.visible_to_staff(_programmes_kept_by(user))


def one_line(text: str) -> str:
    """Text that is safe as a header: one line, no control characters, at most 250 characters."""
    line = " ".join(plain(text).split())
    return line if len(line) <= SUBJECT_LENGTH else line[: SUBJECT_LENGTH - 1].rstrip() + "…"


def plain(text: str) -> str:
    """Text without what no mail can hold: control characters (but for lines and tabs) and half characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        character
        for character in text
        if character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs"}
    )


def _compose(subject: str, body: str, context: Mapping[str, Any], language: str) -> tuple[str, str]:
    known = {
        "portal_url": settings.PORTAL_URL.rstrip("/"),
        "portal_name": settings.PORTAL_NAME,
        "contact_email": settings.CONTACT_EMAIL,
        **context,
    }
    with override(language):
        text = plain(_render(body, known)).strip()
        footer = _render("mails/footer.txt", known).strip()
        return one_line(_render(subject, known)), f"{text}\n\n-- \n{footer}\n"


def _render(template: str, context: Mapping[str, Any]) -> str:
    source = engines["django"].engine.get_template(template)  # type: ignore[attr-defined]
    return str(source.render(Context(dict(context), autoescape=False)))


def _confirmation(by: User | None) -> dict[str, Any]:
    return {"state": MessageState.CONFIRMED, "confirmed_by": by, "confirmed_at": timezone.now()}


def _programmes_kept_by(user: User) -> list[str]:
    """The codes of the programmes whose outbox the person keeps; known to a higher app, named in settings."""
    return list(import_string(settings.OUTBOX_PROGRAMMES)(user))


def _locked(message: Message, by: User, states: frozenset[MessageState]) -> Message:
    """The message as it is now, locked, if this person may act on it in one of `states`."""
    message = Message.objects.select_for_update(of=("self",)).select_related("recipient").get(pk=message.pk)
    if not message.programme or message.programme not in _programmes_kept_by(by):
        raise NotAllowed(_("Only the secretariat of the programme may do this."))
    if message.state not in states:
        raise DomainError(
            _("This message is already “%(state)s”. Reload the page to see where it stands.")
            % {"state": message.get_state_display()}
        )
    return message


def _facts(message: Message) -> dict[str, str]:
    return {"message": str(message.uid), "kind": message.kind, "to": f"user:{message.recipient_id}"}
