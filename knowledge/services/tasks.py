"""The workers' side of a platform: files that people bring, reminders, and what ends by itself."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.core.files.storage import default_storage
from django.utils import timezone

from core.queue import enqueue
from knowledge import filing
from knowledge.models import CheckedFile, ReportFile, TransferFile
from knowledge.practices import reminding as reviews
from knowledge.services import closing, reminding
from projects.models.attachments import AttachmentState

PATIENCE, BROKEN = timedelta(seconds=20), timedelta(hours=2)
AT_ONCE = 100


@shared_task(name="knowledge.services.tasks.check", soft_time_limit=150, time_limit=180)
def check(pk: int) -> None:
    """Look at one file, if it still waits; safe to run twice."""
    filing.check(ReportFile, pk)


@shared_task(name="knowledge.services.tasks.check_evidence", soft_time_limit=150, time_limit=180)
def check_evidence(pk: int) -> None:
    """The same for the evidence of a transfer."""
    filing.check(TransferFile, pk)


@shared_task(name="knowledge.services.tasks.sweep", soft_time_limit=30, time_limit=60)
def sweep() -> int:
    """Enqueue again what still waits, and forget uploads that broke off."""
    found = [(check, pk) for pk in _waiting(ReportFile)]
    found += [(check_evidence, pk) for pk in _waiting(TransferFile)]
    for task, pk in found:
        enqueue(task, pk)
    return len(found)


def _waiting(kind: type[CheckedFile]) -> list[int]:
    now, rows = timezone.now(), kind._default_manager
    for row in rows.filter(state=AttachmentState.ARRIVING, uploaded_at__lt=now - BROKEN):
        default_storage.delete(row.file)
        row.delete()
    waiting = rows.filter(state=AttachmentState.QUARANTINED, uploaded_at__lt=now - PATIENCE)
    return list(waiting.order_by("uploaded_at").values_list("pk", flat=True)[:AT_ONCE])


@shared_task(name="knowledge.services.tasks.remind", soft_time_limit=120, time_limit=180)
def remind() -> int:
    """Ask hosts whose day has come what they took over."""
    return reminding.remind()


@shared_task(name="knowledge.services.tasks.remind_experts", soft_time_limit=120, time_limit=180)
def remind_experts() -> int:
    """Remind experts who are late with a review of a good practice or with an answer."""
    return reviews.remind() + reminding.remind_experts()


@shared_task(name="knowledge.services.tasks.close_over", soft_time_limit=120, time_limit=180)
def close_over() -> int:
    """Close questions to whose answer nobody came back."""
    return closing.close_over()
