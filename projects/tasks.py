"""The workers' part in projects."""

from __future__ import annotations

from celery import shared_task

from core.queue import enqueue
from projects import bulk, corrections, reminders


@shared_task(name="projects.tasks.remind")
def remind() -> int:
    """Write the reminders of deadlines that are due; safe to run twice or to miss. Returns how many."""
    return reminders.remind()


@shared_task(name="projects.tasks.remind_of_corrections")
def remind_of_corrections() -> int:
    """Write the reminders of correction rounds that are due; safe to run twice or to miss."""
    return corrections.remind()


@shared_task(name="projects.tasks.work_on_many", soft_time_limit=200, time_limit=240)
def work_on_many(pk: int) -> None:
    """Go on with one job on many projects; a long one goes on with the next message."""
    if not bulk.work(pk):
        enqueue(work_on_many, pk)


@shared_task(name="projects.tasks.sweep_jobs")
def sweep_jobs() -> int:
    """Take up jobs on many projects that nobody works on; how many. The rows are the truth."""
    found = bulk.left_behind()
    for pk in found:
        enqueue(work_on_many, pk)
    return len(found)
