"""The report as a file: its expert brings it, to be looked at by a worker."""

from __future__ import annotations

from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError, NotAllowed
from core.uploads import numbered
from knowledge import filing
from knowledge.models import ReportFile, ServiceRequest
from knowledge.service_states import WITH_OUTCOME
from knowledge.services.access import locked
from projects.models.attachments import AttachmentState

FOLDER, MOST_FILES = "service-reports", 5


def add(request: ServiceRequest, content: File[bytes], *, by: User, key: UUID) -> ReportFile:
    """Keep a file of the report, in quarantine until it is checked. The same `key` gives the same file.

    DomainError with what to mend for its name, type or size, NotAllowed for all but the expert. The caller
    queues the check.
    """
    row, is_new = _announce(request, content, by, key)
    return filing.store(row, content, by=by) if is_new else row


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
    name, size = filing.described(content)
    present = fresh.files.exclude(state=AttachmentState.REFUSED)
    if present.count() >= MOST_FILES:
        raise DomainError(_("A report has at most %(most)d files.") % {"most": MOST_FILES})
    taken = {one.casefold() for one in present.values_list("name", flat=True)}
    row = ReportFile.objects.create(
        request=fresh,
        key=key,
        name=numbered(name, taken),
        file=filing.place_in(FOLDER),
        size=size,
        uploaded_by=by,
    )
    return row, True
