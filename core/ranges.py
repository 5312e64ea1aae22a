"""Files that can be fetched in parts (RFC 9110, 14): a download that broke off goes on where it stopped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)

PIECE = 1 << 16  # bytes read at a time
_ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def serve(request: HttpRequest, stored: IO[bytes] | Any, size: int, etag: str) -> HttpResponseBase:
    """The file, the asked part of it, 304 when the reader has it, or 416 when there is no such part.

    `etag` is in quotes. Of several ranges at once none is answered: the whole file is, as the rule allows.
    """
    if etag in request.headers.get("If-None-Match", ""):
        stored.close()
        return _with_headers(HttpResponseNotModified(), etag)
    part = _asked(request, size, etag)
    if part is None:
        stored.close()
        return _with_headers(HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"}), etag)
    first, last, is_whole = part
    response = StreamingHttpResponse(
        () if request.method == "HEAD" else _read(stored, first, last - first + 1),
        status=200 if is_whole else 206,
    )
    if request.method == "HEAD":
        stored.close()
    response.headers["Content-Length"] = str(last - first + 1)
    if not is_whole:
        response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return _with_headers(response, etag)


def _asked(request: HttpRequest, size: int, etag: str) -> tuple[int, int, bool] | None:
    """First and last byte to send, and whether that is the file as such; None when it has no such bytes."""
    whole = (0, size - 1, True)
    if request.method != "GET":  # ranges have a meaning for no other method
        return whole
    asked = _ONE_RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or asked.groups() == ("", "") or request.headers.get("If-Range", etag) != etag:
        return whole
    first, last = asked.groups()
    if not first:  # the last so many bytes
        return (max(size - int(last), 0), size - 1, False) if int(last) and size else None
    end = min(int(last), size - 1) if last else size - 1
    return (int(first), end, False) if int(first) <= end else None


def _read(stored: IO[bytes] | Any, first: int, length: int) -> Iterator[bytes]:
    with stored:
        stored.seek(first)
        while length > 0 and (piece := stored.read(min(PIECE, length))):
            length -= len(piece)
            yield piece


def _with_headers(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response.headers["ETag"] = etag
    response.headers["Accept-Ranges"] = "bytes"
    return response
