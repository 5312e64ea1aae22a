"""What every web process needs is made before they part: then they share it, and no reader waits for it."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Iterator
from typing import Any, cast
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, connections
from django.urls import reverse
from django.utils import translation
from psycopg2 import Error as DriverError

from catalogue import kept
from publications import editions
from publications.models import Organisation, Publication

LOG = logging.getLogger(__name__)
OK = "200 OK"
# Pages that most readers open, and pages whose making reads much that stays: shapes, words, templates.
PAGES = (
    *("home", "projects", "map", "figures", "network", "programmes", "calls", "regions", "organisations"),
    *("data", "about", "projects_feed"),
)
SEARCH = "?q=water&country=BE"


def warm(application: WSGIApplication) -> int:
    """Read translations, addresses and the templates of public pages; returns how many pages were made.

    Asks the application itself. When the database is away, what needs none is made and the rest is left to
    the first readers. Leaves no connection open: processes that part must not share one.
    """
    logging.disable(logging.WARNING)
    try:
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                translation.gettext("Projects")
                reverse("catalogue:home")  # reads every address
        return sum(_made(application, address) for address in _addresses())
    except (DatabaseError, DriverError, OSError) as problem:
        logging.disable(logging.NOTSET)
        LOG.warning("The pages were not made ready: %s", problem)
        return 0
    finally:
        logging.disable(logging.NOTSET)
        for keep in kept.keeps():
            keep.clear()
        editions.TOLD.close()
        connections.close_all()
        caches.close_all()


def _addresses() -> Iterator[str]:
    """One address of each type of page, and the first page in every language."""
    codes = Publication.objects.order_by("-pk").values_list("code", flat=True)[:2]
    slugs = Organisation.objects.order_by("-pk").values_list("slug", flat=True)[:1]
    singles = [*(("project", code) for code in codes), *(("organisation", slug) for slug in slugs)]
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yield reverse("catalogue:home")
    with translation.override(settings.LANGUAGE_CODE):
        yield from (reverse(f"catalogue:{name}") for name in PAGES)
        yield reverse("catalogue:projects") + SEARCH
        yield from (reverse(f"catalogue:{name}", args=[key]) for name, key in singles)


def _made(application: WSGIApplication, address: str) -> bool:
    """Ask for a page as an anonymous reader behind the proxy would."""
    path, _, query = address.partition("?")
    place = urlsplit(settings.PORTAL_URL)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": place.hostname,
        "SERVER_PORT": str(place.port or 443),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": place.netloc,
        "HTTP_X_FORWARDED_PROTO": place.scheme,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": place.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    answers: list[str] = []

    def start(status: str, headers: object, problem: object = None) -> None:
        answers.append(status)

    body = application(environ, cast(StartResponse, start))
    try:
        for _part in body:
            pass
    finally:
        close = getattr(body, "close", None)
        if close:
            close()
    return answers == [OK]
