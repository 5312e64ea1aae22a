"""Pages as a browser gets them: from gunicorn, with every middleware, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.measure import Visitor, cpu_seconds, figures
from benchmarks.world import Server

# "healthz" is the floor: every middleware, no database, no template.
ADDRESSES = {
    "healthz": "/healthz",
    "home": "/en/",
    "project list": "/en/projects/",
    "project search": "/en/projects/?q=water",
    "project search, mistyped": "/en/projects/?q=watre",
    "project list, page 500": "/en/projects/?page=500",
    "project": "/en/projects/vlned-crossroads-vi/",
    "call list": "/en/calls/",
    "sign-in": "/en/account/login/",
}
WARM_UP, REQUESTS = 10, 100


def run(server: Server) -> Iterator[dict[str, Any]]:
    """One line for each page; `n` is the number of funded projects in the database."""
    visitor = Visitor(server.port)
    for name, address in ADDRESSES.items():
        for _ in range(WARM_UP):
            visitor.get(address)
        before = cpu_seconds(server.group)
        answers = [visitor.get(address) for _ in range(REQUESTS)]
        cpu = cpu_seconds(server.group) - before
        yield {
            "bench": f"page: {name}",
            "n": server.publications,
            "requests": REQUESTS,
            **figures([answer.seconds for answer in answers]),
            "cpu_ms": round(cpu * 1000 / REQUESTS, 2),
            "sql": max(answer.statements for answer in answers),
            "kb": round(answers[-1].size / 1000, 1),
            "status": answers[-1].status,
        }
