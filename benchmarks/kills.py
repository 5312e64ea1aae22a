"""`--only kills`: workers, Redis and PostgreSQL killed at random while a batch of summaries is made.

Goal: made is the whole batch; lost, twice, stuck and broken are 0.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
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
            _kill(services, SERVICES[line.strip()])
        else:
            yield {"bench": "documents: kills", **json.loads(line)}
    working.stop()


def _kill(services: Services, variable: str) -> None:
    """Kill a service hard, and start it again at its address."""
    child = services.running[variable].child
    if child is not None:
        os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()
    services.revive()
