"""Open data: all operations as CSV from a web worker, with its memory; and as XLSX as a worker makes it."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.world import Server, in_shell

# Runs where Django is set up, as a worker does; prints one line of JSON.
SCRIPT = """
import json, resource, tempfile, time
from core.sheets import Format
from publications.exports import files, streaming
from publications.exports.tables import tables
from publications.models import Publication
table = tables()["operations"]
keys = streaming.keys_of(table, Publication.objects.all())
def megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before, started = megabytes(), time.perf_counter()
with tempfile.TemporaryFile() as target:
    rows = files.write(target, Format.XLSX, table, keys, "en")
    seconds, size = time.perf_counter() - started, target.tell()
print(json.dumps({
    "rows": rows,
    "rows_per_s": round(rows / seconds),
    "mb": round(size / 1e6, 1),
    "memory_growth_mb": round(megabytes() - before, 1),
}))
"""


def run(server: Server) -> Iterator[dict[str, Any]]:
    """CSV and JSON as streamed, XLSX as made; memory is the growth of the highest of a process."""
    for ending in ("csv", "json"):
        yield {"bench": f"export: {ending} streamed", "n": server.publications, **_streamed(server, ending)}
    yield {
        "bench": "export: xlsx in a worker",
        "n": server.publications,
        **in_shell(SCRIPT),
    }


def _streamed(server: Server, ending: str) -> dict[str, Any]:
    before = _highest(server.group)
    started, first, size = time.perf_counter(), 0.0, 0
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)
    connection.request("GET", f"/data/operations.{ending}", headers={"Host": "localhost"})
    response = connection.getresponse()
    while piece := response.read(1 << 16):
        first = first or time.perf_counter() - started
        size += len(piece)
    seconds = time.perf_counter() - started
    connection.close()
    return {
        "rows_per_s": round(server.publications / seconds),
        "first_ms": round(first * 1000, 1),
        "mb": round(size / 1e6, 1),
        "memory_growth_mb": round(_highest(server.group) - before, 1),
        "status": response.status,
    }


def _highest(group: int) -> float:
    """The highest resident memory of any process of a group so far, in megabytes."""
    found = [0.0]
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
            stat = status.with_name("stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(stat[2]) == group and "VmHWM" in lines:
            found.append(int(lines["VmHWM"].split()[0]) / 1024)
    return max(found)
