"""Public pages that were made before, for readers who did not sign in: kept in memory, answered at once.

A page belongs to an edition of the public data (publications.editions), which is read for each request, and
to the minute, because deadlines fall on whole minutes. So no page is older than its records, in whatever
cache it lies: caches must ask each time (`no-cache`), and the answer is mostly a 304.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_etags, parse_http_date

from catalogue.pages import PUBLIC
from core.keeping import Keep
from core.release import release, released_at
from publications import editions
from publications.editions import Edition

LONGEST_QUERY = 400  # characters; a page with a longer one is made each time
DIGITS = 16
SEALED = re.compile(r'^(?:W/)?"[0-9a-f]{16}-([^"]+)"$')
GAPS = re.compile(rb">\s*\n\s*<")  # indentation between tags: a tenth of a page
# Before these a line break is nothing: they stand on lines of their own, or in a table.
BLOCKS = re.compile(rb"\n\s*(?=</?(?:t[dhr]|thead|tbody|tfoot|section|p|h[1-6]|meta|link|script)\b)")
# In a text, not in a tag; Django writes them long, and French has one in every line.
QUOTES = re.compile(rb"&(#x27|quot);(?=[^<>]*<)")
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
_JUDGED = frozenset({*CONDITIONS, "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE"})
# What a page of ours may depend on beside its address; one that depends on more is not kept.
KNOWN_TO_VARY = {"cookie", "accept-language"}
# Addresses with a language, but for the rooms of people who sign in.
PAGES = re.compile(
    rf"^/(?:{'|'.join(code for code, _name in settings.LANGUAGES)})/(?!account/|apply/|secretariat/)[^\0]*$"
)


@dataclass(frozen=True)
class Page:
    """An answer as it left the inner middleware."""

    body: bytes
    headers: tuple[tuple[str, str], ...]

    def as_response(self) -> HttpResponse:
        response = HttpResponse(self.body)
        setattr(response, PUBLIC, True)
        for name, value in self.headers:
            response.headers[name] = value
        return response


@cache
def keeps() -> tuple[Keep[Page], Keep[Page]]:
    """Pages without a query, and with one: made-up queries can't push out the pages that all read."""
    room = int(settings.PAGES_KEPT)
    return Keep(room * 2 // 3), Keep(room // 3)


class KeptPagesMiddleware:
    """Answers readers who did not sign in with 304 or a kept page; gives public pages ETag and date."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_plain(request):
            return self.get_response(request)
        edition = _edition()
        key = _key(request) if edition else None
        if edition is None or key is None:
            return _unless_known(request, _finish(self._made(request), "", edition), edition)
        seal = _seal(key, edition)
        known = request.META.get("HTTP_IF_NONE_MATCH", "")
        held = [one for one in parse_etags(known) if seal in one] if known else []
        if held:
            return _unchanged(held[0])
        keep = keeps()[bool(key[-1])]
        kept = keep.get(seal)
        if kept is not None:
            return _unless_known(request, kept.as_response(), edition)
        with editions.held(edition):
            response = _finish(self._made(request), seal, edition)
        if _may_keep(request, response, seal):
            keep.put(seal, Page(response.content, tuple(response.headers.items())), len(response.content))
        return _unless_known(request, response, edition)

    def _made(self, request: HttpRequest) -> HttpResponse:
        """The whole answer of the view: whether the reader has it is judged by its bytes."""
        asked = {name: request.META.pop(name) for name in CONDITIONS if name in request.META}
        try:
            return self.get_response(request)
        finally:
            request.META.update(asked)


def is_plain(request: HttpRequest) -> bool:
    """Whether nothing but the address decides what the reader gets."""
    meta, cookies = request.META, request.COOKIES
    return (
        request.method in {"GET", "HEAD"}
        and PAGES.match(request.path) is not None
        and settings.SESSION_COOKIE_NAME not in cookies
        and "messages" not in cookies
        and "HTTP_AUTHORIZATION" not in meta
        and "HTTP_HX_REQUEST" not in meta
        and len(meta.get("QUERY_STRING", "")) <= LONGEST_QUERY
        and "%00" not in meta.get("QUERY_STRING", "")
    )


def _edition() -> Edition | None:
    """None when the database does not answer (what comes after says so), and inside an open transaction.

    What that shows may never be committed, and its edition changes once only.
    """
    if connection.in_atomic_block:
        return None
    try:
        return editions.newest_for_a_page()
    except Error:
        connection.close()
        return None


def _key(request: HttpRequest) -> tuple[str, ...] | None:
    """Scheme, host, path and the query in one order; the path begins with the language."""
    try:
        host = request.get_host()
    except DisallowedHost:
        return None
    query = request.META.get("QUERY_STRING", "")
    if query:
        pairs = parse_qsl(query, keep_blank_values=True)
        query = urlencode(sorted(pairs, key=lambda pair: pair[0]))
    return (request.scheme or "", host, request.path, query)


def _seal(key: tuple[str, ...], edition: Edition) -> str:
    """Stands for a page in one state: its address, the edition of its data, the release, the minute."""
    parts = (*key, edition.word, release(), str(int(time.time()) // 60))
    return blake2b("\n".join(parts).encode("utf-8", "surrogatepass"), digest_size=DIGITS // 2).hexdigest()


def _tag(etag: str) -> str:
    """An ETag without its seal."""
    found = SEALED.match(etag)
    return f'"{found[1]}"' if found else etag


def _may_keep(request: HttpRequest, response: HttpResponse, seal: str) -> bool:
    """Whether the address alone decides what the answer is, so that it bears the seal."""
    return (
        request.method == "GET" and response.status_code == 200 and seal in response.headers.get("ETag", "")
    )


def _finish(response: HttpResponse, seal: str, edition: Edition | None) -> HttpResponse:
    """Give a public page its ETag and date; any other answer stays as it is."""
    if not getattr(response, PUBLIC, False) or response.status_code != 200 or response.streaming:
        return response
    if response.cookies:  # made for one reader
        response.headers["Cache-Control"] = "no-store, private"
        return response
    if response.headers.get("Content-Type", "").startswith("text/html"):
        response.content = lighter(response.content)
        response.headers["Content-Length"] = str(len(response.content))
    tag = blake2b(response.content, digest_size=DIGITS // 2).hexdigest()
    varies_by = {name.strip().lower() for name in response.headers.get("Vary", "").split(",") if name}
    response.headers["ETag"] = f'"{seal}-{tag}"' if seal and varies_by <= KNOWN_TO_VARY else f'"{tag}"'
    given = response.headers.get("Last-Modified", "")
    changed_at = parse_http_date(given) if given else int(edition.changed_at.timestamp()) if edition else None
    if changed_at is not None:
        response.headers["Last-Modified"] = http_date(max(changed_at, released_at()))
    return response


def lighter(page: bytes) -> bytes:
    """The same page without what only takes room: indentation, and quotes of texts written long."""
    return QUOTES.sub(_quote, GAPS.sub(b">\n<", BLOCKS.sub(b"", page)))


def _quote(found: re.Match[bytes]) -> bytes:
    return b'"' if found[1] == b"quot" else b"'"


def _own_condition(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A file or picture with an ETag of its own, or 304: its view was asked without conditions."""
    found = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    if found is response or not isinstance(found, HttpResponse):
        return response
    file = getattr(response, "file_to_stream", None)
    if file is not None:
        file.close()
    return found


def _unchanged(etag: str) -> HttpResponse:
    response = HttpResponse(status=304)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Vary"] = "Cookie"
    return response


def _unless_known(request: HttpRequest, response: HttpResponse, edition: Edition | None) -> HttpResponse:
    """304 when the reader has these bytes, under whatever seal: then with the ETag that the reader holds.

    Who names a date alone must have asked since the newest change of anything public: the page's own date is
    that of its record, and shows neither what left a list nor what other records say on it.
    """
    etag = response.headers.get("ETag", "")
    if not getattr(response, PUBLIC, False):
        return _own_condition(request, response) if etag else response
    if etag and _JUDGED.isdisjoint(request.META):
        return response
    known = request.META.get("HTTP_IF_NONE_MATCH", "")
    own = next((one for one in parse_etags(known) if _tag(one) == _tag(etag)), "") if known and etag else ""
    if own:
        response.headers["ETag"] = etag = own
    if not etag:
        return response
    date = response.headers.get("Last-Modified")
    modified = parse_http_date(date) if date else None
    if modified is not None and edition is not None:
        modified = max(modified, int(edition.changed_at.timestamp()))
    found = get_conditional_response(request, etag=etag, last_modified=modified, response=response)
    return found if isinstance(found, HttpResponse) else response
