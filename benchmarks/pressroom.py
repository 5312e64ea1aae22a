"""What the benchmarks of documents work with: real workers, bare loops, and the documents they are given."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django

django.setup()

# What follows needs Django set up.
from celery import current_app  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.staticfiles import finders  # noqa: E402
from django.core.serializers.json import DjangoJSONEncoder  # noqa: E402
from django.db import transaction  # noqa: E402
from django.db.models import Max, Min, prefetch_related_objects  # noqa: E402

from core.pdf.fetching import PackagedFetcher, packaged  # noqa: E402
from core.pdf.styles import STYLES  # noqa: E402
from core.texts import LANGUAGES  # noqa: E402
from documents import engine, rendering  # noqa: E402
from documents.models import Document  # noqa: E402
from documents.queues import BULK, WAITED  # noqa: E402
from documents.states import UNFINISHED, DocumentState  # noqa: E402
from publications import summary  # noqa: E402
from publications.models import Publication  # noqa: E402
from scripts.children import Child  # noqa: E402
from scripts.places import ROOT  # noqa: E402

LANGUAGE, SILENT = "nl", subprocess.DEVNULL
Data = dict[str, Any]


def facts(number: int) -> list[Data]:
    """The data of so many summaries, those with most partners first, as they are stored."""
    found = Publication.objects.for_page().order_by("-partner_count", "pk")[:number]
    return [json.loads(json.dumps(summary.data_of(one), cls=DjangoJSONEncoder)) for one in found]


def wanted(records: Sequence[Publication]) -> list[tuple[str, str, Data]]:
    """What asking for the summaries of many records in each language takes."""
    prefetch_related_objects(records, "partners")
    names = summary.region_names(code for one in records for code in one.regions)
    facts = [(one.subject, summary.data_of(one, names)) for one in records]
    return [(subject, language, data) for subject, data in facts for language in LANGUAGES]


def page_of(data: Data) -> str:
    """The HTML of a summary, as a worker makes it."""
    return rendering.to_html(Document(kind=summary.KIND, language=LANGUAGE, data=data))


def ask(data: Sequence[Data], mark: str) -> list[int]:
    """New documents of these data, their messages sent at once; `mark` makes them others than before."""
    wanted = [(f"bench:{mark}:{n}", LANGUAGE, {**one, "mark": mark}) for n, one in enumerate(data)]
    with transaction.atomic():
        return [one.pk for one in engine.request_many(summary.KIND, wanted)]


def empty_queues() -> None:
    """Take away messages that other benchmarks left: their documents would be made before those asked for."""
    with current_app.connection_or_acquire() as broker:
        for queue in (WAITED, BULK):
            broker.default_channel.client.delete(queue)


def wait(keys: Sequence[int], seconds: float = 900.0) -> None:
    """Until none of these is on its way."""
    until(lambda: not Document.objects.filter(pk__in=keys, state__in=UNFINISHED).exists(), seconds)


def until(is_true: Callable[[], bool], seconds: float, pause: float = 0.05) -> None:
    """Wait for it. TimeoutError when it does not come."""
    end = time.monotonic() + seconds
    while not is_true():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(pause)


def seconds_of(keys: Sequence[int]) -> float:
    """From the first that a worker took up to the last that was ready."""
    ready = Document.objects.filter(pk__in=keys, state=DocumentState.READY)
    if ready.count() != len(keys):
        raise RuntimeError(f"{len(keys) - ready.count()} of {len(keys)} documents were not made")
    found = ready.aggregate(first=Min("started_at"), last=Max("finished_at"))
    return float((found["last"] - found["first"]).total_seconds())


@contextmanager
def workers(processes: int) -> Iterator[subprocess.Popen[bytes]]:
    """A worker of documents as production starts it, with so many children, warm after one document each."""
    command = [sys.executable, "-m", "scripts.press"]
    options = ("-Q", f"{WAITED},{BULK}", "-c", str(processes), "--without-gossip", "--without-mingle")
    # A benchmark that is killed takes its workers along: the kernel asks them to end.
    started = Child("worker", [*command, *options], ends=(), stdout=SILENT, stderr=SILENT, cwd=ROOT)
    try:
        yield started.process
    finally:
        started.stop()


def children(process: subprocess.Popen[bytes]) -> list[int]:
    """The worker children, in the order of their start."""
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(pid) for pid in found]


def cpu_seconds(process: subprocess.Popen[bytes]) -> float:
    """What the worker and its children have used of the processors."""
    return sum(cpu_of(pid) for pid in (process.pid, *children(process)))


def cpu_of(pid: int) -> float:
    """What a process has used of the processors."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_mib(pid: int) -> float:
    """The most memory that a process ever had; what it shares with the worker and others counts in full."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"{pid} is gone")


def parts_mib(pid: int) -> dict[str, float]:
    """Of the present memory of a process: its part of what several use, and what is its alone."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    kib = {name: int(rest.split()[0]) for name, _colon, rest in (line.partition(":") for line in lines)}
    alone = kib["Private_Clean"] + kib["Private_Dirty"]
    return {"proportional_mib": round(kib["Pss"] / 1024, 1), "alone_mib": round(alone / 1024, 1)}


class BareLoops:
    """So many processes that render the same pages in a plain loop of the library."""

    def __init__(self, processes: int, pages: Sequence[str]) -> None:
        self._folder = tempfile.TemporaryDirectory()
        folder = Path(self._folder.name)
        for name in PackagedFetcher.types:
            link = folder / name
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(str(finders.find(name)))
        styles = [(name, packaged(name).decode()) for name in STYLES]
        self._loops = []
        for number in range(processes):
            given = folder / f"{number}.json"
            mine = list(pages[number::processes])
            given.write_text(json.dumps({"styles": styles, "folder": str(folder), "pages": mine}))
            self._loops.append(_loop(given))
        for one in self._loops:
            _say(one, "hello")
            _heard(one)

    def go(self) -> tuple[list[list[float]], float]:
        """Seconds of each page, for each process, all going at the same time; CPU seconds of all."""
        for one in self._loops:
            _say(one, "go")
        heard = [json.loads(_heard(one)) for one in self._loops]
        return [one["seconds"] for one in heard], sum(one["cpu"] for one in heard)

    def stop(self) -> None:
        """End the processes."""
        for one in self._loops:
            one.kill()
            one.communicate()
        self._folder.cleanup()


def _loop(given: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.bare", str(given)]
    log = settings.STATE_DIR / "log" / "bare.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as errors:
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True
        )


def _say(process: subprocess.Popen[str], words: str) -> None:
    if process.stdin is None:
        raise RuntimeError("nobody listens")
    process.stdin.write(words + "\n")
    process.stdin.flush()


def _heard(process: subprocess.Popen[str]) -> str:
    if process.stdout is None:
        raise RuntimeError("nobody speaks")
    return process.stdout.readline()
