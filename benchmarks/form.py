"""Opening each section of a big form, against the least that Django can do for 20 rows (floor.py)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks import floor_table
from benchmarks.measure import Answer, Visitor, cpu_seconds, figures
from benchmarks.world import Server, in_shell

MAKE = "import json; from benchmarks import proposal; print(json.dumps(proposal.make()))"
FLOOR = "benchmarks.floor:application"
WARM_UP, REQUESTS = 10, 60
MOST_STATEMENTS, MOST_OVER_FLOOR = 8, 5


def run(server: Server) -> Iterator[dict[str, Any]]:
    """A line for the floor and one for each page: statements, CPU milliseconds, and how many times the floor.

    The floor is measured before and after, so that what else the machine does weighs on both sides.
    """
    made = in_shell(MAKE)
    floor_table.fill()
    floor = Server(server.publications, FLOOR)
    try:
        for name, address in made["pages"].items():
            before = _cpu(floor, "/")[0]
            cost, answers = _cpu(server, address, made["cookie"])
            least = (before + _cpu(floor, "/")[0]) / 2
            yield _line(name, cost, least, answers)
    finally:
        floor.stop()


def _line(name: str, cost: float, least: float, answers: list[Answer]) -> dict[str, Any]:
    return {
        "bench": f"form: {name}",
        "n": REQUESTS,
        **figures([answer.seconds for answer in answers]),
        "cpu_ms": round(cost, 2),
        "floor_cpu_ms": round(least, 2),
        "over_floor": round(cost / least, 2),
        "at_most": MOST_OVER_FLOOR,
        "sql": max(answer.statements for answer in answers),
        "sql_at_most": MOST_STATEMENTS,
        "kb": round(answers[-1].size / 1000, 1),
        "status": answers[-1].status,
    }


def _cpu(server: Server, address: str, cookie: str = "") -> tuple[float, list[Answer]]:
    """CPU milliseconds of one request, and the answers. A new connection: the server closes idle ones."""
    visitor = Visitor(server.port, cookie)
    for _ in range(WARM_UP):
        visitor.get(address)
    before = cpu_seconds(server.group)
    answers = [visitor.get(address) for _ in range(REQUESTS)]
    return (cpu_seconds(server.group) - before) * 1000 / REQUESTS, answers
