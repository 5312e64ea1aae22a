"""The report as a file: taken in, looked at by a worker, handed out when it is clean."""

from __future__ import annotations

import hashlib
import secrets
from uuid import UUID

import structlog
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.alone import alone
from core.errors import DomainError, NotAllowed
from core.uploads import EXTENSIONS, Fault, clean_name, extension_of, numbered
from core.uploads.clamd import ScannerAway
from core.uploads.judging import judge
from knowledge.models import ReportFile, ServiceRequest
from knowledge.service_states import WITH_OUTCOME
from knowledge.services.access import locked
from projects.attachments.limits import MEGABYTE
from projects.models.attachments import AttachmentState

log = structlog.get_logger(__name__)

FOLDER = "service-reports"
MOST_BYTES, MOST_FILES, MOST_ATTEMPTS = 20 * MEGABYTE, 5, 5


def add(request: ServiceRequest, content: File[bytes], *, by: User, key: UUID) -> ReportFile:
    """Keep a file of the report, in quarantine until it is checked. The same `key` gives the same file.

    DomainError with what to mend for its name, type or size, NotAllowed for all but the expert. The caller
    queues the check.
    """
    row, is_new = _announce(request, content, by, key)
    if not is_new:
        return row
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
        ReportFile.objects.filter(pk=row.pk, state=AttachmentState.ARRIVING).delete()
        raise


@transaction.atomic
def _announce(request: ServiceRequest, content: File[bytes], by: User, key: UUID) -> tuple[ReportFile, bool]:
    """The row of a file that is about to be stored, or the one that the same key made before."""
    fresh = locked(request)
    if fresh.expert_id != by.pk:
        raise NotAllowed(_("Only the expert of the request may add files."))
    if fresh.state not in WITH_OUTCOME:
        raise DomainError(_("Write the report first; files go with it."))
    known = ReportFile.objects.filter(key=key, request=fresh).first()
    if known is not None:
        return known, False
    name, size = clean_name(content.name or ""), int(content.size or 0)
    if extension_of(name) not in EXTENSIONS:
        raise DomainError(_("%(name)s: %(why)s") % {"name": name, "why": Fault.TYPE.label})
    if not 0 < size <= MOST_BYTES:
        most = filesizeformat(MOST_BYTES)
        raise DomainError(_("Choose a file that is not empty and has at most %(most)s.") % {"most": most})
    present = fresh.files.exclude(state=AttachmentState.REFUSED)
    if present.count() >= MOST_FILES:
        raise DomainError(_("A report has at most %(most)d files.") % {"most": MOST_FILES})
    taken = {one.casefold() for one in present.values_list("name", flat=True)}
    token = secrets.token_hex(24)
    row = ReportFile.objects.create(
        request=fresh,
        key=key,
        name=numbered(name, taken),
        file=f"{FOLDER}/{token[:2]}/{token}",
        size=size,
        uploaded_by=by,
    )
    return row, True


@transaction.atomic
def _receive(row: ReportFile, digest: str, by: User) -> ReportFile:
    row.state, row.sha256, row.uploaded_at = AttachmentState.QUARANTINED, digest, timezone.now()
    row.save(update_fields=["state", "sha256", "uploaded_at"])
    new = {"name": row.name, "size": row.size, "sha256": digest}
    trail.record(row.request.chain, "add report file", by=by, new=new)
    return row


def check(pk: int) -> bool:
    """Look at the file if it waits and nobody else is at it; True when it came to a verdict.

    An attempt counts before it is made; while the scanner is away none does.
    """
    with alone(f"report-file:{pk}") as is_alone:
        row = (
            ReportFile.objects.filter(pk=pk, state=AttachmentState.QUARANTINED).first() if is_alone else None
        )
        if row is None:
            return False
        if row.attempts >= MOST_ATTEMPTS:
            return _conclude(row, "", Fault.UNCHECKED)
        ReportFile.objects.filter(pk=pk).update(attempts=F("attempts") + 1)
        try:
            return _conclude(row, *judge(row.file, row.name, report_file=row.pk))
        except ScannerAway as away:
            log.warning("scanner away", report_file=pk, error=str(away))
            ReportFile.objects.filter(pk=pk).update(attempts=F("attempts") - 1)
            return False


@transaction.atomic
def _conclude(row: ReportFile, content_type: str, fault: Fault | None) -> bool:
    """Write the verdict, once."""
    state = AttachmentState.REFUSED if fault else AttachmentState.CLEAN
    waiting = ReportFile.objects.filter(pk=row.pk, state=AttachmentState.QUARANTINED)
    done = waiting.update(state=state, fault=fault or "", content_type=content_type[:100])
    if done and fault:
        new = {"name": row.name, "fault": fault.value}
        trail.record(row.request.chain, "refuse report file", by=None, new=new)
    return bool(done)
