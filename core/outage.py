"""What people see while the database is away or the disk is full: 503, and when to come back."""

from __future__ import annotations

import errno
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from core.guards import refusal

RETRY_AFTER = 10  # seconds
ROOM_AWAITED = timedelta(days=1)  # since work was asked for; a full disk ends none before
NO_ROOM = {errno.ENOSPC, errno.EROFS, errno.EDQUOT}

log = structlog.get_logger(__name__)


class OutageMiddleware:
    """Turns failures of database and disk in a view into 503; `core.errorpages` does so for middlewares."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Failures inside a view."""
        if is_outage(error):
            log.error("service away", error=str(error), path=request.path)
            return unavailable()
        return None


def is_outage(error: BaseException | None) -> bool:
    """Whether the error (or what it came from) says that database or disk are not to be had now."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            return True
        error = error.__cause__
    return False


def waits_for_room(error: BaseException, asked_at: datetime) -> bool:
    """Whether work that was asked for then goes on waiting for disk or database instead of ending."""
    return is_outage(error) and asked_at > timezone.now() - ROOM_AWAITED


def unavailable() -> HttpResponse:
    """The page that asks to come back."""
    response = refusal(503)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response
