"""Real workers of Celery for tests, each leading a process group, and their hardest end."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.db import connection

Worker = subprocess.Popen[bytes]


@contextmanager
def workers(
    settings_module: str, *options: str, of_documents: bool = False, **environment: str
) -> Iterator[Callable[..., Worker]]:
    """Starts a worker on the test's database at each call, which may add options; none is left behind."""
    started: list[Worker] = []
    address = urlsplit(os.environ["DATABASE_URL"])
    database = address._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    command = ["scripts.press"] if of_documents else ["celery", "-A", "interreg_portal", "worker"]
    given = {"DJANGO_SETTINGS_MODULE": settings_module, "DATABASE_URL": database, **environment}

    def start(*more: str) -> Worker:
        process = subprocess.Popen(
            [sys.executable, "-m", *command, *options, *more],
            env=os.environ | given,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        kill(process)


def kill(process: Worker) -> None:
    """The hardest end, for the worker and its children."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
