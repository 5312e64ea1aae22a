"""A batch made while its workers are killed; prints what shall be killed besides, and the figures."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone
from redis import Redis, RedisError

from benchmarks import pressroom
from documents import tasks
from documents.models import Document
from documents.states import UNFINISHED, DocumentState

FACTS = 50  # different ones; the marks make each document another
WHOLE = 5  # of so many kills one takes a whole worker, the others a child
SECONDS = 7200.0  # that the batch may take at most


class Batch:
    """Two workers with one child each, the documents they make, and who kills them."""

    def __init__(self, number: int) -> None:
        self.chance = random.Random(number)  # noqa: S311 - no secret
        others = Document.objects.filter(state__in=UNFINISHED)
        others.update(due_at=timezone.now() + timedelta(days=1))  # the batch is made alone
        self.stack = [contextlib.ExitStack(), contextlib.ExitStack()]
        self.workers = [self._worker(0), self._worker(1)]
        data = pressroom.facts(FACTS)
        data = (data * (number // len(data) + 1))[:number]
        self.keys = pressroom.ask(data, f"kills {time.time()}")

    def _worker(self, place: int) -> subprocess.Popen[bytes]:
        return self.stack[place].enter_context(pressroom.workers(1))

    def kill(self) -> None:
        """Take a child that renders, or a whole worker, for which another comes."""
        place = self.chance.randrange(2)
        if self.chance.randrange(WHOLE):
            for pid in pressroom.children(self.workers[place]):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        else:
            self.stack[place].close()
            self.workers[place] = self._worker(place)

    def end(self) -> None:
        """End the workers."""
        for one in self.stack:
            one.close()

    def count(self, **wanted: Any) -> int:
        """How many of the batch are so."""
        return Document.objects.filter(pk__in=self.keys, **wanted).count()

    def wait(self, at_least: int, until: float) -> bool:
        """Until so many are ready, doing what beat does; False when the time is over."""
        while time.monotonic() < until:
            try:
                if self.count(state=DocumentState.READY) >= at_least:
                    return True
                tasks.sweep()
            except (OperationalError, InterfaceError, RedisError):  # it was killed, and comes again
                connection.close()
            time.sleep(1)
        return False


def kills(number: int, documents: int, services: list[str]) -> dict[str, Any]:
    """Kill so many times while so many documents are made, spread over the batch; what came of them."""
    batch, started, killed = Batch(documents), time.monotonic(), dict.fromkeys(services, 0)
    until = started + SECONDS
    try:
        for turn in range(1, number + 1):
            batch.wait(documents * (turn - 1) // number, until)
            time.sleep(batch.chance.uniform(0, 0.5))
            batch.kill()
            if services and turn % max(number // 4, 1) == 0:
                service = services[turn // max(number // 4, 1) % len(services)]
                killed[service] += 1
                if service == "redis":
                    _empty()
                print(service, flush=True)
        batch.wait(documents, until)
    finally:
        batch.end()
    figures = {"kills": number, "seconds": round(time.monotonic() - started), **_found(batch, documents)}
    return {"n": documents, **figures, **{f"{name}_kills": times for name, times in killed.items()}}


def _empty() -> None:
    """Take everything out of Redis, so that no message is left when it comes again."""
    with contextlib.suppress(RedisError):
        Redis.from_url(settings.REDIS_URL).flushall()


def _found(batch: Batch, documents: int) -> dict[str, Any]:
    rows = list(Document.objects.filter(pk__in=batch.keys, state=DocumentState.READY))
    files = sum(_files_of(row) for row in rows)
    return {
        "made": len(rows),
        "lost": documents - batch.count(),
        "twice": files - len(rows),
        "stuck": batch.count(state__in=UNFINISHED),
        "failed": batch.count(state=DocumentState.FAILED),
        "broken": sum(not _is_whole(row) for row in rows),
        "taken_up_again": batch.count(attempts__gt=1),
        "goals": {"made": documents, **dict.fromkeys(("lost", "twice", "stuck", "failed", "broken"), 0)},
    }


def _files_of(document: Document) -> int:
    folder = str(document.file.name).rpartition("/")[0]
    return sum(name.startswith(document.uid.hex) for name in default_storage.listdir(folder)[1])


def _is_whole(document: Document) -> bool:
    with document.file.open() as stored:
        content = stored.read()
    return hashlib.sha256(content).hexdigest() == document.sha256 and content.rstrip().endswith(b"%%EOF")


if __name__ == "__main__":
    print(json.dumps(kills(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])), flush=True)
