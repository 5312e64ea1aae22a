"""A draft becomes public: now or at a moment that was set; and is withdrawn. Each of it happens once."""

from __future__ import annotations

from datetime import datetime

import structlog
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from core.retry import retried
from editorial import markup, writing
from editorial.content import Content
from editorial.indexing import index_piece
from editorial.keeping import draft_of, keep, locked, public_content
from editorial.models import ContactCard, Paper, Picture, Piece, PieceVersion
from editorial.states import Origin, PieceKind, PieceState
from programmes.models import Theme
from publications.models import Publication

log = structlog.get_logger(__name__)

AT_ONCE = 100


@retried
@transaction.atomic
def publish(piece: Piece, *, base: str, by: User) -> Piece:
    """Make the draft public now. `base` is the token of the draft that the person saw."""
    fresh = locked(piece, by)
    content = _as_seen(fresh, base)
    version = keep(fresh, content, by=by, is_public=True)
    fresh.origin = Origin.PORTAL  # the files of known facts no longer change it
    _make_public(fresh, content, timezone.now())
    trail.record(fresh.chain, "publish piece", by=by, new={"version": version.number})
    return fresh


@retried
@transaction.atomic
def schedule(piece: Piece, *, at: datetime, base: str, by: User) -> Piece:
    """Let the draft become public at a moment to come. What is written later is not part of it."""
    fresh = locked(piece, by)
    content = _as_seen(fresh, base)
    if at <= timezone.now():
        raise DomainError(_("This moment has passed. Choose a later one, or publish now."))
    version = keep(fresh, content, by=by)
    fresh.scheduled_for, fresh.scheduled_version = at, version
    if not fresh.is_public:
        fresh.state = PieceState.SCHEDULED
    fresh.save(update_fields=["scheduled_for", "scheduled_version", "state"])
    new = {"at": at.isoformat(), "version": version.number}
    trail.record(fresh.chain, "schedule piece", by=by, new=new)
    return fresh


@retried
@transaction.atomic
def unschedule(piece: Piece, *, by: User) -> Piece:
    """Take the set moment back; nothing becomes public by itself any more."""
    fresh = locked(piece, by)
    if fresh.scheduled_for is None:
        raise DomainError(_("No moment is set for this piece any more."))
    old = {"at": fresh.scheduled_for.isoformat()}
    _clear_schedule(fresh)
    if fresh.state == PieceState.SCHEDULED:
        fresh.state = PieceState.WITHDRAWN if fresh.withdrawn_at else PieceState.DRAFT
    fresh.save(update_fields=["scheduled_for", "scheduled_version", "state"])
    trail.record(fresh.chain, "unschedule piece", by=by, old=old)
    return fresh


@retried
@transaction.atomic
def withdraw(piece: Piece, *, by: User) -> Piece:
    """Take a public piece off the public pages; draft and versions stay."""
    fresh = locked(piece, by)
    if not fresh.is_public:
        raise DomainError(_("This piece is not public."))
    fresh.state, fresh.withdrawn_at = PieceState.WITHDRAWN, timezone.now()
    fresh.origin = Origin.PORTAL
    _clear_schedule(fresh)
    fresh.save(update_fields=["origin", "state", "withdrawn_at", "scheduled_for", "scheduled_version"])
    _hide_pictures(fresh)
    trail.record(fresh.chain, "withdraw piece", by=by)
    return fresh


def publish_due(now: datetime | None = None) -> int:
    """Publish every version whose moment has come; how many. Each is one transaction, taken by one worker."""
    moment = now or timezone.now()
    keys = Piece.objects.due(moment).order_by("scheduled_for", "pk").values_list("pk", flat=True)
    return sum(_publish_if_due(pk, moment) for pk in list(keys[:AT_ONCE]))


@transaction.atomic
def _publish_if_due(pk: int, now: datetime) -> bool:
    rows = Piece.objects.due(now).select_for_update(skip_locked=True, of=("self",))
    piece = rows.filter(pk=pk).first()
    if piece is None or piece.scheduled_version is None:
        return False
    version: PieceVersion = piece.scheduled_version
    content = Content.from_json(version.content)
    piece.origin = Origin.PORTAL
    _make_public(piece, content, now)
    public = keep(piece, content, by=version.by, is_public=True)
    trail.record(piece.chain, "publish piece", by=None, new={"version": public.number})
    log.info("piece published", piece=piece.pk)
    return True


def bring_in(piece: Piece, content: Content) -> None:
    """Make public what the files of known facts, or the demo world, say. Inside a transaction."""
    _make_public(piece, content, piece.published_at or timezone.now())


def _as_seen(piece: Piece, base: str) -> Content:
    content = Content.from_json(draft_of(piece).content)
    if base != writing.token(content):
        raise DomainError(_("The draft was changed since you saw it. Look at it once more, then publish it."))
    if not content.title:
        raise DomainError(_("Give a title in at least one language before you publish."))
    return content


def _make_public(piece: Piece, content: Content, now: datetime) -> None:
    """Write the content into the columns and links that readers see."""
    for name in ("title", "lead", "body", "place", "number", "happened_on", "year", "held"):
        setattr(piece, name, getattr(content, name))
    pictures = Picture.objects.clean().filter(programme=piece.programme_id)
    piece.picture = pictures.filter(pk=content.picture).first() if content.picture else None
    piece.published_at = piece.published_at or now
    piece.updated_at, piece.state = now, PieceState.PUBLISHED
    _clear_schedule(piece)
    piece.save()
    within = [uid for text in content.body.values() for uid in markup.outline(text).pictures]
    piece.pictures.set(pictures.filter(uid__in=within))
    _link(piece, content)
    shown = pictures.filter(Q(pieces=piece) | Q(heads=piece), is_shown=False)
    Picture.objects.filter(pk__in=list(shown.values_list("pk", flat=True))).update(is_shown=True)
    draft = draft_of(piece)
    if draft.pk:
        draft.is_ahead = Content.from_json(draft.content) != public_content(piece)
        draft.save(update_fields=["is_ahead"])
    index_piece(piece)


def _link(piece: Piece, content: Content) -> None:
    """Point to what the content names, as far as it is of the same programme."""
    own = piece.programme_id
    themes = Theme.objects.filter(programme_period__programme=own)
    agenda = Piece.objects.filter(programme=own, kind=PieceKind.THEME).exclude(pk=piece.pk)
    records = Publication.objects.filter(programme_period__programme=own)
    piece.themes.set(themes.filter(pk__in=content.themes))
    piece.agenda_themes.set(agenda.filter(pk__in=content.agenda_themes))
    piece.projects.set(records.filter(pk__in=content.projects))
    piece.papers.set(Paper.objects.filter(programme=own, pk__in=content.papers))
    piece.contacts.set(ContactCard.objects.filter(programme=own, pk__in=content.contacts))


def _clear_schedule(piece: Piece) -> None:
    piece.scheduled_for, piece.scheduled_version = None, None


def _hide_pictures(piece: Piece) -> None:
    """Pictures that nothing public shows any more are no longer for strangers."""
    own = Picture.objects.filter(Q(pieces=piece) | Q(heads=piece)).values("pk")
    still = Piece.objects.published().exclude(pk=piece.pk)
    gone = Picture.objects.filter(pk__in=own).exclude(Q(pieces__in=still) | Q(heads__in=still))
    Picture.objects.filter(pk__in=list(gone.values_list("pk", flat=True))).update(is_shown=False)
