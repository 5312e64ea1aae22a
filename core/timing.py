"""How much SQL an answer cost, told in its Server-Timing header (only with SERVER_TIMING=1)."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connection
from django.http import HttpRequest, HttpResponse


class Meter:
    """Counts statements and their milliseconds."""

    def __init__(self) -> None:
        self.count = 0
        self.milliseconds = 0.0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.count += 1
            self.milliseconds += (time.perf_counter() - started) * 1000


class ServerTimingMiddleware:
    """Adds `Server-Timing: sql;desc="7";dur=3.1, total;dur=20.4`, durations in milliseconds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.SERVER_TIMING:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meter, started = Meter(), time.perf_counter()
        with connection.execute_wrapper(meter):
            response = self.get_response(request)
        total = (time.perf_counter() - started) * 1000
        response["Server-Timing"] = (
            f'sql;desc="{meter.count}";dur={meter.milliseconds:.1f}, total;dur={total:.1f}'
        )
        return response
