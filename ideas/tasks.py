"""What beat does for the partner search; each is safe to run twice, at once, and late."""

from __future__ import annotations

from celery import shared_task

from ideas import notices, writing


@shared_task
def end_over() -> int:
    """Mark cards whose time is over."""
    return writing.end_over()


@shared_task
def send_notices() -> int:
    """Write the mails about new matches."""
    return notices.send_due()
