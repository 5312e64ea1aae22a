"""Newsletter: one issue to 10,000 readers through senders that are killed, readers who stop meanwhile.

Goal: each reader who stays is counted once by the mail server; nobody who has stopped is written to after it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from benchmarks.world import Server
from scripts.children import Child, environment
from scripts.places import ROOT

READERS, KILLS = 10_000, 10


def run(server: Server) -> Iterator[dict[str, Any]]:
    """One line."""
    command = [sys.executable, "-m", "benchmarks.newsletter_parts", str(READERS), str(KILLS)]
    quiet = environment({"LOG_LEVEL": "ERROR"})
    working = Child("newsletter", command, cwd=ROOT, env=quiet, stdout=subprocess.PIPE, text=True)
    for line in working.process.stdout or ():
        if line.startswith("{"):
            yield json.loads(line)
    working.stop()
