"""Public pages asked long, deep, wide and beside busy workers: what must not grow, and by how much it may.

`BENCH_REQUESTS` says how many requests memory is measured over (20,000; the goal is for 100,000).
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.floor_table import fill, word_of_share
from benchmarks.load import STAYS, press
from benchmarks.measure import Visitor, cpu_seconds, figures
from benchmarks.public import FLOOR, LIST, MIDDLE, ONE
from benchmarks.public_world import addresses
from benchmarks.world import STATE, Server
from scripts.places import ROOT

REQUESTS = int(os.environ.get("BENCH_REQUESTS", "20000"))
COUNTED, WARM_UP = 40, 8
READERS = 4  # at once, where memory is measured
COUNTRIES = ("AT", "BE", "BG", "CZ", "DE", "DK", "ES", "FI", "FR", "GR", "HU", "IE", "IT", "NL", "NO", "PL")
WIDE = "&".join(f"country={code}" for code in COUNTRIES) + "&status=closed&status=ongoing&status=unknown"
# As the workers do, over and over: render the stored summaries until somebody ends it.
PDFS = """
import json
from django.core.serializers.json import DjangoJSONEncoder
from documents import rendering
from documents.models import Document
from publications import summary
from publications.models import Publication
records = list(Publication.objects.for_page().order_by("-partner_count", "pk")[:10])
data = [json.loads(json.dumps(summary.data_of(one), cls=DjangoJSONEncoder)) for one in records]
rendering.to_pdf(Document(kind=summary.KIND, language="nl", data=data[0]))
open("READY", "w").close()
while True:
    for one in data:
        rendering.to_pdf(Document(kind=summary.KIND, language="nl", data=one))
"""


def run(server: Server) -> Iterator[dict[str, Any]]:
    """Lines with their goals: depth and width, every type of page, beside PDFs, memory."""
    fill()
    portal = Server(server.publications, PAGES_KEPT="0")
    try:
        yield from _deep_and_wide(portal)
        yield from _every_type(portal)
        yield _beside_pdfs(portal)
    finally:
        portal.stop()
    yield _memory(server.publications)


def _deep_and_wide(portal: Server) -> Iterator[dict[str, Any]]:
    word = word_of_share(MIDDLE)
    longest = "+".join([word, "water", "border", "-bridge", '"new+care"'] * 12)[:200]
    pairs = [
        ("page 500 over page 1", LIST, addresses().deep, 1.1, 1.0),
        ("widest filter over the usual one", f"{LIST}?country=BE", f"{LIST}?{WIDE}", 3.0, 2.0),
        ("longest query over the usual one", f"{LIST}?q={word}", f"{LIST}?q={longest}", 3.0, 2.0),
    ]
    for name, usual, other, must, aim in pairs:
        if other.endswith("="):  # the world is too small for a page 500
            continue
        rounds = [(_cost(portal, usual), _cost(portal, other)) for _ in range(3)]
        cpu = statistics.median(b["cpu_ms"] / max(a["cpu_ms"], 0.01) for a, b in rounds)
        whole = statistics.median(b["p50_ms"] / a["p50_ms"] for a, b in rounds)
        statuses = sorted({each["status"] for pair in rounds for each in pair})
        yield {
            "bench": f"public: {name}",
            "n": portal.publications,
            **rounds[-1][1],
            "cpu_times": round(cpu, 2),
            "time_times": round(whole, 2),
            "at_most": must,
            "aim": aim,
            "met": max(cpu, whole) <= must and statuses == [200],
            "statuses": statuses,
        }


def _every_type(portal: Server) -> Iterator[dict[str, Any]]:
    """CPU of each type of page, over that of the smallest world that was measured here before."""
    costs = {name: _cost(portal, address) for name, address in addresses().pages.items()}
    smaller = _smaller(portal.publications)
    for name, cost in costs.items():
        line: dict[str, Any] = {"bench": f"public: page type {name}", "n": portal.publications, **cost}
        if name in smaller.get("cpu", {}):
            times = cost["cpu_ms"] / max(smaller["cpu"][name], 0.01)
            line |= {"over_n": smaller["n"], "cpu_times": round(times, 2), "at_most": 1.5, "aim": 1.1}
            line["met"] = times <= 1.5
        yield line
    kept = {"n": portal.publications, "cpu": {name: cost["cpu_ms"] for name, cost in costs.items()}}
    (STATE / f"cpu-{portal.publications}.json").write_text(json.dumps(kept), encoding="utf-8")


def _smaller(publications: int) -> dict[str, Any]:
    found = [json.loads(file.read_text(encoding="utf-8")) for file in STATE.glob("cpu-*.json")]
    return min((one for one in found if one["n"] < publications), key=lambda one: one["n"], default={})


def _cost(portal: Server, address: str) -> dict[str, Any]:
    visitor = Visitor(portal.port)
    for _ in range(WARM_UP):
        visitor.get(address)
    before = cpu_seconds(portal.group)
    answers = [visitor.get(address) for _ in range(COUNTED)]
    cpu = (cpu_seconds(portal.group) - before) * 1000 / COUNTED
    return {
        **figures([answer.seconds for answer in answers]),
        "cpu_ms": round(cpu, 2),
        "sql": max(answer.statements for answer in answers),
        "kb": round(answers[-1].size / 1000, 1),
        "status": max(answer.status for answer in answers),
    }


def _beside_pdfs(portal: Server) -> dict[str, Any]:
    """The 95th percentile of the list, alone and while two processes render PDFs as workers do."""
    press(portal.port, LIST, 0.5)
    idle = figures(press(portal.port, LIST, 5.0).times)["p95_ms"]
    with _two_renderers():
        busy = figures(press(portal.port, LIST, 5.0).times)["p95_ms"]
    times = busy / idle
    told = {"idle_p95_ms": idle, "busy_p95_ms": busy, "times": round(times, 2), "at_most": 3, "aim": 2}
    return {
        "bench": "public: list beside two PDF workers",
        "n": portal.publications,
        **told,
        "met": times <= 3,
    }


@contextmanager
def _two_renderers() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        ready = [Path(folder) / name for name in ("one", "two")]
        started = [
            subprocess.Popen(
                [sys.executable, "manage.py", "shell", "-v0", "-c", PDFS.replace("READY", str(file))],
                cwd=ROOT,
            )
            for file in ready
        ]
        try:
            until = time.monotonic() + 120
            while not all(file.exists() for file in ready) and time.monotonic() < until:
                time.sleep(0.2)
            yield
        finally:
            for one in started:
                one.kill()
                one.wait()


def _memory(publications: int) -> dict[str, Any]:
    """Proportional memory of two workers and their master after many requests, over that of the floor."""
    found = addresses()
    floor = Server(publications, FLOOR)
    try:
        _ask(floor, ["/", "/hello/", ONE, f"/search/?q={word_of_share(MIDDLE)}"], 2_000)
        bare = _pss(floor.group)
    finally:
        floor.stop()
    portal = Server(publications, SERVER_TIMING="0")
    try:
        many = [*found.pages.values(), *found.projects]
        _ask(portal, many, REQUESTS // 10)
        early = _pss(portal.group)
        _ask(portal, many, REQUESTS - REQUESTS // 10)
        late = _pss(portal.group)
    finally:
        portal.stop()
    growth = (late - early) * 100 / early
    return {
        "bench": "public: memory of two web workers",
        "n": publications,
        "requests": REQUESTS,
        "floor_mb": round(bare, 1),
        "early_mb": round(early, 1),
        "late_mb": round(late, 1),
        "of_floor": round(late / bare, 2),
        "at_most": 2.2,
        "aim": 1.7,
        "growth_percent": round(growth, 1),
        "growth_at_most": 5,
        "met": late / bare <= 2.2 and growth <= 5,
    }


def _ask(server: Server, pages: list[str], requests: int) -> None:
    """Ask in turn for all pages, over several connections that come and go, so that both workers answer."""

    def ask(first: int) -> None:
        for start in range(first, requests, READERS * STAYS):
            visitor = Visitor(server.port)
            for number in range(start, min(requests, start + READERS * STAYS), READERS):
                visitor.get(pages[number % len(pages)])
            visitor.leave()

    with ThreadPoolExecutor(READERS) as readers:
        for _done in readers.map(ask, range(READERS)):
            pass


def _pss(group: int) -> float:
    """Megabytes of all processes of a group, shared pages counted in parts."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rpartition(")")[2].split()[2]) != group:
                continue
            rollup = stat.with_name("smaps_rollup").read_text()
        except OSError:
            continue
        total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024
