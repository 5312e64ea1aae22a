"""The web server as `make run` and production start it: slow clients hold up nobody, a stop drains."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scripts.run import free_port_from
from tests.house.tree import ROOT

pytestmark = pytest.mark.slow

APPLICATION = """
import os
import time

READ_BY = os.getpid()
LARGE = 6_000_000
left = []

def application(environ, start_response):
    if environ["PATH_INFO"] == "/who":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [f"{READ_BY} {os.getpid()}".encode()]
    if environ["PATH_INFO"] == "/large":
        for _ in range(8):
            start_of_hole = bytes(LARGE)
            left.append([bytes(4_000) for _ in range(3)])
            del start_of_hole
        with open("/proc/self/statm") as told:
            resident, shared = map(int, told.read().split()[1:3])
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [str((resident - shared) * os.sysconf("SC_PAGE_SIZE")).encode()]
    if environ["PATH_INFO"] == "/slow":
        open("begun", "x").close()
        time.sleep(1)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"done"]
"""


class Web:
    def __init__(self, folder: Path, **environment: str) -> None:
        (folder / "slow_app.py").write_text(APPLICATION)
        self.port = free_port_from(8300)
        settings = str(ROOT / "scripts" / "gunicorn_settings.py")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", settings, "-b", f"127.0.0.1:{self.port}", "slow_app"],
            cwd=folder,
            env={**os.environ, "WEB_WORKERS": "1", "WEB_THREADS": "4", **environment},
            stderr=subprocess.DEVNULL,
        )
        self.reach()

    def reach(self) -> None:
        """Ask until there is an answer: whoever was slow to ask is sent away, too."""
        while True:
            try:
                assert self.get("/") == b"done"
                return
            except OSError:
                assert self.process.poll() is None
                time.sleep(0.05)

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=40) as answer:
            return answer.read()


@contextmanager
def serving(folder: Path, **environment: str) -> Iterator[Web]:
    started = Web(folder, **environment)
    yield started
    if started.process.poll() is None:
        started.process.terminate()
    started.process.wait(60)


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    with serving(tmp_path) as started:
        yield started


@pytest.fixture
def impatient(tmp_path: Path) -> Iterator[Web]:
    """Waits a second for the next bytes, which a busy machine may take to send any."""
    with serving(tmp_path, WEB_PATIENCE="1") as started:
        yield started


def test_clients_that_fall_silent_hold_up_nobody_for_long(impatient: Web) -> None:
    silent = [socket.create_connection(("127.0.0.1", impatient.port)) for _ in range(8)]
    for client in silent:
        client.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Le")
    time.sleep(0.2)
    started = time.monotonic()
    impatient.reach()
    assert time.monotonic() - started < 30  # for ever without an end to patience
    for client in silent:
        client.close()


def test_stop_lets_a_request_end(web: Web, tmp_path: Path) -> None:
    answers: list[bytes] = []
    request = threading.Thread(target=lambda: answers.append(web.get("/slow")))
    request.start()
    while not (tmp_path / "begun").exists():
        time.sleep(0.02)
    web.process.send_signal(signal.SIGTERM)
    request.join()
    assert answers == [b"done"]
    assert web.process.wait(60) == 0


def test_workers_share_what_was_read_before_they_parted(web: Web) -> None:
    read_by, answered_by = web.get("/who").split()
    assert int(read_by) == web.process.pid
    assert int(answered_by) != web.process.pid


def test_memory_of_a_large_answer_is_given_back(web: Web) -> None:
    before = int(web.get("/large"))
    for _ in range(4):
        after = int(web.get("/large"))
    assert after - before < 4_000_000  # tens of millions where the library leaves holes
