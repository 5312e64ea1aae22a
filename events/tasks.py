"""The workers' part in events."""

from __future__ import annotations

from celery import shared_task

from events import forgetting, telling


@shared_task(name="events.tasks.tell")
def tell(key: int) -> int:
    """Tell the guests of one event what changed; safe to run twice."""
    return telling.tell(key)


@shared_task(name="events.tasks.keep_told")
def keep_told() -> int:
    """Reminders that are due, and changes that not all guests were told of; safe to run twice."""
    return telling.tell_all() + telling.remind()


@shared_task(name="events.tasks.forget")
def forget() -> int:
    """Forget answers and guests whose time is over; safe to run twice."""
    return forgetting.forget_old()
