"""The workers' part in sending mail."""

from __future__ import annotations

import time

from celery import shared_task

from correspondence import delivery
from correspondence.models import Message

SWEEP_SECONDS = 60
SWEEP_SIZE = 500


@shared_task(name="correspondence.tasks.deliver")
def deliver(pk: int) -> None:
    """Send one message; safe to run twice."""
    delivery.deliver(pk)


@shared_task(name="correspondence.tasks.sweep")
def sweep() -> int:
    """Send what is due but was not taken up: Redis was away, a worker was killed, an attachment is ready now.

    Returns how many left. Stops after a minute; the next sweep goes on. Mails of circulars are not its
    business: ten thousand of them must not stand before one letter.
    """
    delivery.note_lost()
    until = time.monotonic() + SWEEP_SECONDS
    sent = 0
    waiting = Message.objects.due().single().order_by("created_at")
    for pk in list(waiting.values_list("pk", flat=True)[:SWEEP_SIZE]):
        if time.monotonic() > until:
            break
        sent += delivery.deliver(pk)
    return sent
