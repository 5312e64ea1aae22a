"""Handing work to the workers, without depending on them."""

from __future__ import annotations

import time
from functools import cache, partial
from typing import Any

import structlog
from celery import Task
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

log = structlog.get_logger(__name__)

# Seconds for which a queue that did not answer is not asked again, and that an answer may take.
REST, PATIENCE = 5.0, 0.5


class Breaker:
    """Remembers that the queue was away, so that a request waits for it once and not for each task."""

    def __init__(self, url: str) -> None:
        # Celery's own connection tries for some seconds: too long for a person who waits for a page.
        self._redis = Redis.from_url(
            url,
            socket_connect_timeout=PATIENCE,
            socket_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 0),
        )
        self._rests_until = 0.0

    def is_there(self) -> bool:
        """Whether the queue answers now; False without asking for a while after it did not."""
        if time.monotonic() < self._rests_until:
            return False
        try:
            self._redis.ping()
        except (RedisError, OSError):
            self._rests_until = time.monotonic() + REST
            return False
        return True


def enqueue(task: Task[..., Any], *args: Any, queue: str = "", seconds: int = 0, grace: int = 30) -> None:
    """Send `task` after commit, to the default queue unless another is named.

    It may take `seconds`, and `grace` more to end by itself; without them its own limits hold. When Redis is
    away the row waits, and the sweep takes it up later.
    """
    limits: dict[str, Any] = {"soft_time_limit": seconds, "time_limit": seconds + grace} if seconds else {}
    transaction.on_commit(partial(_send, task, args, queue, limits), robust=True)


@cache
def _breaker(url: str) -> Breaker:
    return Breaker(url)


def _send(task: Task[..., Any], args: tuple[Any, ...], queue: str, limits: dict[str, Any]) -> None:
    if not task.app.conf.task_always_eager and not _breaker(settings.REDIS_URL).is_there():
        log.warning("queue away", task=task.name, args=args)
        return
    try:
        task.apply_async(args, retry=False, queue=queue or task.app.conf.task_default_queue, **limits)
    except OperationalError as error:
        log.warning("queue away", task=task.name, args=args, error=str(error))
