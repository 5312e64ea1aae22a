"""The workers' part in newsletters."""

from __future__ import annotations

from celery import shared_task

from core.queue import enqueue
from editorial.newsletters import sending

TURN = 40.0  # seconds that one message sends before the next goes on
QUEUE = "bulk"


@shared_task(name="editorial.newsletters.tasks.send", soft_time_limit=270, time_limit=290)
def send(key: int) -> None:
    """Go on with one sending; a long one goes on with the next message."""
    if sending.work(key, turn=TURN):
        enqueue(send, key, queue=QUEUE)


@shared_task(name="editorial.newsletters.tasks.sweep")
def sweep() -> int:
    """Take up sendings that nobody works on; how many. The rows are the truth."""
    found = sending.open_ones()
    for key in found:
        enqueue(send, key, queue=QUEUE)
    return len(found)
