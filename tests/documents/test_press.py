"""Workers of documents: what they load, what they leave behind, and that every queue has a worker."""

import json
import subprocess
import sys

import pytest
import yaml

from documents import queues
from scripts import run
from tests.house.tree import ROOT

# What an application knows and has loaded before its children are started.
LOADED = """
import json, sys
from scripts import press
from interreg_portal.press import Makers, app
app.loader.import_default_modules()
app.finalize()
Makers(None)
own = [name for name in app.tasks if not name.startswith("celery.")]
print(json.dumps({"tasks": own, "modules": list(sys.modules)}))
"""


def told_by(script):
    """What a process of its own says: here the application of the other workers is the current one."""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_press_knows_one_task_and_loads_no_pages_and_no_tasks_of_others():
    found = told_by(LOADED)
    assert found["tasks"] == [queues.render.name]
    unwanted = {
        "interreg_portal.urls",
        "secretariat.views",
        "projects.tasks",
        "publications.tasks",
        "numpy",
        "pikepdf",
    }
    assert not unwanted & set(found["modules"])
    assert "core.pdf.rendering" in found["modules"]


# Something that only the collector finds, as boxes of pages are: how much of it is there before and after.
LEFT = """
import gc, json
from interreg_portal.press import Tidied
gc.disable()
class Ring: pass
ring = Ring(); ring.self = ring
del ring
count = lambda: sum(type(one) is Ring for one in gc.get_objects())
before = count()
Tidied().after_return("SUCCESS", None, "id", (), {}, None)
print(json.dumps([before, count()]))
"""


def test_press_leaves_nothing_of_a_task_behind():
    assert told_by(LEFT) == [1, 0]


# Three tasks of one child, the second of which fails: its niceness, and what it says to the database on which
# connection.
KEPT = """
import json, os
from django.db import connection
from interreg_portal.press import STANDS_BACK, Makers, Tidied, app
app.loader.import_default_modules()
Makers(None)
before = os.nice(0)
def told(status):
    Tidied().before_start("id", (), {})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), current_setting('synchronous_commit')")
        found = cursor.fetchone()
    Tidied().after_return(status, None, "id", (), {}, None)
    return found
found = [told(status) for status in ("SUCCESS", "FAILURE", "SUCCESS")]
print(json.dumps({"nicer": [os.nice(0), min(before + STANDS_BACK, 19)], "found": found}))
"""


def test_press_stands_back_and_keeps_its_connection_until_a_task_fails():
    told = told_by(KEPT)
    assert told["nicer"][0] == told["nicer"][1]
    (first, commit), (second, _), (third, _) = told["found"]
    assert commit == "off"
    assert first == second != third


def compose_commands():
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    return [one["command"] for one in services.values() if "-Q" in one.get("command", ())]


def run_commands(monkeypatch, tmp_path):
    started = []
    monkeypatch.setattr(run, "Child", lambda name, command, **options: started.append(command))
    for start in (run.start_worker, run.start_press):
        start(tmp_path / "log")
    return started


@pytest.mark.parametrize("place", ["production", "this machine"])
def test_every_queue_has_a_worker_of_its_application(place, monkeypatch, tmp_path):
    commands = compose_commands() if place == "production" else run_commands(monkeypatch, tmp_path)
    read = [
        ("scripts.press" if "scripts.press" in command else command[command.index("-A") + 1], name)
        for command in commands
        for name in command[command.index("-Q") + 1].split(",")
    ]
    assert sorted(read) == [
        ("interreg_portal", "bulk"),
        ("interreg_portal", "celery"),
        ("scripts.press", queues.WAITED),
        ("scripts.press", queues.BULK),
    ]
