"""Files that people bring to a platform: taken in, looked at by a worker, handed out when they are clean."""

from __future__ import annotations

import hashlib
import secrets
from typing import TypeVar

import structlog
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.http import HttpResponseBase
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.alone import alone
from core.downloads import harmless, to_save
from core.errors import DomainError
from core.uploads import EXTENSIONS, Fault, clean_name, extension_of
from core.uploads.clamd import ScannerAway
from core.uploads.judging import judge
from knowledge.models import CheckedFile
from projects.attachments.limits import MEGABYTE
from projects.models.attachments import AttachmentState

log = structlog.get_logger(__name__)

MOST_BYTES, MOST_ATTEMPTS = 20 * MEGABYTE, 5
Row = TypeVar("Row", bound=CheckedFile)


def described(content: File[bytes]) -> tuple[str, int]:
    """A safe name for the file, and its bytes. DomainError with what to mend when it can't be taken."""
    name, size = clean_name(content.name or ""), int(content.size or 0)
    if extension_of(name) not in EXTENSIONS:
        raise DomainError(_("%(name)s: %(why)s") % {"name": name, "why": Fault.TYPE.label})
    if not 0 < size <= MOST_BYTES:
        most = filesizeformat(MOST_BYTES)
        raise DomainError(_("Choose a file that is not empty and has at most %(most)s.") % {"most": most})
    return name, size


def place_in(folder: str) -> str:
    """A new place in the storage that nobody can guess."""
    token = secrets.token_hex(24)
    return f"{folder}/{token[:2]}/{token}"


def store(row: Row, content: File[bytes], *, by: User) -> Row:
    """Put the bytes of an announced file into the storage and its row into quarantine, or neither."""
    try:
        digest = hashlib.sha256()
        for piece in content.chunks():
            digest.update(piece)
        content.seek(0)
        if default_storage.save(row.file, content) != row.file:
            raise DomainError(_("The file could not be stored. Try again."))
        return _receive(row, digest.hexdigest(), by)
    except BaseException:
        default_storage.delete(row.file)
        type(row)._default_manager.filter(pk=row.pk, state=AttachmentState.ARRIVING).delete()
        raise


@transaction.atomic
def _receive(row: Row, digest: str, by: User) -> Row:
    row.state, row.sha256, row.uploaded_at = AttachmentState.QUARANTINED, digest, timezone.now()
    row.save(update_fields=["state", "sha256", "uploaded_at"])
    trail.record(row.chain, row.ADDED, by=by, new={"name": row.name, "size": row.size, "sha256": digest})
    return row


def check(kind: type[CheckedFile], pk: int) -> bool:
    """Look at the file if it waits and nobody else is at it; True when it came to a verdict.

    An attempt counts before it is made; while the scanner is away none does.
    """
    label, rows = kind._meta.label_lower, kind._default_manager
    with alone(f"{label}:{pk}") as is_alone:
        row = rows.filter(pk=pk, state=AttachmentState.QUARANTINED).first() if is_alone else None
        if row is None:
            return False
        if row.attempts >= MOST_ATTEMPTS:
            return _conclude(row, "", Fault.UNCHECKED)
        rows.filter(pk=pk).update(attempts=F("attempts") + 1)
        try:
            return _conclude(row, *judge(row.file, row.name, kind=label, key=row.pk))
        except ScannerAway as away:
            log.warning("scanner away", kind=label, key=pk, error=str(away))
            rows.filter(pk=pk).update(attempts=F("attempts") - 1)
            return False


@transaction.atomic
def _conclude(row: CheckedFile, content_type: str, fault: Fault | None) -> bool:
    """Write the verdict, once."""
    state = AttachmentState.REFUSED if fault else AttachmentState.CLEAN
    waiting = type(row)._default_manager.filter(pk=row.pk, state=AttachmentState.QUARANTINED)
    done = waiting.update(state=state, fault=fault or "", content_type=content_type[:100])
    if done and fault:
        trail.record(row.chain, row.REFUSED, by=None, new={"name": row.name, "fault": fault.value})
    return bool(done)


def respond(file: CheckedFile) -> HttpResponseBase:
    """The file for saving, never for showing; the caller has checked that the reader may have it.

    DomainError unless it is clean and there.
    """
    if file.is_waiting:
        raise DomainError(_("This file is being checked. Come back for it in a minute."))
    if not file.is_clean:
        raise DomainError(_("This file was refused by the check, so nobody gets it."))
    try:
        stored = default_storage.open(file.file)
    except FileNotFoundError as error:
        raise DomainError(_("This file can't be found in the storage. Tell the secretariat.")) from error
    return harmless(to_save(stored, file.name, file.content_type), f'"{file.sha256}"')
