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
MOST_P99 = 1000  # milliseconds


def run(server: Server) -> Iterator[dict[str, Any]]:
    """Four lines; `lost` counts saves that were acknowledged and are not in the database."""
    yield _editors(server)
    yield _kills(server)
    yield from _rush(server)


def _editors(server: Server) -> dict[str, Any]:
    writers, tally = make(EDITORS, server.port), Tally()
    _all(writers, lambda one: _save_for(one, EDITING, PACE, tally))
    return {"bench": "field save, 50 editors", **_figures(tally), **verify(writers)}


def _rush(server: Server) -> Iterator[dict[str, Any]]:
    """A line for the saves and one for the submissions, which come within a minute."""
    writers, saving, submitting = make(APPLICANTS, server.port), Tally(), Tally()

    def whole(one: Writer) -> None:
        _save_for(one, RUSH, RUSH_PACE, saving)
        time.sleep(random.uniform(0, LAST_MINUTE))  # noqa: S311 - no secret
        one.submit(submitting)

    _all(writers, whole)
    found = {"applicants": APPLICANTS, **verify(writers)}
    goals = {"p99_ms_at_most": MOST_P99, "lost_at_most": 0}
    for name, tally in (("saves", saving), ("submissions", submitting)):
        figures = _figures(tally)
        yield {"bench": f"deadline rush: {name}", **figures["seen"], **figures, **found, **goals}


def _kills(server: Server) -> dict[str, Any]:
    """The web server is killed hard, again and again, while people save."""

    def kill() -> None:
        os.killpg(server.group, signal.SIGKILL)
        server.stop()
        server.start()  # by this thread: the server ends with the thread that started it

    return saves_while(server, kill, "the web server is killed")


def saves_while(server: Server, kill: Callable[[], None], name: str) -> dict[str, Any]:
    """People save while something is killed and started again, so many times; what became of their saves."""
    writers, tally, over = make(20, server.port), Tally(), threading.Event()

    def keep_saving(one: Writer) -> None:
        while not over.is_set():
            one.save(tally)
            time.sleep(0.1)

    threads = _started(writers, keep_saving)
    for _ in range(KILLS):
        time.sleep(BETWEEN)
        kill()
    time.sleep(BETWEEN)  # what comes after the last one is saved again
    over.set()
    for thread in threads:
        thread.join()
    acknowledged = sum(len(one.acknowledged) for one in writers)
    figures = {"kills": KILLS, "acknowledged": acknowledged, **_figures(tally), **verify(writers)}
    return {"bench": f"saves while {name}", **figures, "lost_at_most": 0}


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
