"""What is wrong with a request, as problem details (RFC 9457)."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.http import JsonResponse

CONTENT_TYPE = "application/problem+json"
SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string", "description": "What the status means."},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong, and how to mend it."},
        "parameter": {"type": "string", "description": "The parameter that is at fault."},
        "value": {"type": "string", "description": "What it said."},
        "allowed": {"type": "array", "items": {"type": "string"}, "description": "What it could be."},
    },
}


class Problem(Exception):
    """A request that cannot be answered; `facts` name the parameter, its value, and what is allowed."""

    def __init__(self, status: int, detail: str, **facts: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.facts = facts

    def response(self) -> JsonResponse:
        """The answer that says so."""
        content = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            **self.facts,
        }
        return JsonResponse(content, status=self.status, content_type=CONTENT_TYPE)


def unknown_parameter(name: str, allowed: Sequence[str]) -> Problem:
    return Problem(400, f"There is no parameter “{name}”.", parameter=name, allowed=sorted(allowed))


def bad_value(name: str, value: str, detail: str, allowed: Sequence[str] = ()) -> Problem:
    facts = {"allowed": list(allowed)} if allowed else {}
    return Problem(400, detail, parameter=name, value=value[:100], **facts)
