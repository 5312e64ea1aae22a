"""A programme's own words for its letters: kept, compared with what the person saw, taken back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from core.texts import Text
from correspondence.models import Letterhead, LetterTemplate
from correspondence.models.wordings import OBJECTION_LIMIT
from correspondence.placeholders import KINDS, unknown_in


def chain(programme: str) -> str:
    """The trail of a programme's letters; what each of them said before stands in it."""
    return f"letters:{programme}"


@transaction.atomic
def keep(
    programme: str, kind: str, *, by: User, subject: Text, body: Text, as_pdf: bool, seen: str = ""
) -> LetterTemplate:
    """Store the words of one kind of letter. `seen` is `stamp` of the row that the page showed."""
    _require_keeper(programme, by)
    _require_known(kind, subject, body)
    row = LetterTemplate.objects.select_for_update().filter(programme=programme, kind=kind).first()
    _require_fresh(row, seen)
    old = facts(row)
    row = row or LetterTemplate(programme=programme, kind=kind)
    row.subject, row.body, row.as_pdf = subject, body, as_pdf
    row.changed_by, row.changed_at = by, timezone.now()
    if facts(row) != old:
        row.save()
        trail.record(chain(programme), "change letter", by=by, old=old, new=facts(row))
    return row


@transaction.atomic
def take_back(programme: str, kind: str, *, by: User, seen: str = "") -> None:
    """Let the built-in words hold again; the programme's own stay in the trail."""
    _require_keeper(programme, by)
    row = LetterTemplate.objects.select_for_update().filter(programme=programme, kind=kind).first()
    _require_fresh(row, seen)
    if row is not None:
        trail.record(chain(programme), "take back letter", by=by, old=facts(row), new={"kind": kind})
        row.delete()


@transaction.atomic
def keep_letterhead(
    programme: str, *, by: User, sender: Text, signature: Text, footer: Text, objection_days: int | None
) -> Letterhead:
    """Store what stands on every letter, and for how many days one may object (None: not at all)."""
    _require_keeper(programme, by)
    if objection_days is not None and not 1 <= objection_days <= OBJECTION_LIMIT:
        raise DomainError(_("Give a number of days from 1 to %(limit)s.") % {"limit": OBJECTION_LIMIT})
    row = Letterhead.objects.select_for_update().filter(programme=programme).first()
    row = row or Letterhead(programme=programme)
    old = _head(row) if row.pk else None
    row.sender, row.signature, row.footer, row.objection_days = sender, signature, footer, objection_days
    row.changed_by, row.changed_at = by, timezone.now()
    if _head(row) != old:
        row.save()
        trail.record(chain(programme), "change letterhead", by=by, old=old, new=_head(row))
    return row


def stamp(row: LetterTemplate | None) -> str:
    """What a page names to say which words it showed."""
    return row.changed_at.isoformat() if row else "built-in"


def facts(row: LetterTemplate | None) -> dict[str, Any] | None:
    """The words as they stand in the trail."""
    if row is None:
        return None
    return {"kind": row.kind, "subject": dict(row.subject), "body": dict(row.body), "as_pdf": row.as_pdf}


def _head(row: Letterhead) -> dict[str, Any]:
    texts = {name: dict(getattr(row, name)) for name in ("sender", "signature", "footer")}
    return {**texts, "objection_days": row.objection_days}


def _require_keeper(programme: str, by: User) -> None:
    if programme not in import_string(settings.LETTER_PROGRAMMES)(by):
        raise NotAllowed(_("Only a programme manager may change the letters."))


def _require_known(kind: str, subject: Text, body: Text) -> None:
    if kind not in KINDS:
        raise DomainError(_("There is no such letter."))
    if set(subject) != set(body) or not body:
        raise DomainError(
            _("Give both subject and text in a language, or neither; at least one language is needed.")
        )
    for text in (*subject.values(), *body.values()):
        if found := unknown_in(kind, text):
            raise DomainError(_("%(name)s is no placeholder of this letter.") % {"name": found[0][0]})


def _require_fresh(row: LetterTemplate | None, seen: str) -> None:
    if seen and seen != stamp(row):
        raise DomainError(
            _("Somebody else changed this letter meanwhile. Copy your text, reload, and edit again.")
        )
