"""`--only kills`: workers, Redis and PostgreSQL killed at random while a batch of summaries is made.

Goal: made is the whole batch; lost, twice, stuck and broken are 0.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts.children import Child, environment
from scripts.places import ROOT
from scripts.services import Services

SERVICES = {"redis": "REDIS_URL", "database": "DATABASE_URL"}


def run(services: Services, kills: int, documents: int) -> Iterator[dict[str, Any]]:
    """The line of one batch. What was not started here (an address was given) is left alone."""
    own = [name for name, variable in SERVICES.items() if variable in services.running]
    command = [sys.executable, "-m", "benchmarks.kill_parts", str(kills), str(documents), *own]
    quiet = environment({"LOG_LEVEL": "ERROR"})
    working = Child("kills", command, cwd=ROOT, env=quiet, stdout=subprocess.PIPE, text=True)
    for line in working.process.stdout or ():
        if line.strip() in SERVICES:
            kill(services, SERVICES[line.strip()])
        else:
            yield {"bench": "documents: kills", **json.loads(line)}
    working.stop()


def kill(services: Services, variable: str) -> None:
    """Kill all processes of a service hard, and start it again at its address."""
    child = services.running[variable].child
    if child is not None:
        for pid in [child.process.pid, *_below(child.process.pid)]:  # the first can't raise the others
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        child.process.wait()
    services.revive()


def _below(pid: int) -> list[int]:
    """The processes that a process started, and theirs: each of PostgreSQL's has a group of its own."""
    try:
        own = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [one for child in map(int, own) for one in (child, *_below(child))]
