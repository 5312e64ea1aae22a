"""Taking in a file: row, storage, row again; a crash at any point leaves nothing that looks whole."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from calls.models import CallAnnex
from core.errors import DomainError
from core.queue import enqueue
from core.uploads import EXTENSIONS, Fault, clean_name, extension_of, numbered
from projects.attachments import tasks
from projects.attachments.access import line, require_edit
from projects.attachments.limits import FOLDER, MOST_BYTES, MOST_BYTES_OF_ALL, MOST_FILES, MOST_REMOVED
from projects.locking import locked
from projects.models import Attachment, Partnership, Project
from projects.models.attachments import DESCRIPTION_LENGTH, AttachmentState, Purpose

MayAdd = Callable[[Project, User, CallAnnex | None, Partnership | None], None]


@dataclass(frozen=True)
class Place:
    """The category of a file: an annex of the call (None: any other file), for a partner where it asks so."""

    annex: CallAnnex | None = None
    partner: Partnership | None = None
    purpose: str = Purpose.DOSSIER


def add(
    project: Project,
    content: File[bytes],
    *,
    by: User,
    place: Place,
    key: UUID,
    description: str = "",
    may_add: MayAdd = require_edit,
) -> Attachment:
    """Keep a file that was just uploaded, in quarantine until it is checked.

    The same `key` gives the same file, however often it is sent. DomainError with what to mend when name,
    type, size or the project's limits forbid it. `may_add` raises unless the person may add it now.
    """
    row, is_new = _announce(project, content, by, place, key, description, may_add)
    if not is_new:
        return row
    try:
        digest = _store(row.file, content)
        return _receive(row, digest, by, may_add)
    except BaseException:
        default_storage.delete(row.file)
        Attachment.objects.filter(pk=row.pk, state=AttachmentState.ARRIVING).delete()
        raise


@transaction.atomic
def _announce(
    project: Project,
    content: File[bytes],
    by: User,
    place: Place,
    key: UUID,
    description: str,
    may_add: MayAdd,
) -> tuple[Attachment, bool]:
    """The row of a file that is about to be stored, or the one that the same key made before."""
    fresh = locked(project)
    may_add(fresh, by, place.annex, place.partner)
    known = Attachment.objects.filter(creation_key=key).first()
    if known is not None:
        return _own(known, fresh), False
    size = int(content.size or 0)
    _check_place(fresh, place)
    _check_size(size)
    _check_room(fresh, size)
    name = clean_name(content.name or "")
    if extension_of(name) not in EXTENSIONS:
        raise DomainError(_("%(name)s: %(why)s") % {"name": name, "why": Fault.TYPE.label})
    token = secrets.token_hex(24)
    row = Attachment.objects.create(
        project=fresh,
        purpose=place.purpose,
        annex=place.annex,
        partnership=place.partner,
        name=numbered(name, _taken(fresh, place)),
        description=line(description, DESCRIPTION_LENGTH),
        file=f"{FOLDER}/{token[:2]}/{token}",
        size=size,
        creation_key=key,
        uploaded_by=by,
    )
    return row, True


def _taken(project: Project, place: Place) -> set[str]:
    """The names of the files that are there already."""
    rows = Attachment.objects.filter(project=project, purpose=place.purpose, annex=place.annex)
    names = rows.filter(partnership=place.partner, removed_at__isnull=True).values_list("name", flat=True)
    return {one.casefold() for one in names}


def _store(name: str, content: File[bytes]) -> str:
    """Put the content on disk, all of it, under exactly this name; its SHA-256."""
    seen = hashlib.sha256()
    content.seek(0)
    for piece in content.chunks():
        seen.update(piece)
    path = getattr(content, "temporary_file_path", None)
    if path is not None:
        content.flush()
        with open(path(), "rb") as written:  # noqa: PTH123 - the descriptor is what counts
            os.fsync(written.fileno())
    content.seek(0)
    stored = default_storage.save(name, content)
    if stored != name:
        default_storage.delete(stored)
        raise DomainError(_("The file could not be stored. Try again."))
    return seen.hexdigest()


@transaction.atomic
def _receive(row: Attachment, digest: str, by: User, may_add: MayAdd) -> Attachment:
    """The file is there: into quarantine with it, unless the proposal was submitted meanwhile."""
    project = locked(row.project)
    may_add(project, by, row.annex, row.partnership)
    row.state, row.sha256, row.uploaded_at = AttachmentState.QUARANTINED, digest, timezone.now()
    row.save(update_fields=["state", "sha256", "uploaded_at"])
    project.changed_at = row.uploaded_at
    project.save(update_fields=["changed_at"])
    new = {"file": str(row.uid), "name": row.name, "size": row.size, "sha256": digest}
    trail.record(project.chain, "add file", by=by, new=new)
    enqueue(tasks.check, row.pk)
    return row


def _own(known: Attachment, project: Project) -> Attachment:
    if known.project_id != project.pk or known.state == AttachmentState.ARRIVING:
        raise DomainError(_("This upload was begun already. Reload the page to see where it stands."))
    return known


def _check_place(project: Project, place: Place) -> None:
    """The category belongs to this project, and a partner is named where, and only where, it is asked for."""
    annex, partner = place.annex, place.partner
    is_foreign = (annex is not None and annex.call_id != project.call_id) or (
        partner is not None and partner.project_id != project.pk
    )
    if is_foreign or (annex is not None and annex.per_partner != (partner is not None)):
        raise DomainError(_("This annex is no longer asked for. Reload the page and choose the file again."))


def _check_size(size: int) -> None:
    if size == 0:
        raise DomainError(Fault.EMPTY.label)
    if size > MOST_BYTES:
        raise DomainError(
            _("The file has %(size)s, and at most %(most)s are accepted. Make it smaller, or split it.")
            % {"size": filesizeformat(size), "most": filesizeformat(MOST_BYTES)}
        )


def _check_room(project: Project, size: int) -> None:
    rows = Attachment.objects.filter(project=project)
    present = rows.filter(removed_at__isnull=True)
    together = present.aggregate(together=Sum("size"))["together"] or 0
    if present.count() >= MOST_FILES or rows.count() >= MOST_FILES + MOST_REMOVED:
        raise DomainError(
            _("A proposal holds at most %(most)d files. Combine some of them.") % {"most": MOST_FILES}
        )
    if together + size > MOST_BYTES_OF_ALL:
        raise DomainError(
            _("The files of a proposal can take up at most %(most)s together, and %(left)s is left.")
            % {
                "most": filesizeformat(MOST_BYTES_OF_ALL),
                "left": filesizeformat(max(MOST_BYTES_OF_ALL - together, 0)),
            }
        )
