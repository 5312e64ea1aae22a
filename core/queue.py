"""Handing work to the workers, without depending on them."""

from functools import partial
from typing import Any

import structlog
from celery import Task
from django.db import transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)


def enqueue(task: "Task[..., Any]", *args: Any, queue: str = "") -> None:
    """Send `task` after commit, to the default queue unless another is named.

    When Redis is away the row waits, and the sweep takes it up later.
    """
    transaction.on_commit(partial(_send, task, args, queue), robust=True)


def _send(task: "Task[..., Any]", args: tuple[Any, ...], queue: str) -> None:
    try:
        task.apply_async(args, retry=False, queue=queue or task.app.conf.task_default_queue)
    except OperationalError as error:
        log.warning("queue away", task=task.name, args=args, error=str(error))
