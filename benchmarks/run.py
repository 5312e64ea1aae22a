"""`make bench`: benchmarks on a database of their own; ARGS="--publications 100000 --only pages" for more."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from typing import Any

from benchmarks import (
    budget,
    database_kills,
    documents,
    exports,
    form,
    importing,
    inbox,
    kills,
    letters,
    newsletter,
    pages,
    public,
    ranking,
    rush,
    start,
    strain,
    wire,
)
from benchmarks.world import STATE, Server, load
from scripts.children import StartError
from scripts.services import Services

BENCHMARKS = {
    "letters": letters.run,
    "start": start.run,
    "pages": pages.run,
    "public": public.run,
    "strain": strain.run,
    "wire": wire.run,
    "documents": documents.run,
    "exports": exports.run,
    "budget": budget.run,
    "form": form.run,
    "importing": importing.run,
    "inbox": inbox.run,
    "ranking": ranking.run,
    "rush": rush.run,
    "newsletter": newsletter.run,
}


KILLING = ("kills", "database_kills")


def main() -> int:
    """Print one JSON object a line; 1 when the portal could not be started."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=[*BENCHMARKS, *KILLING], help="one group of benchmarks")
    # the floor that pages are measured by lists 20 projects; the demo world alone has fewer
    parser.add_argument("--publications", type=int, default=20, help="make the world at least this big")
    parser.add_argument("--kills", type=int, default=100, help="of workers, with --only kills")
    parser.add_argument("--documents", type=int, default=1000, help="in their batch, with --only kills")
    options = parser.parse_args()
    os.environ["STATE_DIR"] = str(STATE)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interreg_portal.settings.dev")
    services, server = Services(STATE, durable=True), None
    try:
        services.start()
        server = Server(load(options.publications))
        for line in _lines(options, services, server):
            print(json.dumps(line), flush=True)
    except StartError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        if server is not None:
            server.stop()
        services.stop()
    return 0


def _lines(options: argparse.Namespace, services: Services, server: Server) -> Iterator[dict[str, Any]]:
    """What was asked for, or all but the long batch of documents with its kills."""
    if options.only == "kills":
        yield from kills.run(services, options.kills, options.documents)
    for name, run in BENCHMARKS.items():
        if options.only in {None, name}:
            yield from run(server)
    if options.only in {None, "database_kills"}:
        yield from database_kills.run(server, services)


if __name__ == "__main__":
    sys.exit(main())
