"""Writing letters from their wording: they wait in the outbox as drafts."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from correspondence.acts import locked
from correspondence.models import Message
from correspondence.outbox import footer
from correspondence.placeholders import KINDS, OBJECTION, fill, gaps_in
from correspondence.plain import one_line, plain
from correspondence.states import EDITABLE
from correspondence.wording import Wording, wording


@transaction.atomic
def draft(  # noqa: PLR0913 - a letter has this many facts, each named by the caller
    words: Wording,
    kind: str,
    *,
    to: User,
    values: Mapping[str, str],
    about: str,
    programme: str,
    by: User | None,
    dedupe_key: str,
    time_zone: str = "",
) -> Message:
    """Put a letter in the outbox; a known `dedupe_key` gives the same letter. `values` as in its language."""
    message, _is_new = Message.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "kind": kind,
            "letter": words.kind,
            "about": about,
            "programme": programme,
            "recipient": to,
            "to_email": to.email,
            "created_by": by,
            "values": dict(values),
            "time_zone": time_zone,
            **_written(words, values),
        },
    )
    return message


@transaction.atomic
def write_anew(message: Message, *, by: User, seen: str = "") -> Message:
    """Write a letter again from the programme's present words; what was corrected by hand is lost."""
    message = locked(message, by, EDITABLE)
    if message.letter not in KINDS or message.recipient is None or not message.wording:
        raise DomainError(_("This letter has no programme text to go back to. Correct its text by hand."))
    if seen and seen != message.revision:
        raise DomainError(
            _("Somebody else changed this message meanwhile. Copy your text, reload, and edit again.")
        )
    old = message.revision
    words = wording(message.programme, message.letter, message.recipient.language)
    written = _written(words, message.values)
    for field, value in written.items():
        setattr(message, field, value)
    message.save(update_fields=list(written))
    trail.record(
        message.chain,
        "write message anew",
        by=by,
        old={"revision": old},
        new={"revision": message.revision, "message": str(message.uid)},
    )
    return message


def _written(words: Wording, values: Mapping[str, str]) -> dict[str, object]:
    """The columns of a letter that come from its words."""
    known = {**values, OBJECTION: "later" if words.objection_days is not None else ""}
    subject = one_line(fill(words.subject, known))
    body = plain(fill(words.body, known)).strip()
    return {
        "language": words.language,
        "subject": subject,
        "body": f"{body}\n\n-- \n{footer(words.language)}\n",
        "gaps": gaps_in(subject, body),
        "wording": words.revision,
        "is_fallback": words.is_fallback,
        "as_pdf": words.as_pdf,
        "objection_days": words.objection_days,
    }
