"""The workers' part in the committee's sessions."""

from __future__ import annotations

from celery import shared_task

from assessments.committee import clock


@shared_task(name="assessments.committee.tasks.keep_time")
def keep_time() -> int:
    """Open, remind of and end written procedures that are due; safe to run twice. Returns how many moved."""
    return clock.sweep()
