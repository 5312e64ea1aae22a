"""`make bench`: benchmarks on a database of their own; ARGS="--publications 100000 --only pages" for more."""

from __future__ import annotations

import argparse
import json
import os
import sys

from benchmarks import (
    budget,
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


def main() -> int:
    """Print one JSON object a line; 1 when the portal could not be started."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=[*BENCHMARKS, "kills"], help="one group of benchmarks")
    parser.add_argument("--publications", type=int, default=0, help="make the world at least this big")
    parser.add_argument("--kills", type=int, default=100, help="of workers, with --only kills")
    parser.add_argument("--documents", type=int, default=1000, help="in their batch, with --only kills")
    options = parser.parse_args()
    os.environ["STATE_DIR"] = str(STATE)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interreg_portal.settings.dev")
    services, server = Services(STATE, durable=True), None
    try:
        services.start()
        server = Server(load(options.publications))
        if options.only == "kills":
            for line in kills.run(services, options.kills, options.documents):
                print(json.dumps(line), flush=True)
        for name, run in BENCHMARKS.items():
            if options.only in {None, name}:
                for line in run(server):
                    print(json.dumps(line), flush=True)
    except StartError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        if server is not None:
            server.stop()
        services.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
