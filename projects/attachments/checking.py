"""The check of one file in quarantine: its type, its structure, and the scanner if there is one."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts import trail
from core.alone import alone
from core.uploads import Fault
from core.uploads.clamd import ScannerAway
from core.uploads.judging import judge
from projects.models import Attachment
from projects.models.attachments import AttachmentState

log = structlog.get_logger(__name__)

MOST_ATTEMPTS = 5  # a file that takes its worker down each time must come to an end as well
PAUSE = timedelta(seconds=60)  # after the scanner did not answer


def check(pk: int) -> bool:
    """Check the file if it waits and nobody else is at it; True when it came to a verdict.

    An attempt counts before it is made: a worker that is killed costs one. While the scanner is away the file
    waits, however long, and no attempt counts.
    """
    with alone(f"attachment:{pk}") as is_alone:
        row = _begin(pk) if is_alone else None
        if row is None:
            return False
        try:
            return _conclude(row, *judge(row.file, row.name, attachment=row.pk))
        except ScannerAway as away:
            log.warning("scanner away", attachment=row.pk, error=str(away))
            waiting = Attachment.objects.filter(pk=row.pk, state=AttachmentState.QUARANTINED)
            waiting.update(attempts=F("attempts") - 1, due_at=timezone.now() + PAUSE)
            return False


def _begin(pk: int) -> Attachment | None:
    """Take the file for one attempt; the last one was one too many: then the file is refused."""
    now = timezone.now()
    waiting = Attachment.objects.filter(pk=pk, state=AttachmentState.QUARANTINED, due_at__lte=now)
    worn_out = waiting.filter(attempts__gte=MOST_ATTEMPTS).first()
    if worn_out is not None:
        _conclude(worn_out, "", Fault.UNCHECKED)
        return None
    taken = waiting.update(attempts=F("attempts") + 1, due_at=now)
    return Attachment.objects.select_related("project").get(pk=pk) if taken else None


@transaction.atomic
def _conclude(row: Attachment, content_type: str, fault: Fault | None) -> bool:
    """Write the verdict, once."""
    state = AttachmentState.REFUSED if fault else AttachmentState.CLEAN
    done = Attachment.objects.filter(pk=row.pk, state=AttachmentState.QUARANTINED).update(
        state=state, fault=fault or "", content_type=content_type[:100], checked_at=timezone.now()
    )
    if done and fault:
        new = {"file": str(row.uid), "name": row.name, "fault": fault.value}
        trail.record(row.project.chain, "refuse file", by=None, new=new)
    return bool(done)
