"""What is made ready before the web processes part: pages, and a start without a database."""

import os
import subprocess
import sys
import time
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections

from catalogue import kept
from interreg_portal import warming
from tests.factories.publications import PublicationFactory
from tests.house.tree import ROOT

OTHERS = """
SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'
    AND pid <> pg_backend_pid()
"""
LOADED = "from interreg_portal import wsgi; print(callable(wsgi.application))"


def others() -> set[int]:
    """The connections to the database but for our own."""
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
        return {pid for (pid,) in cursor.fetchall()}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_warming_makes_every_page_and_leaves_no_connection(settings: Any) -> None:
    PublicationFactory()
    settings.PORTAL_URL = "http://testserver"
    settings.CHANGES_ARE_TOLD = True
    before = others()  # of threads that served other tests, maybe
    singles = 1
    pages = len(warming.PAGES) + 3 + 1 + singles
    assert warming.warm(WSGIHandler()) == pages
    assert [each.connection for each in connections.all()] == [None]
    until = time.monotonic() + 60
    while others() - before:  # the server hears of it a moment later
        assert time.monotonic() < until
        time.sleep(0.05)
    assert [len(keep) for keep in kept.keeps()] == [0, 0]


@pytest.mark.slow
def test_web_process_starts_while_the_database_is_away() -> None:
    away = {"DATABASE_URL": "postgres://portal@127.0.0.1:9/none", "LOG_LEVEL": "WARNING"}
    settings = {"DJANGO_SETTINGS_MODULE": "interreg_portal.settings.dev", "SECRET_KEY": "x"}
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        cwd=ROOT,
        env={**os.environ, **away, **settings},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.endswith("True\n")
    assert "The pages were not made ready" in done.stdout + done.stderr
