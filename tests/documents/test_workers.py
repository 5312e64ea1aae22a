"""Real Celery workers, killed and racing, over the real broker."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

from documents import engine, tasks
from documents.models import Document
from documents.states import DocumentState
from tests.documents.waiting import files, until
from tests.workers import workers

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def ask(data):
    try:
        return engine.request("probe", "thing:1", "nl", data).pk
    finally:
        connection.close()


def test_eight_requests_at_once_and_two_workers_make_one_file(queue, worker, settings):
    worker(), worker()
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(ask, [{"name": "one", "seconds": 0.3}] * 8))
    assert len(keys) == 1
    for _ in range(8):
        tasks.render.apply_async(list(keys), queue=queue)
    until(lambda: Document.objects.get().state == DocumentState.READY)
    assert len(files(settings)) == 1
    assert Document.objects.get().attempts == 1


def test_the_work_of_a_killed_worker_is_taken_up_by_the_next(queue, worker, settings):
    first = worker()
    key = ask({"name": "one", "seconds": 3})
    tasks.render.apply_async([key], queue=queue)
    until(lambda: Document.objects.get().state == DocumentState.RENDERING)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    worker()
    Document.objects.update(requested_at=Document.objects.get().requested_at - tasks.PATIENCE)
    assert tasks.sweep() == 1
    until(lambda: Document.objects.get().state == DocumentState.READY)
    assert Document.objects.get().attempts == 2
    assert len(files(settings)) == 1
    assert files(settings)[0].read_bytes() == b"%PDF nl Probe one <p>one</p>\n"


def children(process):
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()


def test_a_child_that_grew_over_its_limit_makes_way_once_its_document_is_made(queue, settings):
    environment = {"PROBE_FILES": str(settings.MEDIA_ROOT), "WORKER_MEMORY": "1024"}  # KiB, less than any has
    options = ("-Q", queue, "-c", "1")
    with workers("tests.documents.settings", *options, of_documents=True, **environment) as start:
        process = start()
        until(lambda: children(process))
        first = children(process)
        key = ask({"name": "one", "seconds": 1})
        tasks.render.apply_async([key], queue=queue)
        until(lambda: Document.objects.get().state == DocumentState.READY)
        until(lambda: children(process) and children(process) != first)
    assert Document.objects.get().attempts == 1
    assert len(files(settings)) == 1
