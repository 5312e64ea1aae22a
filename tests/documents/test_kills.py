"""Workers killed at random during a batch: every document once, whole, of its present data, none stuck."""

import hashlib
import os
import random
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest

from documents import engine, tasks
from documents.models import Document
from documents.states import DocumentState
from interreg_portal.celery import app
from tests.documents.kinds import Probe
from tests.documents.waiting import files, until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

DOCUMENTS, CHANGED, KILLS = 60, 5, 8
WHOLE = 5  # the kill that takes the whole worker; the others take the child that renders
EMPTIED = 3  # the kill after which the broker loses its messages


@pytest.fixture
def impatient(queue, monkeypatch):
    """One queue for all, and a sweep that takes up at once what is left behind."""
    monkeypatch.setattr("documents.queues.BULK", queue)
    monkeypatch.setattr("documents.tasks.PATIENCE", timedelta(0))


def ready():
    return Document.objects.filter(state=DocumentState.READY).count()


def beat(at_least):
    """What beat does every few seconds, until so many are ready."""

    def is_enough():
        tasks.refresh()
        tasks.sweep()
        return ready() >= at_least

    until(is_enough, seconds=120, pause=0.25)


def kill_child(process):
    """The child that renders, unless it is between two lives."""
    for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
        try:
            os.kill(int(pid), signal.SIGKILL)
        except ProcessLookupError:
            continue


def kill_whole(process):
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def empty(queue):
    with app.connection_for_write() as broker:
        broker.default_channel.client.delete(queue)


def change(subjects):
    for subject in subjects:
        Probe.present[subject] = {"name": f"changed-{subject[6:]}", "seconds": 0.05}
    engine.mark_stale("probe", *subjects)


def test_a_batch_comes_through_killed_workers_and_an_emptied_broker(queue, impatient, worker, settings):
    chance = random.Random(7)  # noqa: S311 - no secret
    subjects = [f"thing:{number}" for number in range(DOCUMENTS)]
    engine.request_many("probe", [(one, "nl", {"name": one[6:], "seconds": 0.05}) for one in subjects])
    workers = [worker(), worker()]
    for number in range(1, KILLS + 1):
        beat(at_least=ready() + 1)
        time.sleep(chance.uniform(0, 0.05))
        if number == WHOLE:
            kill_whole(workers[0])
            workers[0] = worker()
            change(subjects[:CHANGED])
        else:
            kill_child(workers[number % 2])
        if number == EMPTIED:
            empty(queue)
    wanted = DOCUMENTS + CHANGED
    beat(at_least=wanted)

    found = list(Document.objects.all())
    assert len(found) == wanted
    assert len(files(settings)) == wanted
    for document in found:
        name = document.data["name"]
        with document.file.open() as stored:
            content = stored.read()
        assert content == f"%PDF nl Probe {name} <p>{name}</p>\n".encode()
        assert (document.sha256, document.claim) == (hashlib.sha256(content).hexdigest(), None)
    newest = {one: engine.newest_ready("probe", one, "nl").data["name"] for one in subjects}
    assert newest == {one: f"changed-{one[6:]}" if one in subjects[:CHANGED] else one[6:] for one in subjects}
