"""The workers' part in open data: spreadsheets that were asked for, and dated files at night."""

from __future__ import annotations

from celery import shared_task

from core.queue import enqueue
from publications.exports import dumps, limits, making

QUEUE = "bulk"


@shared_task(name="publications.exports.tasks.make", soft_time_limit=1500, time_limit=1560)
def make(pk: int) -> None:
    """Make one spreadsheet, if it still waits; safe to run twice."""
    making.make(pk)


@shared_task(name="publications.exports.tasks.sweep", soft_time_limit=30, time_limit=60)
def sweep() -> int:
    """Enqueue again what waits without a worker: Redis was away, or its worker was killed; how many."""
    found = making.left_behind()
    for pk in found:
        enqueue(make, pk, queue=QUEUE)
    return len(found)


@shared_task(name="publications.exports.tasks.clean", soft_time_limit=240, time_limit=300)
def clean() -> int:
    """Delete the files that expired and counts that are old; how many."""
    return making.clean() + dumps.clean() + limits.forget_old()


@shared_task(name="publications.exports.tasks.dump", soft_time_limit=3500, time_limit=3600)
def dump() -> int:
    """Write the dated files of all data when the data changed, or a snapshot is due; how many files."""
    return dumps.make()
