"""What people see while the database is away or the disk is full: 503, and when to come back."""

from __future__ import annotations

import errno
from collections.abc import Callable

import structlog
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse

from core.guards import refusal

RETRY_AFTER = 10  # seconds
NO_ROOM = {errno.ENOSPC, errno.EROFS, errno.EDQUOT}

log = structlog.get_logger(__name__)


class OutageMiddleware:
    """Turns failures of database and disk into 503 with Retry-After."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # A failure in a middleware reaches us as a finished 500: ask what is the matter.
        if response.status_code == 500 and database_is_away():
            return unavailable()
        return response

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


def database_is_away() -> bool:
    """Whether a new statement fails now for want of a server. Asked outside of any transaction."""
    if connection.in_atomic_block:
        return False
    try:
        connection.close_if_unusable_or_obsolete()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (OperationalError, InterfaceError):
        return True
    return False


def unavailable() -> HttpResponse:
    """The page that asks to come back."""
    response = refusal(503)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response
