"""What public pages share: how caches may keep them, and lists in bounded pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.functional import cached_property
from django.utils.http import http_date

View = Callable[..., HttpResponse]

PAGE = 20
REACHABLE = 10_000  # rows that pages lead to; a longer list asks for a filter


def public_page(*, max_age: int = 60) -> Callable[[View], View]:
    """Lets shared caches keep what an anonymous reader gets for `max_age` seconds (0: ask each time)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            if request.user.is_authenticated:
                patch_cache_control(response, private=True, no_store=True)
            elif max_age:
                patch_cache_control(response, public=True, max_age=max_age)
            else:
                patch_cache_control(response, public=True, no_cache=True)
            return response

        return wrapped

    return decorate


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


@cache
def release() -> str:
    """A word for the templates and words that this process serves, so that a new release is a new page."""
    base = Path(settings.BASE_DIR)
    files = sorted([*base.glob("templates/**/*.html"), *base.glob("locale/*/LC_MESSAGES/*.mo")])
    content = hashlib.sha256()
    for file in files:
        content.update(file.read_bytes())
    return content.hexdigest()[:16]


class BoundedPaginator(Paginator):  # type: ignore[type-arg]  # generic in its stubs only
    """Pages over at most `reachable` rows; counting, in no order, stops one row further."""

    def __init__(self, ordered: Any, *, unordered: Any, reachable: int = REACHABLE) -> None:
        super().__init__(ordered, PAGE)
        self.unordered = unordered
        self.reachable = reachable

    @cached_property
    def found(self) -> int:
        """How many there are, or one more than can be reached."""
        return int(self.unordered[: self.reachable + 1].count())

    @cached_property
    def count(self) -> int:
        return min(self.found, self.reachable)

    @property
    def has_more(self) -> bool:
        return self.found > self.reachable


def crumbs(*steps: tuple[object, str]) -> Iterable[dict[str, object]]:
    """The way to a page; the last step is the page itself and has no address."""
    return [{"label": label, "url": url} for label, url in steps]
