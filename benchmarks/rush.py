"""Many people at work at once: editors, the rush before a deadline, and saves while processes are killed."""

from __future__ import annotations

import os
import random
import signal
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.measure import percentiles
from benchmarks.world import Server
from benchmarks.writers import Tally, Writer, make, verify

EDITORS, EDITING, PACE = 50, 30.0, 2.0  # people, seconds, seconds between two saves of one person
APPLICANTS, RUSH, RUSH_PACE, LAST_MINUTE = 300, 180.0, 5.0, 60.0
KILLS, BETWEEN = 10, 2.0


def run(server: Server) -> Iterator[dict[str, Any]]:
    """Three lines; `lost` counts saves that were acknowledged and are not in the database."""
    yield _editors(server)
    yield _kills(server)
    yield _rush(server)


def _editors(server: Server) -> dict[str, Any]:
    writers, tally = make(EDITORS, server.port), Tally()
    _all(writers, lambda one: _save_for(one, EDITING, PACE, tally))
    return {"bench": "field save, 50 editors", **_figures(tally), **verify(writers)}


def _rush(server: Server) -> dict[str, Any]:
    writers, saving, submitting = make(APPLICANTS, server.port), Tally(), Tally()

    def whole(one: Writer) -> None:
        _save_for(one, RUSH, RUSH_PACE, saving)
        time.sleep(random.uniform(0, LAST_MINUTE))  # noqa: S311 - no secret
        one.submit(submitting)

    _all(writers, whole)
    return {
        "bench": "deadline rush",
        "applicants": APPLICANTS,
        "saves": _figures(saving),
        "submissions": _figures(submitting),
        **verify(writers),
    }


def _kills(server: Server) -> dict[str, Any]:
    """The web server is killed hard, again and again, while people save."""
    writers, tally, over = make(20, server.port), Tally(), threading.Event()

    def keep_saving(one: Writer) -> None:
        while not over.is_set():
            one.save(tally)
            time.sleep(0.1)

    threads = _started(writers, keep_saving)
    for _ in range(KILLS):
        time.sleep(BETWEEN)
        os.killpg(server.group, signal.SIGKILL)
        server.stop()
        server.start()  # by this thread: the server ends with the thread that started it
    over.set()
    for thread in threads:
        thread.join()
    return {
        "bench": "saves while the web server is killed",
        "kills": KILLS,
        **_figures(tally),
        **verify(writers),
    }


def _save_for(one: Writer, seconds: float, pace: float, tally: Tally) -> None:
    """Saves at a person's pace; who waits long for an answer saves less often, as people do."""
    until = time.monotonic() + seconds
    time.sleep(random.uniform(0, pace))  # noqa: S311 - no secret
    while time.monotonic() < until:
        started = time.monotonic()
        one.save(tally)
        time.sleep(max(0.0, pace - (time.monotonic() - started)))


def _started(writers: list[Writer], act: Callable[[Writer], None]) -> list[threading.Thread]:
    threads = [threading.Thread(target=act, args=(one,)) for one in writers]
    for thread in threads:
        thread.start()
    return threads


def _all(writers: list[Writer], act: Callable[[Writer], None]) -> None:
    for thread in _started(writers, act):
        thread.join()


def _figures(tally: Tally) -> dict[str, Any]:
    return {
        "n": len(tally.seen),
        "statuses": {str(status): count for status, count in sorted(tally.statuses.items())},
        "sql": max(tally.statements, default=0),
        "sql_p50": statistics.median(tally.statements) if tally.statements else 0,
        "server": percentiles(tally.served),
        "seen": percentiles(tally.seen),
    }
