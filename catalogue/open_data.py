"""What addresses of open data share: any origin reads them, known answers are not sent twice, limits hold."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.translation.trans_real import parse_accept_lang_header

from accounts.throttle import address
from core.release import release
from core.texts import LANGUAGES
from publications.exports import limits

View = Callable[..., HttpResponseBase]
ALLOWED = "GET, HEAD, OPTIONS"
EXPOSED = (
    "ETag, Link, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, Content-Disposition"
)


def for_every_origin(view: View) -> View:
    """Lets scripts of any website read the answer, without credentials; answers OPTIONS, refuses the rest."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204)
            response.headers["Access-Control-Allow-Methods"] = ALLOWED
            response.headers["Access-Control-Allow-Headers"] = "If-None-Match, Range, If-Range"
            response.headers["Access-Control-Max-Age"] = "86400"
        elif request.method in {"GET", "HEAD"}:
            response = view(request, *args, **kwargs)
        else:
            text = f"Only {ALLOWED}.\n"
            response = HttpResponse(text, status=405, content_type="text/plain; charset=utf-8")
        if response.status_code == 405 or request.method == "OPTIONS":
            response.headers["Allow"] = ALLOWED
        return opened(response)

    # Nothing is ever written here: who posts is told what is right, not that a form has expired.
    wrapped.csrf_exempt = True  # type: ignore[attr-defined]
    return wrapped


def opened(response: HttpResponseBase) -> HttpResponseBase:
    """The answer as scripts of any website may read it."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = EXPOSED
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def tables_limit() -> limits.Limit:
    """How often an address may fetch whole tables."""
    return limits.Limit("tables", settings.DATA_TABLES_PER_MINUTE, 60)


def standing(request: HttpRequest, limit: limits.Limit) -> limits.Standing:
    """Count this request of its network address."""
    return limits.count(limit, address(request))


def language_of(request: HttpRequest) -> str:
    """The language that the address names (`lang`), English otherwise; the browser's does not count."""
    asked = request.GET.get("lang", "")
    return asked if asked in LANGUAGES else "en"


def api_language(request: HttpRequest) -> str:
    """The language of `lang`, else of ours the first that Accept-Language names, else English."""
    if request.GET.get("lang", "") in LANGUAGES:
        return language_of(request)
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()[:200])
    return next((code[:2] for code, _weight in accepted if code[:2] in LANGUAGES), "en")


def etag_of(*parts: object) -> str:
    """An ETag for an answer that this release makes of these; weak, as equal streams may differ in a date."""
    text = "\n".join(str(part) for part in (release(), *parts))
    return f'W/"{hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]}"'


def unless_known(request: HttpRequest, etag: str, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """304 when the reader has it, the answer otherwise; caches keep both and ask again each time.

    Who has any state ("*") has this one, if there is such a thing: `answer` raises when there is none.
    """
    given = request.headers.get("If-None-Match", "").strip()
    response = HttpResponseNotModified() if etag.removeprefix("W/") in given else answer()
    if given == "*":
        response = HttpResponseNotModified()
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, no-cache"
    return response
