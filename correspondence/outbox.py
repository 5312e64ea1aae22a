"""Writing mails, and the person who confirms, edits or cancels them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.template import Context, engines
from django.utils.translation import override

from accounts.models import User
from core.queue import enqueue
from correspondence import tasks
from correspondence.acts import (
    cancel,
    confirm,
    confirmation,
    edit,
    hidden_from,
    hold,
    limited_to,
    release,
    settle,
    visible_to,
)
from correspondence.models import Message
from correspondence.plain import one_line, plain

__all__ = [
    "cancel",
    "compose",
    "confirm",
    "edit",
    "hidden_from",
    "hold",
    "limited_to",
    "one_line",
    "plain",
    "release",
    "settle",
    "visible_to",
    "write",
    "write_account_mail",
    "write_for_account",
    "write_to_reader",
]


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
            **(confirmation(by) if confirmed else {}),
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
            **confirmation(None),
        },
    )
    if is_new:
        enqueue(tasks.deliver, message.pk)
    return message


@transaction.atomic
def write_to_reader(  # noqa: PLR0913 - a mail has this many facts, each named by the caller
    kind: str,
    *,
    address: str,
    language: str,
    subject: str,
    body: str,
    about: str,
    dedupe_key: str,
    programme: str = "",
    by: User | None = None,
    is_secret: bool = False,
    unsubscribe_url: str = "",
) -> Message:
    """A mail to somebody without an account; it leaves after the commit, and never twice for one key.

    With `programme` it stands in that programme's outbox. `unsubscribe_url` takes a POST from mail programs.
    """
    message, is_new = Message.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "kind": kind,
            "about": about,
            "programme": programme,
            "to_email": address,
            "language": language,
            "subject": one_line(subject),
            "body": plain(body),
            "created_by": by,
            "is_secret": is_secret,
            "unsubscribe_url": unsubscribe_url,
            **confirmation(by),
        },
    )
    if is_new:
        enqueue(tasks.deliver, message.pk)
    return message


def footer(language: str) -> str:
    """What stands under every mail."""
    known = {
        "portal_url": settings.PORTAL_URL.rstrip("/"),
        "portal_name": settings.PORTAL_NAME,
        "contact_email": settings.CONTACT_EMAIL,
    }
    with override(language):
        return _render("mails/footer.txt", known).strip()


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
