"""The ranking of a call, what-ifs and figures, against the least that Django can do for 20 rows (floor.py).

The world grows while it is measured: 200 assessed proposals with 20 partners each, then 2,000, then 20,000.
The ranking that is measured is that of the call with most proposals.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks import floor_table
from benchmarks.inbox import FLOOR, SIZES, grown_since, made_by, measured
from benchmarks.measure import Visitor
from benchmarks.world import Server

MAKE = "import json; from benchmarks import ranker; print(json.dumps(ranker.make(%d)))"


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
                about = {"bench": f"ranking: {name}", "n": made["proposals"], "in_call": made["in_call"]}
                yield {**about, **line, "grown": grown}
    finally:
        floor.stop()
