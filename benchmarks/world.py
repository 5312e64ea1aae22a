"""What is measured: the portal with its demo world, served by gunicorn as in production."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import Any

import psycopg2

from scripts.children import Child, StartError, open_log, run, tail
from scripts.places import ROOT, state_folder
from scripts.run import free_port_from

STATE = state_folder() / "bench"
LOG = STATE / "log" / "web.log"


def load(publications: int) -> int:
    """Migrate, load the demo world, make it big when asked for; returns the number of funded projects."""
    _must([sys.executable, "-m", "scripts.prepare"])
    if publications > _count():
        wanted = str(publications - _count())
        _must([sys.executable, "manage.py", "generate_world", "--publications", wanted, "--seed", "1"])
    return _count()


def in_shell(script: str) -> Any:
    """What a script of the portal's shell prints last, which is JSON."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", script],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


class Server:
    """Two gunicorn workers on a free port, telling statements in each answer; they serve `application`."""

    def __init__(
        self, publications: int, application: str = "interreg_portal.wsgi", **environment: str
    ) -> None:
        self.publications = publications
        self.application = application
        self.environment = environment
        self.port = free_port_from(8200)
        self.start()

    @property
    def group(self) -> int:
        """The process group of the server."""
        return self._child.process.pid

    def start(self) -> None:
        """Start and wait for the first answer."""
        command = [sys.executable, "-m", "gunicorn", "-c", "scripts/gunicorn_settings.py"]
        options = ["-b", f"127.0.0.1:{self.port}", self.application]
        with open_log(LOG) as log:
            self._child = Child(
                "web",
                [*command, *options],
                ends=((signal.SIGTERM, 10.0),),
                stdout=log,
                stderr=log,
                cwd=ROOT,
                env={**os.environ, "SERVER_TIMING": "1", "LOG_LEVEL": "WARNING", **self.environment},
            )
        until = time.monotonic() + 60
        while not self._answers():
            if time.monotonic() > until or not self._child.is_running():
                raise StartError(f"The web server did not answer:\n{tail(LOG)}")
            time.sleep(0.02)

    def stop(self) -> None:
        """End all its processes."""
        self._child.stop()

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True


def _must(command: list[str]) -> None:
    done = run(command, cwd=ROOT)
    if done.returncode:
        raise StartError(f"{' '.join(command)} failed:\n{done.stdout}\n{done.stderr}")


def _count() -> int:
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM publications_publication")
            row = cursor.fetchone()
            return int(row[0]) if row else 0
    finally:
        connection.close()
