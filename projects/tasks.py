"""The workers' part in projects."""

from __future__ import annotations

from celery import shared_task

from projects import corrections, reminders


@shared_task(name="projects.tasks.remind")
def remind() -> int:
    """Write the reminders of deadlines that are due; safe to run twice or to miss. Returns how many."""
    return reminders.remind()


@shared_task(name="projects.tasks.remind_of_corrections")
def remind_of_corrections() -> int:
    """Write the reminders of correction rounds that are due; safe to run twice or to miss."""
    return corrections.remind()
