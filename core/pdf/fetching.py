"""What documents are made of: the packaged fonts, styles and emblem, and no other file from anywhere."""

from __future__ import annotations

import base64
import binascii
import re
from functools import cache
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import structlog
from django.contrib.staticfiles import finders
from weasyprint.urls import URLFetcher, URLFetcherResponse

from core.pdf.styles import STYLES

log = structlog.get_logger(__name__)

BASE = "https://packaged.invalid/static/"


# Pictures that a document carries in itself; whoever makes it has checked them.
_INSIDE = re.compile(r"data:(image/(?:jpeg|png));base64,([A-Za-z0-9+/]+=*)")


class NotPackaged(ValueError):
    """Something in a document asked for a file that documents do not get."""


class PackagedFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no stubs
    """Hands out packaged fonts, styles, emblem, pictures inside the page; no network, file or redirect."""

    types: ClassVar[dict[str, str]] = {
        **dict.fromkeys(STYLES, "text/css"),
        "img/emblem.svg": "image/svg+xml",
        "fonts/print-400.ttf": "font/ttf",
        "fonts/print-600.ttf": "font/ttf",
        "fonts/print-700.ttf": "font/ttf",
        "fonts/print-400-italic.ttf": "font/ttf",
        "fonts/ubuntu-latin-500.woff2": "font/woff2",
    }

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("https",), allow_redirects=False)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Raises NotPackaged, which leaves the thing out, for any address but those of the list."""
        inside = _INSIDE.fullmatch(url)
        if inside:
            return URLFetcherResponse(url, _decoded(inside[2]), {"Content-Type": inside[1]})
        name = url.removeprefix(BASE)
        if name == url or name not in self.types:
            log.warning("document asked for a file", scheme=urlsplit(url[:200]).scheme)
            raise NotPackaged(url[:200])
        return URLFetcherResponse(url, packaged(name), {"Content-Type": self.types[name]})


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise NotPackaged(text[:20]) from error


@cache
def packaged(name: str) -> bytes:
    """The content of a static file, read once for each process."""
    place = finders.find(name)
    if not place:
        raise NotPackaged(name)
    return Path(str(place)).read_bytes()
