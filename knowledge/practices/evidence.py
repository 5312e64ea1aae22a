"""The file that shows that a good practice was taken over: brought by who tells of it, then checked."""

from __future__ import annotations

from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError, NotAllowed
from knowledge import filing
from knowledge.models import Transfer, TransferFile
from knowledge.states import TransferState

FOLDER = "transfer-evidence"


def add(transfer: Transfer, content: File[bytes], *, by: User, key: UUID, may_publish: bool) -> TransferFile:
    """Keep the evidence of a transfer, in quarantine until it is checked. A transfer has one file.

    `may_publish` says whether who brings it agrees that readers get it. DomainError with what to mend for its
    name, type or size, NotAllowed for all but who told of the transfer. The caller queues the check.
    """
    row, is_new = _announce(transfer, content, by, key, may_publish)
    return filing.store(row, content, by=by) if is_new else row


@transaction.atomic
def _announce(
    transfer: Transfer, content: File[bytes], by: User, key: UUID, may_publish: bool
) -> tuple[TransferFile, bool]:
    fresh = Transfer.objects.select_for_update().get(pk=transfer.pk)
    if fresh.told_by_id != by.pk:
        raise NotAllowed(_("Only the person who reported the transfer may add a file to it."))
    known = TransferFile.objects.filter(transfer=fresh).first()
    if known is not None:
        return known, False
    if fresh.state != TransferState.TOLD:
        raise DomainError(_("The secretariat has looked at this transfer already. Report it again."))
    name, size = filing.described(content)
    row = TransferFile.objects.create(
        transfer=fresh,
        key=key,
        name=name,
        file=filing.place_in(FOLDER),
        size=size,
        uploaded_by=by,
        may_be_published=may_publish,
    )
    return row, True
