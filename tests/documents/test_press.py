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
import json, os, sys
from scripts import press
from interreg_portal.press import STANDS_BACK, Makers, app
before = os.nice(0)
app.loader.import_default_modules()
app.finalize()
Makers(None)
own = [name for name in app.tasks if not name.startswith("celery.")]
nicer = [os.nice(0), min(before + STANDS_BACK, 19)]
print(json.dumps({"tasks": own, "modules": list(sys.modules), "nicer": nicer}))
"""


def told_by(script):
    """What a process of its own says: here the application of the other workers is the current one."""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_press_knows_one_task_and_loads_no_pages_and_no_tasks_of_others():
    done = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, cwd=ROOT, check=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["tasks"] == [queues.render.name]
    assert found["nicer"][0] == found["nicer"][1]
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
