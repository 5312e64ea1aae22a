"""The lines of the log about requests: none of their work is done where the log doesn't want them."""

from __future__ import annotations

import logging
import uuid

import structlog
from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware
from django_structlog.middlewares import request as lines

LOG = logging.getLogger(lines.__name__)
REFUSED = 400


class RequestLogMiddleware(RequestMiddleware):
    """As its base; an answer from memory takes less time than writing two lines that nobody reads."""

    def prepare(self, request: HttpRequest) -> None:
        if LOG.isEnabledFor(logging.DEBUG) or "HTTP_X_CORRELATION_ID" in request.META:
            super().prepare(request)
        else:
            structlog.contextvars.bind_contextvars(request_id=str(uuid.uuid4()))

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        is_plain = response.status_code < REFUSED and not response.streaming
        if is_plain and not LOG.isEnabledFor(logging.INFO) and not hasattr(request, "_raised_exception"):
            structlog.contextvars.clear_contextvars()
        else:
            super().handle_response(request, response)
