"""Real workers with beat, killed midway: the batch goes on, and every document is in its ZIP exactly once."""

import time
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from documents import jobs, queues, tasks
from documents.models import Batch, Document, JobState
from interreg_portal.celery import app
from tests.batching import opened
from tests.documents.batches import kinds
from tests.factories.accounts import UserFactory
from tests.workers import kill, workers

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SLOW = [f"slow-{number}" for number in range(8)]


@pytest.fixture(autouse=True)
def _real_queue(settings, monkeypatch):
    """What this process sends goes to queues that nobody reads: beat has to find what waits."""
    before = app.conf.task_always_eager, app.conf.task_default_queue
    app.conf.task_always_eager, app.conf.task_default_queue = False, f"test-{uuid.uuid4().hex}"
    for name in ("WAITED", "BULK"):
        monkeypatch.setattr(queues, name, f"test-{uuid.uuid4().hex}")
    settings.CELERY_TASK_ALWAYS_EAGER = False
    yield
    app.conf.task_always_eager, app.conf.task_default_queue = before


@pytest.fixture
def worker(settings, tmp_path):
    """Starts a worker with beat for all queues; each leads a process group."""
    environment = {
        "PROBE_FILES": str(settings.MEDIA_ROOT),
        "PROBE_PREFIX": f"test-{uuid.uuid4().hex}-",
    }
    options = ["-B", "-Q", "celery,bulk,documents,documents-bulk", "-c", "1"]
    with workers("tests.documents.batches.settings", *options, **environment) as start:
        yield lambda: start("-s", str(tmp_path / f"beat-{uuid.uuid4().hex}"))


def until(true, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return
        time.sleep(0.1)
    raise AssertionError(f"waited in vain: {list(Batch.objects.values())} {list(Document.objects.values())}")


def made(number):
    return lambda: Document.objects.filter(state="ready").count() >= number


def long_ago(model, field, since):
    """As if so long had passed since: what was in the killed worker's hands is free."""
    model.objects.update(**{field: timezone.now() - since - timedelta(seconds=1)})


def test_a_batch_goes_on_after_its_workers_are_killed(worker):
    batch = kinds.ask([*SLOW, "fault"], by=UserFactory(), key=uuid.uuid4())
    long_ago(Batch, "touched_at", jobs.PATIENCE)
    for number in (1, 3):
        process = worker()
        until(made(number))
        kill(process)
        long_ago(Batch, "touched_at", jobs.PATIENCE)
        long_ago(Document, "requested_at", tasks.PATIENCE)
    worker()
    Document.objects.filter(subject="thing:fault").update(failures=2)  # its last try
    until(lambda: not Batch.objects.get().is_waiting)
    batch.refresh_from_db()
    assert (batch.state, batch.done, batch.failures, batch.error) == (JobState.READY, 8, 1, "")
    files, table = opened(batch)
    assert files == {f"thing-{key}.pdf": f"%PDF nl Probe {key} <p>{key}</p>\n".encode() for key in SLOW}
    assert [row[3] for row in table[1:]] == ["Made"] * 8 + ["Failed"]
    assert Document.objects.count() == 9
