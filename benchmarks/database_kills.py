"""Saves while all processes of PostgreSQL are killed and it starts again: what was acknowledged is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.kills import SERVICES, kill
from benchmarks.rush import saves_while
from benchmarks.world import Server
from scripts.services import Services


def run(server: Server, services: Services) -> Iterator[dict[str, Any]]:
    """One line; none where the database was not started here (an address was given): that is left alone."""
    variable = SERVICES["database"]
    if variable in services.running:
        yield saves_while(server, lambda: kill(services, variable), "the database is killed")
