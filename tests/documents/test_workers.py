"""Real Celery workers, killed and racing, over the real broker."""

import os
import signal
import subprocess
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from django.db import connection

from documents import engine, tasks
from documents.models import Document
from documents.states import DocumentState
from interreg_portal.celery import app

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def queue(settings):
    """A queue of this test's own on the real broker."""
    name = f"test-{uuid.uuid4().hex}"
    before = app.conf.task_always_eager, app.conf.task_default_queue
    app.conf.task_always_eager, app.conf.task_default_queue = False, name
    settings.CELERY_TASK_ALWAYS_EAGER = False
    yield name
    app.conf.task_always_eager, app.conf.task_default_queue = before


@pytest.fixture
def worker(queue, settings):
    """Starts worker processes; each leads a process group and is gone after the test."""
    started = []
    address = urlsplit(os.environ["DATABASE_URL"])
    database = address._replace(path=f"/{connection.settings_dict['NAME']}").geturl()

    def start():
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "interreg_portal", "worker", "-Q", queue, "-c", "1"],
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "tests.documents.settings",
                "DATABASE_URL": database,
                "PROBE_FILES": str(settings.MEDIA_ROOT),
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def until(true, seconds=40):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def ask(data):
    try:
        return engine.request("probe", "thing:1", "nl", data).pk
    finally:
        connection.close()


def files(settings):
    return [path for path in settings.MEDIA_ROOT.rglob("*.pdf") if path.is_file()]


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
