"""What a first visit sends over the wire: the page, its styles, scripts, fonts and pictures, compressed.

What the server does not compress itself is compressed here, as it is in production: files once and well,
pages as they come.
"""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import brotli

from benchmarks.world import Server

PAGES = {"list": "/en/projects/", "project": "/en/projects/vlned-crossroads-vi/", "home": "/en/"}
TAG = re.compile(r"<(?:link|script|img|image)\b[^>]*>")
ADDRESS = re.compile(r'\b(?:href|src)="([^"]+)"')
FETCHED = re.compile(r'rel="(?:stylesheet|preload|icon)"')
IMPORTED = re.compile(r'(?:from|import)\s*\(?\s*"(\.{0,2}/[^"]+\.js)"')
READY = {"woff2", "png", "jpg"}  # compressed as they are
OF_FILES, OF_PAGES = 11, 5  # how hard is compressed
MOST_KB, AIM_KB = 100, 75


def run(server: Server) -> Iterator[dict[str, Any]]:
    """One line for each page: kilobytes of each kind and in all, with the goal."""
    for name, address in PAGES.items():
        parts = _first_view(server.port, address)
        kinds: dict[str, float] = {}
        for path, size in parts.items():
            kind = "html" if path == address else path.partition("?")[0].rpartition(".")[2]
            kinds[kind] = kinds.get(kind, 0) + size / 1000
        whole = sum(kinds.values())
        yield {
            "bench": f"public: first view of {name} over the wire",
            "n": server.publications,
            "requests": len(parts),
            **{f"{kind}_kb": round(size, 1) for kind, size in sorted(kinds.items())},
            "kb": round(whole, 1),
            "kb_at_most": MOST_KB,
            "aim": AIM_KB,
            "met": whole <= MOST_KB,
        }


def _first_view(port: int, address: str) -> dict[str, int]:
    """Bytes over the wire by address, of the page and all that a browser fetches with it."""
    found: dict[str, int] = {}
    left = [address]
    while left:
        path = left.pop(0)
        if path in found:
            continue
        size, body = _fetched(port, path)
        found[path] = size
        text = body.decode("utf-8", "replace")
        if path == address:
            left += [urljoin(path, one) for one in _named(text)]
        elif path.endswith(".js"):
            left += [urljoin(path, one) for one in IMPORTED.findall(text)]
    return found


def _named(page: str) -> Iterator[str]:
    for tag in TAG.findall(page):
        if not tag.startswith("<link") or FETCHED.search(tag):
            for one in ADDRESS.findall(tag):
                if one.startswith("/"):
                    yield one


def _fetched(port: int, path: str) -> tuple[int, bytes]:
    """Bytes over the wire, and the content."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Host": "localhost", "Accept-Encoding": "br"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{path} answers {answer.status}")
    if answer.headers.get("Content-Encoding") == "br":
        return len(body), brotli.decompress(body)
    ending = path.partition("?")[0].rpartition(".")[2]
    quality = OF_FILES if path.startswith("/static/") else OF_PAGES
    return len(body) if ending in READY else len(brotli.compress(body, quality=quality)), body
