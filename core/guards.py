"""Requests that are refused before any view sees them, and answers that no cache may keep."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

MULTIPART = "multipart/form-data"


def refusal(status: int) -> HttpResponse:
    """A plain page in the reader's language that needs neither session nor database."""
    return HttpResponse(render_to_string("errors/plain.html", {"status": status}), status=status)


class HostileRequestMiddleware:
    """400 for NUL characters, which no database column can hold; 413 for bodies that are too large."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if has_nul(request):
            return refusal(400)
        if body_size(request) > largest_body(request):
            return refusal(413)
        return self.get_response(request)


def has_nul(request: HttpRequest) -> bool:
    """Whether path, query or a cookie holds a NUL."""
    return (
        "\x00" in request.path_info
        or b"\x00" in unquote_to_bytes(request.META.get("QUERY_STRING", ""))
        or any("\x00" in value for value in request.COOKIES.values())
    )


def body_size(request: HttpRequest) -> int:
    """The announced size in bytes; 0 when none is announced (then no body is read either)."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return int(announced) if announced.isascii() and announced.isdigit() else 0


def largest_body(request: HttpRequest) -> int:
    """Bytes that a request of this type may bring; only uploads may be large."""
    is_upload = (request.content_type or "") == MULTIPART
    return settings.UPLOAD_MAX_BODY if is_upload else int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)


class PrivateAnswersMiddleware:
    """No cache keeps what was answered to somebody with a session, or what starts one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = settings.SESSION_COOKIE_NAME
        if session in request.COOKIES or session in response.cookies:
            response["Cache-Control"] = "no-store, private"
        return response
