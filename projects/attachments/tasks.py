"""The workers' side of files: check one, take up those that wait, clean up."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from core.queue import enqueue
from projects.attachments import checking, cleaning
from projects.models import Attachment
from projects.models.attachments import AttachmentState

PATIENCE = timedelta(seconds=20)  # a waiting file is left to its first message for so long
AT_ONCE = 100


@shared_task(name="projects.attachments.tasks.check", soft_time_limit=150, time_limit=180)
def check(pk: int) -> None:
    """Check one file, if it still waits; safe to run twice."""
    checking.check(pk)


@shared_task(name="projects.attachments.tasks.sweep", soft_time_limit=30, time_limit=60)
def sweep() -> int:
    """Enqueue again what still waits: Redis was away, a worker was killed, the scanner did not answer."""
    now = timezone.now()
    waiting = (
        Attachment.objects.filter(
            state=AttachmentState.QUARANTINED, due_at__lte=now, uploaded_at__lt=now - PATIENCE
        )
        .order_by("due_at")
        .values_list("pk", flat=True)
    )
    found = list(waiting[:AT_ONCE])
    for pk in found:
        enqueue(check, pk)
    return len(found)


@shared_task(name="projects.attachments.tasks.clean", soft_time_limit=240, time_limit=300)
def clean() -> int:
    """Delete what broken uploads and deleted drafts left behind; how many things."""
    return cleaning.clean()
