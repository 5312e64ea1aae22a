import copy
import uuid
from pathlib import Path

import pytest
from django.conf import settings as configured

from interreg_portal.celery import app
from tests.documents.kinds import Probe
from tests.workers import workers

PROBE_TEMPLATES = copy.deepcopy(configured.TEMPLATES)
PROBE_TEMPLATES[0]["DIRS"] = [*PROBE_TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]


@pytest.fixture(autouse=True)
def _probe(settings, tmp_path):
    """The probe is the only kind, and each test has a storage of its own."""
    settings.DOCUMENT_KINDS = {"probe": "tests.documents.kinds.Probe"}
    settings.DOCUMENT_RENDERER = "tests.documents.kinds.plain"
    settings.TEMPLATES = PROBE_TEMPLATES
    settings.MEDIA_ROOT = tmp_path / "files"
    Probe.present.clear()


@pytest.fixture
def queue(settings, monkeypatch):
    """A queue of this test's own on the real broker."""
    name = f"test-{uuid.uuid4().hex}"
    monkeypatch.setattr("documents.queues.WAITED", name)
    before, app.conf.task_always_eager = app.conf.task_always_eager, False
    settings.CELERY_TASK_ALWAYS_EAGER = False
    yield name
    app.conf.task_always_eager = before


@pytest.fixture
def worker(queue, settings):
    """Starts worker processes; each leads a process group and is gone after the test."""
    files = str(settings.MEDIA_ROOT)
    options = ("-Q", queue, "-c", "1")
    with workers("tests.documents.settings", *options, of_documents=True, PROBE_FILES=files) as start:
        yield start
