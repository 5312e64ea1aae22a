"""What public pages share: how caches may keep them, and the way to them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

from core.release import release

View = Callable[..., HttpResponse]

PUBLIC = "is_public_page"  # the attribute by which the middleware knows a page that may be kept


def public_page(view: View) -> View:
    """Says that what an anonymous reader gets depends on the address alone: it is kept (catalogue.kept).

    Caches elsewhere ask each time: a changed record must be seen at once.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        else:
            patch_cache_control(response, public=True, no_cache=True)
            setattr(response, PUBLIC, True)
        return response

    return wrapped


def without_blanks(view: View) -> View:
    """Leads an address with empty parameters to the same one without: forms send every field they have.

    So the address of a search is short, however it was made, and one search has one address.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pairs = [(name, one) for name, values in request.GET.lists() for one in values]
        filled = [(name, one) for name, one in pairs if one.strip() or not name.isidentifier()]
        if request.method not in {"GET", "HEAD"} or filled == pairs:
            return view(request, *args, **kwargs)
        query = urlencode(filled, safe=",", errors="surrogatepass")
        return HttpResponseRedirect(f"{request.path}?{query}" if query else request.path)

    return wrapped


def answer_unless_known(
    request: HttpRequest, parts: Sequence[object], changed_at: datetime, page: Callable[[], HttpResponse]
) -> HttpResponse:
    """304 for an anonymous reader who has this page as it is now; the page with ETag and date otherwise.

    `parts` names all that the page shows; the page is made only when it is sent.
    """
    if request.user.is_authenticated:
        return page()
    text = "|".join(str(part) for part in (*parts, release()))
    etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    seconds = int(changed_at.timestamp())
    known = get_conditional_response(request, etag=etag, last_modified=seconds)
    response = known if isinstance(known, HttpResponse) else page()
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(seconds)
    return response


def crumbs(*steps: tuple[object, str]) -> Iterable[dict[str, object]]:
    """The way to a page; the last step is the page itself and has no address."""
    return [{"label": label, "url": url} for label, url in steps]
