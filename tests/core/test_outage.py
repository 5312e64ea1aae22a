"""While the database is away people get a page that says so, and health tells the truth."""

import errno
import json
import os
import subprocess
import sys

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError

from core.outage import is_outage

VISIT = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
client = Client(raise_request_exception=False)
answers = {}
for address in ["/healthz", "/readyz"]:
    answer = client.get(address)
    answers[address] = [answer.status_code, answer.get("Retry-After"), answer.content.decode()]
client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
for address in ["/en/account/email/", "/nl/account/email/"]:
    answer = client.get(address)
    answers[address] = [answer.status_code, answer.get("Retry-After"), answer.content.decode()]
answer = client.post("/en/account/login/", {"login": "a@example.org", "password": "b"})
answers["post"] = [answer.status_code, answer.get("Retry-After"), answer.content.decode()]
print(json.dumps(answers))
"""


def test_database_away_is_a_page_that_asks_to_come_back() -> None:
    away = {"DATABASE_URL": "postgres://portal@127.0.0.1:9/none", "LOG_LEVEL": "CRITICAL"}
    done = subprocess.run(
        [sys.executable, "-c", VISIT],
        env={**os.environ, **away, "DJANGO_SETTINGS_MODULE": "interreg_portal.settings.test"},
        capture_output=True,
        text=True,
        check=True,
    )
    answers = json.loads(done.stdout.splitlines()[-1])
    assert answers["/healthz"][0] == 200
    assert (answers["/readyz"][0], json.loads(answers["/readyz"][2])["database"]) == (503, "away")
    for visit in ("/en/account/email/", "/nl/account/email/", "post"):
        status, retry_after, page = answers[visit]
        assert (status, retry_after) == (503, "10"), visit
        assert "<h1" in page
        assert "Traceback" not in page


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("server closed the connection"),
        InterfaceError("connection already closed"),
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EROFS, "Read-only file system"),
    ],
    ids=str,
)
def test_lost_database_and_full_disk_are_outages(error: Exception) -> None:
    assert is_outage(error)
    wrapped = RuntimeError("while saving")
    wrapped.__cause__ = error
    assert is_outage(wrapped)


@pytest.mark.parametrize(
    "error", [ValueError(), IntegrityError(), FileNotFoundError(errno.ENOENT, "")], ids=repr
)
def test_faults_of_our_own_are_no_outages(error: Exception) -> None:
    assert not is_outage(error)
