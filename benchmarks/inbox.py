"""The inbox and the tasks of an officer, against the least that Django can do for 20 rows (floor.py).

The world grows while it is measured: 200 assessed proposals with 20 partners each, then 2,000, then 20,000.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from benchmarks import floor_table
from benchmarks.measure import Visitor, cpu_seconds, figures
from benchmarks.world import Server
from scripts.places import ROOT

FLOOR = "benchmarks.floor:application"
SIZES = (200, 2_000, 20_000)
WARM_UP, REQUESTS, ROUNDS = 10, 80, 3
LIKE = 1.1  # a page that is longer than this many times another shows more rows
MAKE = "import json; from benchmarks import officer; print(json.dumps(officer.make(%d)))"


def run(server: Server) -> Iterator[dict[str, Any]]:
    """A line for each page and size: statements, CPU milliseconds, and how many times the floor."""
    first: dict[str, dict[str, Any]] = {}
    floor_table.fill()
    floor = Server(server.publications, FLOOR)
    try:
        for size in SIZES:
            made = made_by(MAKE % size)
            visitor = Visitor(server.port, made["cookie"])
            for name, address in made["pages"].items():
                line = measured(visitor, server, floor, address)
                grown = grown_since(first, name, line)
                yield {"bench": f"secretariat: {name}", "n": made["proposals"], **line, "grown": grown}
    finally:
        floor.stop()


def grown_since(first: dict[str, dict[str, Any]], name: str, line: dict[str, Any]) -> float:
    """How many times the CPU of the smallest world in which the page is as long: more rows cost more."""
    before = first.setdefault(name, line)
    if line["kb"] > LIKE * before["kb"]:
        before = first[name] = line
    return round(float(line["times_floor"]) / float(before["times_floor"]), 2)


def measured(visitor: Visitor, server: Server, floor: Server, address: str) -> dict[str, Any]:
    """The page and the floor by turns, so that all else that the machine does weighs on both."""
    anybody, rounds = Visitor(floor.port), []
    for _ in range(WARM_UP):
        visitor.get(address)
        anybody.get("/")
    for _ in range(ROUNDS):
        least = _cpu(anybody, floor, "/")
        page = _cpu(visitor, server, address)
        rounds.append((page[0] / least[0], page[0], least[0], page[1]))
    ratio, cpu, least_cpu, answers = sorted(rounds, key=lambda one: one[0])[ROUNDS // 2]
    return {
        **figures([answer.seconds for answer in answers]),
        "sql": max(answer.statements for answer in answers),
        "cpu_ms": round(cpu, 2),
        "floor_cpu_ms": round(least_cpu, 2),
        "times_floor": round(ratio, 2),
        "kb": round(answers[-1].size / 1000, 1),
        "status": answers[-1].status,
    }


def _cpu(visitor: Visitor, server: Server, address: str) -> tuple[float, list[Any]]:
    """CPU milliseconds for each request, and the answers."""
    before = cpu_seconds(server.group)
    answers = [visitor.get(address) for _ in range(REQUESTS)]
    return (cpu_seconds(server.group) - before) * 1000 / REQUESTS, answers


def made_by(code: str) -> dict[str, Any]:
    """What this code, run inside Django, tells of the world that it made."""
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))
