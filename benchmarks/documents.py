"""Documents: the whole way by real workers against bare WeasyPrint, asking again, memory, size."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from benchmarks.load import press
from benchmarks.world import Server
from scripts.children import Child
from scripts.places import ROOT

PARTS = ("throughput", "alone", "again", "memory", "long")
SECONDS = 10.0


def run(server: Server) -> Iterator[dict[str, Any]]:
    """A line for each part, and one on what a reader of the list notices while two workers are busy."""
    for part in PARTS:
        yield _measured(part)
    yield _list_while_busy(server)


def _measured(part: str) -> dict[str, Any]:
    done = _start(part).communicate()[0].splitlines()
    return {"bench": f"documents: {part}", **(json.loads(done[-1]) if done else {"failed": True})}


def _start(part: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.document_parts", part]
    return Child(part, command, cwd=ROOT, stdout=subprocess.PIPE, text=True).process


def _list_while_busy(server: Server) -> dict[str, Any]:
    """95 of 100 answers of the public list come in this time, idle and while two workers make documents."""
    address = "/en/projects/?q=water"
    press(server.port, address, 2.0)
    idle = sorted(press(server.port, address, SECONDS).times)
    working = _start("work")
    if working.stdout:
        working.stdout.readline()
    busy = sorted(press(server.port, address, SECONDS).times)
    working.kill()
    working.communicate()
    at = [times[int(len(times) * 0.95)] * 1000 for times in (idle, busy)]
    return {
        "bench": "documents: list while two workers are busy",
        "n": len(busy),
        "idle_p95_ms": round(at[0], 1),
        "busy_p95_ms": round(at[1], 1),
        "over_idle": round(at[1] / at[0], 2),
    }
