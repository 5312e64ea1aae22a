"""From nothing running to the first page, as after a restart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.measure import Visitor, cpu_seconds, figures, timed
from benchmarks.world import Server

ROUNDS = 5


def run(server: Server) -> Iterator[dict[str, Any]]:
    """Restart the web server some times; the database stays. CPU is that of all its processes."""
    times, costs, first = [], [], []
    for _ in range(ROUNDS):
        server.stop()
        times.append(timed(server.start))
        costs.append(cpu_seconds(server.group))
        first.append(Visitor(server.port).get("/en/").seconds)
    yield {
        "bench": "restart of the web server",
        "n": ROUNDS,
        **figures(times),
        "cpu_ms": round(sum(costs) * 1000 / ROUNDS),
    }
    yield {"bench": "first page after a restart", "n": ROUNDS, **figures(first)}
