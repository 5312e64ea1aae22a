"""The draft of a piece and its versions: read, locked, kept; nothing that was written is ever lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from editorial.content import Content
from editorial.models import Draft, Piece, PieceVersion
from editorial.permissions import require_editor

# A version is kept by itself before somebody goes on after so long, or after somebody else.
REST = timedelta(minutes=15)


def locked(piece: Piece, by: User) -> Piece:
    """The piece as it stands, its row locked; only for those who write for its programme."""
    fresh = Piece.objects.select_for_update().filter(pk=piece.pk).first()
    if fresh is None:
        raise DomainError(_("This piece is no longer there."))
    require_editor(by, fresh.programme_id)
    return fresh


def public_content(piece: Piece) -> Content:
    """What the public piece says, read from its columns and links; five statements."""
    return Content(
        title=piece.title,
        lead=piece.lead,
        body=piece.body,
        place=piece.place,
        number=piece.number,
        happened_on=piece.happened_on,
        year=piece.year,
        held=piece.held,
        picture=piece.picture_id,
        themes=_keys(piece.themes),
        agenda_themes=_keys(piece.agenda_themes),
        projects=_keys(piece.projects),
        papers=_keys(piece.papers),
        contacts=_keys(piece.contacts),
    )


def draft_of(piece: Piece) -> Draft:
    """The draft; one that was not begun yet says what the public piece says, and is not stored."""
    found = Draft.objects.filter(piece=piece).first()
    if found is not None:
        return found
    content = public_content(piece).as_json()
    return Draft(piece=piece, content=content, is_ahead=False, changed_at=piece.created_at)


def content_of(piece: Piece) -> Content:
    """What the draft says."""
    return Content.from_json(draft_of(piece).content)


def store(piece: Piece, draft: Draft, content: Content, *, by: User | None) -> None:
    """Write the draft of a locked piece. What another wrote, or was written a while ago, is kept before."""
    before = Content.from_json(draft.content)
    now = timezone.now()
    rested = draft.changed_at < now - REST or draft.changed_by_id != (by.pk if by else None)
    if draft.pk and rested and before != content:
        keep(piece, before, by=draft.changed_by)
    draft.content = content.as_json()
    draft.is_ahead = not piece.is_public or content != public_content(piece)
    draft.changed_at, draft.changed_by = now, by
    draft.save()


def keep(piece: Piece, content: Content, *, by: User | None, is_public: bool = False) -> PieceVersion:
    """Append a version of a locked piece; the newest one again when it says the same already."""
    newest = piece.versions.order_by("-number").first()
    if newest is not None and newest.content == content.as_json() and (newest.is_public or not is_public):
        return newest
    number = (piece.versions.aggregate(top=Max("number"))["top"] or 0) + 1
    return PieceVersion.objects.create(
        piece=piece, number=number, content=content.as_json(), is_public=is_public, by=by
    )


def _keys(links: Any) -> tuple[int, ...]:
    return tuple(links.order_by("pk").values_list("pk", flat=True))
