"""Taking in a paper or a picture: row, storage, row again; a worker checks it before anybody gets it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from core.queue import enqueue
from core.uploads import Fault, clean_name, extension_of
from editorial import judging, tasks
from editorial.indexing import index_paper
from editorial.models import Paper, PaperMention, Picture
from editorial.permissions import require_editor
from editorial.states import NameState, Origin, UploadState
from programmes.models import Programme

K = TypeVar("K", Paper, Picture)

MOST = {Paper: 50 * 1024 * 1024, Picture: 15 * 1024 * 1024}  # bytes
ENDINGS = {Paper: frozenset({"pdf"}), Picture: frozenset({"jpg", "jpeg", "png", "webp", "gif"})}
FOLDERS = {Paper: "editorial/papers", Picture: "editorial/pictures"}
WORDS = {Paper: ("title", "language", "dated_on", "source"), Picture: ("alt", "is_decorative", "credit")}


def add(
    model: type[K],
    programme: Programme,
    content: File[bytes],
    *,
    words: Mapping[str, Any],
    by: User,
    key: UUID,
) -> K:
    """Keep a file that was just uploaded until it is checked; `words` are those for its readers.

    The same `key` gives the same row. DomainError with what to mend when its name, type or size forbid it.
    """
    row, is_new = _announce(model, programme, content, words, by, key)
    if not is_new:
        return row
    try:
        digest = _store(row.file, content)
        return _receive(model, row, digest, by)
    except BaseException:
        default_storage.delete(row.file)
        model.objects.filter(pk=row.pk, state=UploadState.ARRIVING).delete()
        raise


def give_file(paper: Paper, content: File[bytes], *, by: User) -> Paper:
    """Give a document that was known by its name alone its file."""
    require_editor(by, paper.programme_id)
    with _stored(content) as (place, digest):
        row = Paper.objects.select_for_update().get(pk=paper.pk)
        if row.file and row.state != UploadState.REFUSED:
            raise DomainError(_("This document has a file already. Upload the other as a new one."))
        row.file, row.size = place, int(content.size or 0)
        row.origin, row.uploaded_by = Origin.PORTAL, by
        row.save()
        return _receive(Paper, row, digest, by)


def replace_file(mention: PaperMention, content: File[bytes], *, by: User, note: str) -> Paper:
    """Put a file without the name in place of the document's; readers get it once it is checked.

    Its text is read for forgotten names anew. Raises as `judging.keep` does, and for a file that is unfit.
    """
    with _stored(content) as (place, digest):
        row, _found = judging.locked(mention, by, note)
        gone, old = row.file, {"sha256": row.sha256}
        row.file, row.size, row.uploaded_by = place, int(content.size or 0), by
        row.text, row.words, row.pages, row.is_tagged, row.looked_at = "", None, None, None, None
        row.save()
        row.mentions.filter(state=NameState.OPEN).delete()
        new = {"record": mention.code, "sha256": digest}
        trail.record(f"paper:{row.uid}", "replace file", by=by, old=old, new=new, note=note.strip())
        transaction.on_commit(lambda: _drop(gone))
        return _receive(Paper, row, digest, by)


@contextmanager
def _stored(content: File[bytes]) -> Iterator[tuple[str, str]]:
    """Place and digest of a document's file, stored; a transaction, with which the file goes if it fails."""
    _checked(Paper, content)
    place = _place(Paper)
    digest = _store(place, content)
    try:
        with transaction.atomic():
            yield place, digest
    except BaseException:
        default_storage.delete(place)
        raise


def _drop(place: str) -> None:
    if place:
        default_storage.delete(place)


@transaction.atomic
def describe(row: K, words: Mapping[str, Any], *, by: User) -> K:
    """Change the words for readers."""
    require_editor(by, row.programme_id)
    model = type(row)
    fresh = model.objects.select_for_update().get(pk=row.pk)
    names = [name for name in WORDS[model] if name in words]
    for name in names:
        setattr(fresh, name, words[name])
    fresh.save(update_fields=names)
    if isinstance(fresh, Paper):
        index_paper(fresh)
    return fresh


@transaction.atomic
def _announce(
    model: type[K], programme: Programme, content: File[bytes], words: Mapping[str, Any], by: User, key: UUID
) -> tuple[K, bool]:
    require_editor(by, programme.pk)
    known = model.objects.filter(creation_key=key).first()
    if known is not None:
        if known.uploaded_by_id != by.pk or known.state == UploadState.ARRIVING:
            raise DomainError(_("This upload was begun already. Reload the page to see where it stands."))
        return known, False
    said = {name: words[name] for name in WORDS[model] if name in words}
    row = model.objects.create(
        programme=programme,
        name=_checked(model, content),
        file=_place(model),
        size=int(content.size or 0),
        creation_key=key,
        uploaded_by=by,
        **said,
    )
    return row, True


def _checked(model: type[K], content: File[bytes]) -> str:
    """The name of the file as it is kept; DomainError when it is not of a kind and size that is accepted."""
    name, size = clean_name(content.name or ""), int(content.size or 0)
    if extension_of(name) not in ENDINGS[model]:
        kinds = ", ".join(sorted(ENDINGS[model])).upper()
        raise DomainError(
            _("%(name)s can't be used here. Choose one of: %(kinds)s.") % {"name": name, "kinds": kinds}
        )
    if not size:
        raise DomainError(Fault.EMPTY.label)
    if size > MOST[model]:
        raise DomainError(
            _("The file has %(size)s, and at most %(most)s are accepted. Make it smaller, or split it.")
            % {"size": filesizeformat(size), "most": filesizeformat(MOST[model])}
        )
    return name


def _place(model: type[K]) -> str:
    token = secrets.token_hex(24)
    return f"{FOLDERS[model]}/{token[:2]}/{token}"


def _store(name: str, content: File[bytes]) -> str:
    """Put the content into the storage under exactly this name; its SHA-256."""
    seen = hashlib.sha256()
    content.seek(0)
    for piece in content.chunks():
        seen.update(piece)
    content.seek(0)
    stored = default_storage.save(name, content)
    if stored != name:
        default_storage.delete(stored)
        raise DomainError(_("The file could not be stored. Try again."))
    return seen.hexdigest()


@transaction.atomic
def _receive(model: type[K], row: K, digest: str, by: User) -> K:
    row.state, row.sha256, row.uploaded_at = UploadState.WAITING, digest, timezone.now()
    row.fault, row.attempts, row.due_at = "", 0, row.uploaded_at
    row.save(update_fields=["state", "sha256", "uploaded_at", "fault", "attempts", "due_at"])
    new = {"name": row.name, "size": row.size, "sha256": digest}
    trail.record(f"{model._meta.model_name}:{row.uid}", "add file", by=by, new=new)
    enqueue(tasks.prepare, model._meta.model_name, row.pk)
    return row
