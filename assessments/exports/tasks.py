"""The workers' side of exports: make one, take up those left behind, delete what expired."""

from __future__ import annotations

from celery import shared_task

from assessments.exports import making
from core.queue import enqueue

QUEUE = "bulk"


@shared_task(name="assessments.exports.tasks.make", soft_time_limit=1500, time_limit=1560)
def make(pk: int) -> None:
    """Make one export, if it still waits; safe to run twice."""
    making.make(pk)


@shared_task(name="assessments.exports.tasks.sweep", soft_time_limit=30, time_limit=60)
def sweep() -> int:
    """Enqueue again what waits without a worker: Redis was away, or its worker was killed; how many."""
    found = making.left_behind()
    for pk in found:
        enqueue(make, pk, queue=QUEUE)
    return len(found)


@shared_task(name="assessments.exports.tasks.clean", soft_time_limit=240, time_limit=300)
def clean() -> int:
    """Delete the files of exports that nobody needs any more; how many."""
    return making.clean()
