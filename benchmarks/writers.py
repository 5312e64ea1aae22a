"""Applicants of the benchmarks: people with complete drafts in an open call, signed in, who save fields."""

from __future__ import annotations

import http.client
import json
import random
import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from scripts.places import ROOT

# Runs where Django is set up: makes the people, their drafts and their sessions; prints one line of JSON.
SCRIPT = """
import json, sys, time, yaml
from importlib import import_module
from pathlib import Path
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from accounts.models import User
from calls.models import Call
from partners.models import Organisation
from projects import fields
from publications.demo import loading, writing
from publications.generating import refusal
assert not refusal(), refusal()
count, mark = %(count)d, "%(mark)s"
entries = yaml.safe_load(Path("fixtures/demo/proposals.yaml").read_text(encoding="utf-8"))
entry = next(one for one in entries if one["call"] == "FWVL" and one["state"] == "submitted")
call = Call.objects.get(code="fwvl-demo")
rows = yaml.safe_load(Path("fixtures/demo/organisations.yaml").read_text(encoding="utf-8"))
by_name = {one.name: one for one in Organisation.objects.filter(is_demo=True)}
organisations = {row["key"]: by_name[row["name"]] for row in rows}
engine = import_module(settings.SESSION_ENGINE)
out = []
for number in range(count):
    email = f"{mark}{number}@bench.example"
    user = User.objects.create(email=email, name=f"Bench {number}", is_demo=True, password="!")
    project = writing.write(call, {**entry, "acronym": f"{mark}{number}"}, organisations, by=user)
    session = engine.SessionStore()
    session.update({SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
                    HASH_SESSION_KEY: user.get_session_auth_hash(), "renewed_at": int(time.time())})
    session.create()
    tokens = fields.tokens(project)
    keys = [key for key in tokens if key.startswith(("title.", "summary."))]
    out.append({
        "cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}",
        "project": str(project.uid),
        "person": str(user.uid),
        "tokens": {key: tokens[key].token for key in keys},
    })
print(json.dumps(out))
"""

# Runs where Django is set up: reads what was acknowledged from stdin, prints how much of it is not stored.
COUNT_LOST = """
import json, sys
from projects.models import AnswerRevision, Project
lost = 0
for row in json.load(sys.stdin):
    revisions = AnswerRevision.objects.filter(answer__project__uid=row["project"])
    stored = set(revisions.values_list("text", flat=True))
    lost += sum(text not in stored for text in row["acknowledged"])
submitted = Project.objects.filter(uid__in=%(uids)s, code__isnull=False).count()
codes = Project.objects.filter(uid__in=%(uids)s, code__isnull=False).values("code").distinct().count()
print(json.dumps({"lost": lost, "submitted": submitted, "codes": codes}))
"""


# Seconds after which a connection is opened anew: the server closes idle ones.
IDLE = 3.0


@dataclass
class Tally:
    """What all applicants met: milliseconds as they saw and as the server told, statuses, statements."""

    seen: list[float] = field(default_factory=list)
    served: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    statements: list[int] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, status: int, milliseconds: float, timing: str) -> None:
        told = re.search(r'sql;desc="(\d+)".*total;dur=([\d.]+)', timing)
        with self.lock:
            self.statuses[status] = self.statuses.get(status, 0) + 1
            self.seen.append(milliseconds)
            if told:
                self.served.append(float(told.group(2)))
                self.statements.append(int(told.group(1)))


class Writer:
    """One applicant with one draft. Status 0 stands for a connection that broke."""

    def __init__(self, facts: dict[str, object], port: int) -> None:
        self.project = str(facts["project"])
        self.tokens: dict[str, str] = dict(facts["tokens"])  # type: ignore[call-overload]
        self.person = str(facts["person"])
        self.cookie = str(facts["cookie"])
        self.acknowledged: list[str] = []
        self._port = port
        self._connection: http.client.HTTPConnection | None = None
        self._used = 0.0
        self._chance = random.Random(self.project)  # noqa: S311 - no secret

    def save(self, tally: Tally) -> int:
        """Change one text, as its box would; the text counts as acknowledged after the server said so."""
        key = self._chance.choice(sorted(self.tokens))
        text = f"{key} {self._chance.getrandbits(64):x} " + "Samen werken, ensemble. " * self._chance.randint(
            1, 9
        )
        values = {"key": key, "value": text, "base": self.tokens[key], "person": self.person}
        status, body = self._post(f"/en/apply/{self.project}/field/", values, tally)
        if status == 200:
            self.tokens[key] = json.loads(body)["token"]
            self.acknowledged.append(text)
        elif status == 409:
            self.tokens[key] = json.loads(body)["token"]
        return status

    def submit(self, tally: Tally) -> int:
        """Press the last button."""
        status, _body = self._post(f"/en/apply/{self.project}/submit/", {"sure": "on"}, tally)
        return status

    def _post(self, address: str, values: dict[str, str], tally: Tally) -> tuple[int, bytes]:
        secret = "b" * 32
        headers = {
            "Host": "localhost",
            "Cookie": f"{self.cookie}; csrftoken={secret}",
            "X-CSRFToken": secret,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        started = time.perf_counter()
        try:
            if self._connection is None or time.monotonic() - self._used > IDLE:
                self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
            self._connection.request("POST", address, urlencode(values), headers)
            response = self._connection.getresponse()
            body, status = response.read(), response.status
            timing = response.headers.get("Server-Timing", "")
            self._used = time.monotonic()
        except (OSError, http.client.HTTPException):
            self._connection, body, status, timing = None, b"", 0, ""
        tally.note(status, (time.perf_counter() - started) * 1000, timing)
        return status, body


def make(count: int, port: int) -> list[Writer]:
    """So many applicants with a complete draft each."""
    mark = f"r{int(time.time()) % 10_000_000:x}-"
    return [Writer(facts, port) for facts in json.loads(_shell(SCRIPT % {"count": count, "mark": mark}))]


def verify(writers: list[Writer]) -> dict[str, int]:
    """How many acknowledged texts are not stored; how many proposals are submitted, under how many codes."""
    rows = [{"project": one.project, "acknowledged": one.acknowledged} for one in writers]
    uids = repr([one.project for one in writers])
    return dict(json.loads(_shell(COUNT_LOST % {"uids": uids}, given=json.dumps(rows))))


def _shell(script: str, given: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", script],
        input=given or None,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout.splitlines()[-1]
