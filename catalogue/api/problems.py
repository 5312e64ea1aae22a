"""What is wrong with a request, as problem details (RFC 9457)."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

TITLES = {400: lazy("Bad request"), 404: lazy("Not found"), 429: lazy("Too many requests")}
CONTENT_TYPE = "application/problem+json"
SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string", "description": lazy("What the status means.")},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": lazy("What is wrong, and how to correct it.")},
        "parameter": {"type": "string", "description": lazy("The parameter that is at fault.")},
        "value": {"type": "string", "description": lazy("What it said.")},
        "allowed": {"type": "array", "items": {"type": "string"}, "description": lazy("What it could be.")},
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
            "title": str(TITLES.get(self.status) or HTTPStatus(self.status).phrase),
            "status": self.status,
            "detail": self.detail,
            **self.facts,
        }
        return JsonResponse(content, status=self.status, content_type=CONTENT_TYPE)


def unknown_parameter(name: str, allowed: Sequence[str]) -> Problem:
    return Problem(
        400, _("There is no parameter “%(name)s”.") % {"name": name}, parameter=name, allowed=sorted(allowed)
    )


def bad_value(name: str, value: str, detail: str, allowed: Sequence[str] = ()) -> Problem:
    facts = {"allowed": list(allowed)} if allowed else {}
    return Problem(400, detail, parameter=name, value=value[:100], **facts)
