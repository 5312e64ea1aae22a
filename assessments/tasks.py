"""The workers' part in assessments."""

from __future__ import annotations

from celery import shared_task

from assessments import due_conditions, reminders


@shared_task(name="assessments.tasks.remind")
def remind() -> int:
    """Write the reminders to assessors that are due; safe to run twice or to miss. Returns how many."""
    return reminders.remind()


@shared_task(name="assessments.tasks.remind_of_conditions")
def remind_of_conditions() -> int:
    """Write the reminders of conditions that are due; safe to run twice or to miss. Returns how many."""
    return due_conditions.remind()
