"""Posts that are taken from the portal's own pages only, without a token in the page.

Pages for anonymous readers are kept whole in caches, so their forms can't carry a token of one reader. Every
browser says of a post which site the form stood on: `Sec-Fetch-Site`, else `Origin`, else `Referer`. Scripts
of other sites can set none of the three. What such a form does must rest on nothing that the browser sends
along unasked (session, sign-in): then a forged post gains nothing that its sender could not do alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from core.errors import NotAllowed

View = Callable[..., HttpResponseBase]
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def own_pages_only(view: View) -> View:
    """For a view whose posts need no token of the session: refuses those that no page of ours sent."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method not in SAFE and not is_from_own_page(request):
            raise NotAllowed(
                _("Forms of the portal can only be sent from its own pages. Send it again there.")
            )
        return view(request, *args, **kwargs)

    wrapped.csrf_exempt = True  # type: ignore[attr-defined]
    return wrapped


def taken_from_anywhere(view: View) -> View:
    """For a view that mail programs post to: the secret in its address is all that counts."""
    view.csrf_exempt = True  # type: ignore[attr-defined]
    return view


def is_from_own_page(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent this. False when nothing says so."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    told = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        host = urlsplit(told).netloc
    except ValueError:
        return False
    return bool(host) and host.lower() == request.get_host().lower()


def page_before(request: HttpRequest) -> str:
    """The address, on this site and without its host, of the page that led here; "" when nobody says."""
    told = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    try:
        parts = urlsplit(told)
    except ValueError:
        return ""
    if parts.netloc.lower() != request.get_host().lower() or parts.path[1:2] in {"/", "\\"}:
        return ""  # as a link, "//elsewhere" leads to another site
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
