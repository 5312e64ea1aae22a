"""Answers that hand out files which people brought: for saving, never for showing, and harmless if shown."""

from __future__ import annotations

from typing import IO, Any

from django.http import FileResponse, HttpResponseBase


def to_save(stored: IO[bytes] | Any, name: str, content_type: str) -> HttpResponseBase:
    """The file under its name, as an attachment (RFC 6266)."""
    kind = content_type or "application/octet-stream"
    return harmless(FileResponse(stored, as_attachment=True, filename=name, content_type=kind))


def harmless(response: HttpResponseBase, etag: str = "") -> HttpResponseBase:
    """The answer with headers that let no browser run, guess or keep what is in it."""
    if etag:
        response.headers["ETag"] = etag
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
