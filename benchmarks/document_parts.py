"""The parts of the benchmark of documents; each prints one line of JSON."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import time
from statistics import median
from subprocess import Popen
from typing import Any

import pikepdf
from django.conf import settings

from benchmarks import long_documents, pressroom
from benchmarks.pressroom import BareLoops
from documents import engine
from documents.models import Document
from documents.states import UNFINISHED, DocumentState
from publications import summary
from publications.models import Publication

EACH_ROUND, ROUNDS = 20, 5
ALONE = 25
AGAIN = 1000
LIMIT = settings.CELERY_WORKER_MAX_MEMORY_PER_CHILD / 1024  # MiB


def throughput() -> dict[str, Any]:
    """Documents a second of two worker children, database to stored file, over two bare loops."""
    data = pressroom.facts(EACH_ROUND)
    bare = BareLoops(2, [pressroom.page_of(one) for one in data])
    ratios, ours, theirs, cpu = [], [], [], []
    with pressroom.workers(2) as worker:
        pressroom.wait(pressroom.ask(data[:6], f"warm {time.time()}"))
        for number in range(ROUNDS):
            times, bare_cpu = bare.go()
            theirs.append(len(data) / max(sum(one) for one in times))
            used = pressroom.cpu_seconds(worker)
            keys = pressroom.ask(data, f"{number} {time.time()}")
            pressroom.wait(keys)
            ours.append(len(data) / pressroom.seconds_of(keys))
            cpu.append((pressroom.cpu_seconds(worker) - used) / bare_cpu)
            ratios.append(ours[-1] / theirs[-1])
    bare.stop()
    sizes = sorted(size or 0 for size in Document.objects.filter(pk__in=keys).values_list("size", flat=True))
    return {
        "n": len(data) * ROUNDS,
        "per_second": round(median(ours), 2),
        "bare_per_second": round(median(theirs), 2),
        "of_bare": round(median(ratios), 3),
        "cpu_of_bare": round(median(cpu), 3),
        "of_bare_each": [round(one, 3) for one in ratios],
        "size_p50_kb": round(median(sizes) / 1000, 1),
        "size_max_kb": round(sizes[-1] / 1000, 1),
    }


def alone() -> dict[str, Any]:
    """One document, from asking to ready, nothing else going on, over a bare rendering of the same page."""
    (data,) = pressroom.facts(1)
    bare = BareLoops(1, [pressroom.page_of(data)])
    whole, plain, made = [], [], []
    with pressroom.workers(1):
        pressroom.wait(pressroom.ask([data] * 2, f"warm {time.time()}"))
        for number in range(ALONE):
            plain.append(bare.go()[0][0][0] * 1000)
            started = time.perf_counter()
            one = engine.request(summary.KIND, f"bench:{time.time()}", "nl", {**data, "mark": number})
            ready = Document.objects.filter(pk=one.pk, state=DocumentState.READY)
            pressroom.until(ready.exists, 60, pause=0.002)
            whole.append((time.perf_counter() - started) * 1000)
            made.append(pressroom.seconds_of([one.pk]) * 1000)
    bare.stop()
    return {
        "n": ALONE,
        "p50_ms": round(median(whole), 1),
        "worker_p50_ms": round(median(made), 1),
        "bare_p50_ms": round(median(plain), 1),
        "over_bare": round(median(whole) / median(plain), 3),
        "must_ms": round(median(plain) * 1.15 + 30, 1),
    }


def again() -> dict[str, Any]:
    """A thousand summaries that did not change, asked for again: read, compared, none made."""
    found = list(Publication.objects.for_page().order_by("pk")[: AGAIN // 3 + 1])
    engine.request_many(summary.KIND, pressroom.wanted(found))
    found = list(Publication.objects.for_page().order_by("pk")[: AGAIN // 3 + 1])
    before = Document.objects.count()
    started = time.perf_counter()
    asked = engine.request_many(summary.KIND, pressroom.wanted(found))
    seconds = time.perf_counter() - started
    if Document.objects.count() != before:
        raise RuntimeError("some were asked for that were there")
    Document.objects.filter(pk__in=[one.pk for one in asked], state=DocumentState.QUEUED).delete()
    return {"n": len(asked), "records": len(found), "seconds": round(seconds, 2)}


def memory(first: int = 50, last: int = 500) -> dict[str, Any]:
    """The most memory of one worker child after so many documents, and after ten times as many."""
    data = pressroom.facts(last)
    data = (data * (last // len(data) + 1))[:last]
    mark = str(time.time())
    with pressroom.workers(1) as worker:
        pressroom.wait(pressroom.ask(data[:first], f"{mark} first"))
        (child,) = pressroom.children(worker)
        early = pressroom.peak_mib(child)
        pressroom.wait(pressroom.ask(data[first:], f"{mark} rest"), seconds=3600)
        late = pressroom.peak_mib(child)
        same, parts = pressroom.children(worker) == [child], pressroom.parts_mib(child)
    return {
        "n": last,
        f"peak_mib_at_{first}": round(early, 1),
        f"peak_mib_at_{last}": round(late, 1),
        "growth": round(late / early - 1, 4),
        **parts,
        "same_child": same,
    }


def long() -> dict[str, Any]:
    """An application of some 200 pages, then the papers of 100 proposals, each by one worker child."""
    with pressroom.workers(1) as worker:
        pressroom.wait(pressroom.ask(pressroom.facts(1), f"warm {time.time()}"))
        return {kind: _long(worker, kind, make()) for kind, make in long_documents.MADE.items()}


def _long(worker: Popen[bytes], kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """One long document. A child that took more memory than it may makes way once it is made."""
    (child,) = pressroom.children(worker)
    asked = engine.request(kind, f"bench:{time.time()}", pressroom.LANGUAGE, data)
    seen = [(pressroom.cpu_of(child), pressroom.peak_mib(child))]

    def is_made() -> bool:
        with contextlib.suppress(OSError, RuntimeError):  # it may have made way
            seen.append((pressroom.cpu_of(child), pressroom.peak_mib(child)))
        return Document.objects.exclude(state__in=UNFINISHED).filter(pk=asked.pk).exists()

    pressroom.until(is_made, 1800, pause=0.2)
    seconds = pressroom.seconds_of([asked.pk])
    asked.refresh_from_db()
    with asked.file.open("rb") as file, pikepdf.open(io.BytesIO(file.read())) as pdf:
        pages = len(pdf.pages)
    pressroom.until(lambda: pressroom.children(worker) not in ([], [child]) or seen[-1][1] < LIMIT, 60)
    return {
        "pages": pages,
        "mb": round((asked.size or 0) / 1e6, 2),
        "seconds": round(seconds, 1),
        "cpu_seconds": round(seen[-1][0] - seen[0][0], 1),
        "peak_mib": round(seen[-1][1]),
        "attempts": asked.attempts,
    }


def work() -> None:
    """Keep two worker children busy until this is ended; says when they began."""
    data = pressroom.facts(20)
    with pressroom.workers(2):
        keys = pressroom.ask(data * 30, f"busy {time.time()}")
        pressroom.until(lambda: Document.objects.filter(pk__in=keys, state=DocumentState.READY).exists(), 60)
        print("busy", flush=True)
        pressroom.wait(keys)


PARTS = {"throughput": throughput, "alone": alone, "again": again, "memory": memory, "long": long}

if __name__ == "__main__":
    pressroom.empty_queues()
    if sys.argv[1] == "work":
        work()
    else:
        print(json.dumps(PARTS[sys.argv[1]]()))
