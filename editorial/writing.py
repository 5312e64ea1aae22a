"""Writing a piece: begun, saved place by place, its facts and links set, an earlier version brought back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from assessments import sheets
from assessments.sheets import Stored
from core.errors import DomainError
from core.retry import retried
from core.texts import LANGUAGES, Text
from editorial import markup
from editorial.content import LINKS, TEXTS, Content
from editorial.keeping import content_of, draft_of, keep, locked, store
from editorial.models import Draft, Piece, PieceVersion
from editorial.permissions import require_editor
from editorial.states import PieceKind
from programmes.models import Programme
from projects.fields import Saved
from projects.fields.outcomes import token_of

LENGTHS = {"title": 200, "lead": 1_000, "body": markup.MOST, "place": 120}
FACTS = ("number", "happened_on", "year", "held", "picture", *LINKS)
# What pages beside those of pieces are called.
TAKEN = frozenset({"feed", "search", "items", "new"})


class DraftSheet:
    """The texts of a draft that this person may write; a `Sheet` with keys such as "title.nl"."""

    def __init__(self, piece: Piece, draft: Draft, by: User) -> None:
        self.piece, self.draft, self.by = piece, draft, by
        self.stored = stored_of(draft)

    def canonical(self, key: str, typed: str) -> str:
        """What was typed, as it would be stored."""
        return sheets.as_text(typed, LENGTHS[key.partition(".")[0]])

    def write(self, key: str, value: str) -> None:
        name, _dot, language = key.partition(".")
        content = Content.from_json(self.draft.content)
        store(self.piece, self.draft, content.with_text(name, language, value), by=self.by)


def stored_of(draft: Draft) -> dict[str, Stored]:
    """What the draft says at each place, in each language."""
    content = Content.from_json(draft.content)
    return {
        f"{name}.{language}": Stored(getattr(content, name).get(language, ""), draft.changed_at)
        for name in TEXTS
        for language in LANGUAGES
    }


def token(content: Content) -> str:
    """Of a whole content: what publishing names, so that nobody publishes what they did not see."""
    return token_of(json.dumps(content.as_json(), sort_keys=True))


def facts_token(content: Content) -> str:
    """Of the facts and links alone."""
    stored = content.as_json()
    return token_of(json.dumps([stored[name] for name in FACTS]))


@retried
@transaction.atomic
def create(programme: Programme, *, kind: PieceKind, title: str, language: str, by: User, key: UUID) -> Piece:
    """Begin a piece with a title in one language. The same `key` gives the same piece."""
    require_editor(by, programme.pk)
    known = Piece.objects.filter(creation_key=key).first()
    if known is not None:
        if known.programme_id != programme.pk or known.created_by_id != by.pk:
            raise DomainError(_("This form was sent before. Reload the page and fill it in again."))
        return known
    words = sheets.as_text(title, LENGTHS["title"])
    if not words:
        raise DomainError(_("Give a title."))
    texts = Text({language: words})
    Programme.objects.select_for_update().get(pk=programme.pk)  # one slug at a time
    piece = Piece.objects.create(
        programme=programme,
        kind=kind,
        slug=_free_slug(programme, words),
        title=texts,
        created_by=by,
        creation_key=key,
    )
    Draft.objects.create(piece=piece, content=Content(title=texts).as_json(), changed_by=by)
    trail.record(piece.chain, "begin piece", by=by, new={"kind": kind, "title": words})
    return piece


@retried
@transaction.atomic
def save_field(piece: Piece, key: str, typed: str, *, base: str, by: User) -> Saved:
    """Keep one text as typed; `base` is the token of what the page showed (assessments.sheets.save)."""
    fresh = locked(piece, by)
    return sheets.save(DraftSheet(fresh, draft_of(fresh), by), key, typed, base=base, by=by)


@retried
@transaction.atomic
def save_sheet(piece: Piece, values: Mapping[str, tuple[str, str]], *, by: User) -> dict[str, sheets.Outcome]:
    """Keep a page posted as a whole: (typed, base token) by key; each text is saved or says why not."""
    fresh = locked(piece, by)
    return sheets.save_all(DraftSheet(fresh, draft_of(fresh), by), values, by=by)


@retried
@transaction.atomic
def save_facts(piece: Piece, facts: Mapping[str, object], *, base: str, by: User) -> Content:
    """Set day, place in time, and links of the draft; `base` is the token of the facts that the page showed.

    DomainError when somebody else changed them since.
    """
    fresh = locked(piece, by)
    draft = draft_of(fresh)
    before = Content.from_json(draft.content)
    after = Content.from_json({**before.as_json(), **{name: facts[name] for name in FACTS if name in facts}})
    if after == before:
        return before
    if base != facts_token(before):
        raise DomainError(
            _("Somebody else changed these facts since you opened the page. Look at theirs and save again.")
        )
    store(fresh, draft, after, by=by)
    return after


@retried
@transaction.atomic
def keep_now(piece: Piece, *, by: User) -> PieceVersion:
    """Keep the draft as a version that can be compared and brought back."""
    fresh = locked(piece, by)
    return keep(fresh, content_of(fresh), by=by)


@retried
@transaction.atomic
def bring_back(piece: Piece, version: PieceVersion, *, by: User) -> Content:
    """Make an earlier version the draft; the draft as it was is kept before."""
    fresh = locked(piece, by)
    if version.piece_id != fresh.pk:
        raise DomainError(_("This version belongs to another piece."))
    draft = draft_of(fresh)
    keep(fresh, Content.from_json(draft.content), by=draft.changed_by)
    content = Content.from_json(version.content)
    store(fresh, draft, content, by=by)
    trail.record(fresh.chain, "bring back version", by=by, new={"version": version.number})
    return content


def _free_slug(programme: Programme, words: str) -> str:
    stem = slugify(words)[:60].strip("-") or "piece"
    taken = (
        set(Piece.objects.filter(programme=programme, slug__startswith=stem).values_list("slug", flat=True))
        | TAKEN
    )
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug
