"""`make run` without the portal itself: ports, supervision, and what is written in .env.example."""

import re
import signal
import socket
import sys
import time
from pathlib import Path

import pytest

from scripts import run
from scripts.children import Child, StartError
from tests.house.tree import ROOT


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_wanted_port_is_taken_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    monkeypatch.setenv("PORT", str(port))
    assert run.choose_port() == port
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        with pytest.raises(StartError, match=f"Port {port} is taken"):
            run.choose_port()


def test_process_that_dies_is_started_again(tmp_path: Path) -> None:
    started = []

    def start(log: Path) -> Child:
        started.append(time.monotonic())
        return Child("sleeper", [sys.executable, "-c", "import time; time.sleep(60)"])

    supervised = run.Supervised("sleeper", start, tmp_path / "log")
    first = supervised.child
    first.process.send_signal(signal.SIGKILL)
    first.process.wait(60)
    supervised.tend()
    try:
        assert len(started) == 2
        assert supervised.child.is_running()
        supervised.tend()
        assert len(started) == 2
    finally:
        supervised.child.stop()
    assert not supervised.child.is_running()


def test_process_that_keeps_dying_ends_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "FAST_DEATHS_ALLOWED", 1)
    log = tmp_path / "log"
    log.write_text("what went wrong\n")
    supervised = run.Supervised("dier", lambda log: Child("dier", ["false"]), log)
    supervised.child.process.wait(60)
    supervised.tend()  # the first death is forgiven
    supervised.child.process.wait(60)
    with pytest.raises(StartError, match="what went wrong"):
        supervised.tend()


def test_stubborn_child_and_its_children_are_ended(tmp_path: Path) -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True)"
    code = f"{deaf}; time.sleep(60)"
    log = (tmp_path / "log").open("wb")
    child = Child(
        "stubborn",
        ["sh", "-c", f'{sys.executable} -c "{code}" & wait'],
        ends=((signal.SIGTERM, 0.2),),
        stdout=log,
    )
    while not (tmp_path / "log").read_text():
        time.sleep(0.02)
    child.stop()
    log.close()
    until = time.monotonic() + 60
    while (left := members(child.process.pid)) and time.monotonic() < until:
        time.sleep(0.02)
    assert left == []


def members(group: int) -> list[str]:
    """Living processes of a group."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, its_group = entry.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(its_group) == group and state != "Z":
            found.append(entry.parent.name)
    return found


def test_every_variable_is_listed_in_the_example() -> None:
    sources = [*(ROOT / "interreg_portal" / "settings").glob("*.py"), *(ROOT / "scripts").glob("*.py")]
    text = "\n".join(path.read_text() for path in sources)
    read = set(re.findall(r'env\.?\w*\(\s*"([A-Z_]+)"', text)) | set(
        re.findall(r'environ(?:\.get\(|\.setdefault\(|\[)\s*"([A-Z_]+)"', text)
    )
    listed = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert sorted(read - listed - {"MAKELEVEL", "PYTHONPATH"}) == []
