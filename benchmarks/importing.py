"""Taking in a published list: rows a second with every check, and how soon a changed record is seen."""

from __future__ import annotations

import csv
import random
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.world import Server, in_shell

ROWS = 10_000
HEADER = "code,programme,period,acronym,name_en,purpose_en,start_date,end_date,total_cost,eu_funding,"
HEADER += "partner_name,is_lead,country,nuts,town"
WORDS: tuple[str, ...] = (
    "water",
    "climate",
    "border",
    "energy",
    "care",
    "river",
    "school",
    "health",
    "trade",
    "heritage",
)
WORDS += ("port", "forest", "data", "bridge", "soil")
# Runs where Django is set up; the file is its argument. Prints one line of JSON.
SCRIPT = """
import json, time, uuid
from pathlib import Path
from publications.importing import kept, running
from publications.models import ImportMapping
kept.follow_files()
data = {**kept.named("keep-common-list").data, "source": "bench-list", "prefix": "bench"}
shape = {"title": "bench", "source": "bench-list", "data": data}
mapping, _is_new = ImportMapping.objects.update_or_create(name="bench", defaults=shape)
path = Path("FILE")
started, worked = time.perf_counter(), time.process_time()
run = running.begin(mapping, by=None, file_name=path.name, key=uuid.uuid4())
running.read(run, path)
read = time.perf_counter()
running.write(running.decide(run, by=None, all_or_nothing=False, remove_gone=False))
done, worked = time.perf_counter(), time.process_time() - worked
run.refresh_from_db()
whole = done - started
print(json.dumps({
    "rows": run.rows_read,
    "projects": run.counts["operations"],
    "refused": run.counts["refused"],
    "new": run.counts["new"], "changed": run.counts["changed"], "unchanged": run.counts["unchanged"],
    "rows_per_s": round(run.rows_read / whole),
    "tried_rows_per_s": round(run.rows_read / (read - started)),
    "written_rows_per_s": round(run.rows_read / (done - read)),
    "cpu_s": round(worked, 2),
}))
"""
# What was imported counts as demo from here on: beside rows that are not, no world is made bigger.
MARK = """
import json
from publications.models import Publication
print(json.dumps(Publication.objects.filter(source="bench-list").update(is_demo=True)))
"""


def run(server: Server) -> Iterator[dict[str, Any]]:
    """Lines for a new list, the same list again, and one change until page, search and export show it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        _write(path, mark="")
        for name in ("new", "the same again"):
            yield {"bench": f"import: {name}", "n": server.publications, **_imported(path)}
        mark = f"seen{int(time.time())}"
        path.write_text(_changed(path, mark), encoding="utf-8")
        figures = _imported(path)
        started = time.perf_counter()
        seconds = {place: _until_seen(server, address, mark, started) for place, address in _places(mark)}
        yield {"bench": "import: a changed record is seen", "n": server.publications, **seconds, **figures}
    in_shell(MARK)


def _write(path: Path, mark: str) -> None:
    chance = random.Random(5)  # noqa: S311 - figures for a benchmark
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        file.write(HEADER + "\n")
        number = 0
        while number < ROWS:
            first = number
            title = " ".join(chance.choices(WORDS, k=8)) + mark
            summary = " ".join(chance.choices(WORDS, k=90))
            total = f"{chance.randint(100, 999)}.{chance.randint(100, 999)},00"
            for place in range(chance.randint(1, 7)):
                name = f"{chance.choice(WORDS).title()} institute {chance.randint(1, 4000)}"
                shared = [f"B{first}", "IE", "2021-2027", f"BENCH{first}", title, summary]
                shared += ["01/03/2023", "31/12/2025", total, ""]
                writer.writerow([*shared, name, "LP" if place == 0 else "PP", "BE", "BE234", "Gent"])
                number += 1


def _changed(path: Path, mark: str) -> str:
    """The list with a word more in the title of its first project."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line.replace(",BENCH0,", f",BENCH0,{mark} ") for line in lines)


def _imported(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = in_shell(SCRIPT.replace("FILE", str(path)))
    return found


def _places(mark: str) -> list[tuple[str, str]]:
    words = urllib.parse.urlencode({"q": mark})
    return [
        ("page_s", "/en/projects/bench-b0/"),
        ("search_s", f"/en/projects/?{words}"),
        ("export_s", f"/data/operations.csv?{words}"),
    ]


def _until_seen(server: Server, address: str, mark: str, started: float) -> float:
    """Seconds until the address shows the mark, ten at most."""
    url = f"http://127.0.0.1:{server.port}{address}"
    while time.perf_counter() - started < 10:
        request = urllib.request.Request(url, headers={"Host": "localhost"})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
                if mark.encode() in answer.read().replace(b"<mark>", b"").replace(b"</mark>", b""):
                    break
        except urllib.error.HTTPError:
            raise  # an address that is no more would count as a change that is not seen
        except OSError:
            time.sleep(0.05)
    return round(time.perf_counter() - started, 2)
