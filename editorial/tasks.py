"""What workers do for editors: publish at the set moment."""

from __future__ import annotations

from celery import shared_task

from editorial import publishing


@shared_task(name="editorial.tasks.publish_due", soft_time_limit=60, time_limit=90)
def publish_due() -> int:
    """Publish the versions whose moment has come; safe to run twice at a time."""
    return publishing.publish_due()
