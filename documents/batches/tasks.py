"""The workers' side of batches: go on with one, write its file, take up those left behind, delete the old."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from core.queue import enqueue
from documents import jobs
from documents.batches import advancing, writing
from documents.models import Batch

BULK = "bulk"
PAUSE = timedelta(seconds=4)  # between two looks at the documents of a batch
KEPT_FOR = timedelta(days=7)
REMEMBERED_FOR = timedelta(days=60)


@shared_task(name="documents.batches.tasks.advance", soft_time_limit=90, time_limit=120)
def advance(pk: int) -> None:
    """Go on with one batch; when all its documents are settled, its file is written by a bulk worker."""
    if advancing.advance(pk):
        enqueue(write, pk, queue=BULK)


@shared_task(name="documents.batches.tasks.write", soft_time_limit=1500, time_limit=1560)
def write(pk: int) -> None:
    """Write the file of one batch, if it waits for that; safe to run twice."""
    writing.write(pk)


@shared_task(name="documents.batches.tasks.sweep", soft_time_limit=30, time_limit=60)
def sweep() -> int:
    """Go on with batches that wait: their documents may be made, or their worker is gone; how many."""
    found = jobs.left_behind(Batch.objects.all(), resting=PAUSE)
    for pk in found:
        enqueue(advance, pk)
    return len(found)


@shared_task(name="documents.batches.tasks.clean", soft_time_limit=240, time_limit=300)
def clean() -> int:
    """Delete the files that expired, and forget batches long over; how many files."""
    now = timezone.now()
    old = jobs.ended_before(Batch.objects.all(), now - KEPT_FOR)
    old.filter(seen_at=None).update(seen_at=now)
    dropped = jobs.drop_files(old)
    Batch.objects.filter(finished_at__lt=now - REMEMBERED_FOR, file="").delete()
    return dropped
