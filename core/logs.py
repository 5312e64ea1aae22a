"""What the portal writes down about its own work: one structured line for each event, with its request id."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, MutableMapping
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

# Addresses that open something to whoever knows them must not be read in a log.
SECRET_PATHS = re.compile(r"/((?:password/reset/key|confirm-email|invitation|advice)s?)/[^/?\s]+")

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]


def hide_secret_paths(logger: Any, name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Cut the keys out of the addresses of reset, confirmation, invitation and advice pages."""
    if isinstance(event.get("request"), str):
        event["request"] = SECRET_PATHS.sub(r"/\1/***", event["request"])
    return event


def configuration(*, json: bool, level: str) -> dict[str, Any]:
    """The LOGGING setting: JSON for machines, or lines for people."""
    people = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    last = structlog.processors.JSONRenderer() if json else people
    formatted = [structlog.processors.format_exc_info] if json else []
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    hide_secret_paths,
                    *formatted,
                    last,
                ],
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            # django_structlog tells of each request and each failure, with its request id
            "django.request": {"handlers": [], "level": "CRITICAL", "propagate": True},
            "django.server": {"handlers": [], "level": level, "propagate": True},
            # and of each task, when it is asked for, begins and ends
            "celery.app.trace": {"level": "WARNING"},
            "celery.beat": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
        },
    }


def configure() -> None:
    """Send structlog's own events down the same road as everything else."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def request_id() -> str:
    """The id of the request (or of the request that queued this job); blank outside of both."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))[:64]


class RequestIdMiddleware:
    """Names the request in its answer, and adds to its log line who asked and how long it took."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        response["X-Request-ID"] = request_id()
        known = getattr(request, "_cached_user", None)  # never asks the database just for the log
        structlog.contextvars.bind_contextvars(
            user_id=known.pk if known is not None else None,
            duration_ms=round((time.perf_counter() - started) * 1000),
        )
        return response


logging.captureWarnings(capture=True)
