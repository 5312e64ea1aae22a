"""Running a verb once more when the database broke off its transaction because of another one."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import structlog
from django.db import OperationalError, connection

P = ParamSpec("P")
R = TypeVar("R")

log = structlog.get_logger(__name__)

ATTEMPTS = 4
PAUSE = 0.05  # seconds before the second attempt; doubled before each further one
# Of PostgreSQL: serialization failure, deadlock detected, lock not available.
TRANSIENT = frozenset({"40001", "40P01", "55P03"})


def retried(verb: Callable[P, R]) -> Callable[P, R]:
    """Decorates a verb that is one transaction of its own, outside `transaction.atomic`.

    A transaction that was broken off has done nothing, so running it again is safe. Inside another
    transaction only the outer one can be run again: the error passes.
    """

    @wraps(verb)
    def again(*args: P.args, **kwargs: P.kwargs) -> R:
        if connection.in_atomic_block:
            return verb(*args, **kwargs)
        for attempt in range(1, ATTEMPTS):
            try:
                return verb(*args, **kwargs)
            except OperationalError as error:
                if not is_transient(error):
                    raise
                log.warning("transaction broken off", verb=verb.__name__, attempt=attempt)
            time.sleep(PAUSE * 2 ** (attempt - 1) * random.uniform(0.5, 1.5))  # noqa: S311 - no secret
        return verb(*args, **kwargs)

    return again


def is_transient(error: OperationalError) -> bool:
    """Whether the same transaction may succeed when it is run again."""
    return getattr(error.__cause__, "pgcode", None) in TRANSIENT
