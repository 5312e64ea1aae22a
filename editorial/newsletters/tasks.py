"""The workers' part in newsletters."""

from __future__ import annotations

from celery import shared_task

from core.queue import enqueue
from correspondence.tasks import deliver
from editorial.newsletters import editing, sending

TURN = 40.0  # seconds that one message sends before the next goes on
QUEUE = "bulk"


@shared_task(name="editorial.newsletters.tasks.send", soft_time_limit=270, time_limit=290)
def send(key: int) -> None:
    """Go on with one sending; a long one goes on with the next message."""
    if sending.work(key, turn=TURN):
        enqueue(send, key, queue=QUEUE)


@shared_task(name="editorial.newsletters.tasks.sweep")
def sweep() -> int:
    """Take up sendings that nobody works on, and test mails that wait; how many. The rows are the truth."""
    found, tests = sending.open_ones(), editing.tests_due()
    for key in found:
        enqueue(send, key, queue=QUEUE)
    for key in tests:
        enqueue(deliver, key)
    return len(found) + len(tests)
