"""The live server of the tests in a browser: static files are read once, and stay with the browser.

In production they have names of their content and stay as long. Asked for anew by each page, and looked for
among all apps, they took longer than the page.
"""

import mimetypes
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

AXE = "/static/axe.min.js"


class KeptFiles(StaticFilesHandler):
    def serve(self, request: HttpRequest) -> HttpResponse:
        content, kind = read(self.file_path(request.path))
        return HttpResponse(content, content_type=kind, headers={"Cache-Control": "max-age=3600, immutable"})


@cache
def read(name: str) -> tuple[bytes, str]:
    """A static file and its type; axe is one of the tests alone."""
    found = AXE_FILE_PATH if AXE.endswith(f"/{name}") else finders.find(name)
    if found is None:
        raise Http404(name)
    return Path(found).read_bytes(), mimetypes.guess_type(name)[0] or "application/octet-stream"


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    with patch("django.contrib.staticfiles.handlers.StaticFilesHandler", KeptFiles):
        server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Threads of the server wait for a browser with their connections: the database could not go."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_type = 'client backend'"
            " AND pid <> pg_backend_pid()"
        )
