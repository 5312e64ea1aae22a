import copy
import os
import signal
import subprocess
import sys
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings as configured
from django.db import connection

from interreg_portal.celery import app
from tests.documents.kinds import Probe

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
