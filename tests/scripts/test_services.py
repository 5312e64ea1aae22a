"""Private services: they start, they recover from the hardest end, and they leave nothing behind."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import redis

from scripts.services import BlockedError, Services
from tests.house.tree import ROOT

pytestmark = pytest.mark.slow

LAUNCH = """
import json, os, sys, time
from pathlib import Path
from scripts.services import Services
services = Services(Path(sys.argv[1]), durable=True)
services.start()
print(json.dumps([os.environ["DATABASE_URL"], os.environ["REDIS_URL"]]), flush=True)
sys.stdin.readline()
services.stop()
"""


class Launched:
    """A launcher in a process of its own."""

    def __init__(self, state: Path) -> None:
        without = {"DATABASE_URL", "REDIS_URL", "STATE_DIR"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, str(state)],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if name not in without},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.database, self.redis = json.loads(self.process.stdout.readline())

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.close()

    def stop(self) -> None:
        self.process.stdin.write("\n")
        self.close()

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(60)
        self.process.stdout.close()


@pytest.fixture
def state(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "state"
    yield folder
    assert processes_of(folder) == []


def processes_of(state: Path, seconds: float = 60) -> list[str]:
    """Commands of the processes that belong to this folder, after some time to end."""
    until = time.monotonic() + seconds
    while True:
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if str(state) in str((entry / "cwd").readlink()):
                    found.append((entry / "cmdline").read_text().replace("\0", " "))
            except OSError:
                continue
        if not found or time.monotonic() > until:
            return found
        time.sleep(0.05)


def query(address: str, sql: str) -> list[tuple]:
    connection = psycopg2.connect(address)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def test_services_work_and_stop(state: Path) -> None:
    launched = Launched(state)
    assert query(launched.database, "SELECT current_database(), current_setting('fsync')") == [
        ("portal", "on")
    ]
    with redis.Redis.from_url(launched.redis) as client:
        assert client.config_get("appendonly") == {"appendonly": "yes"}
    folders = json.loads((state / "sockets.json").read_text())
    launched.stop()
    assert launched.process.returncode == 0
    assert processes_of(state) == []
    assert [folder for folder in folders if Path(folder).exists()] == []


def test_killed_launcher_leaves_no_process_and_loses_nothing(state: Path) -> None:
    launched = Launched(state)
    query(launched.database, "CREATE TABLE kept AS SELECT 42 AS answer")
    with redis.Redis.from_url(launched.redis) as client:
        client.rpush("queue", "job")
        client.execute_command("WAITAOF", 1, 0, 5000)
    folders = json.loads((state / "sockets.json").read_text())
    launched.kill()
    assert processes_of(state) == []

    again = Launched(state)
    assert query(again.database, "SELECT answer FROM kept") == [(42,)]
    with redis.Redis.from_url(again.redis) as client:
        assert client.lrange("queue", 0, -1) == [b"job"]
    again.stop()
    assert [folder for folder in folders if Path(folder).exists()] == []


def test_stale_lock_of_another_process_does_not_stop_a_start(state: Path) -> None:
    Launched(state).stop()
    # as after a power cut: the lock names a process that is now somebody else's
    (state / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{state / 'postgres'}\n")
    again = Launched(state)
    assert query(again.database, "SELECT 1") == [(1,)]
    again.stop()


def test_half_made_data_folder_is_made_afresh(state: Path) -> None:
    (state / "postgres.new" / "base").mkdir(parents=True)
    launched = Launched(state)
    assert query(launched.database, "SELECT 1") == [(1,)]
    launched.stop()


def test_broken_queue_file_is_put_aside(state: Path) -> None:
    launched = Launched(state)
    with redis.Redis.from_url(launched.redis) as client:
        client.rpush("queue", "job")
    launched.stop()
    for file in (state / "valkey" / "appendonlydir").glob("*.manifest"):
        file.write_text("no manifest at all\n")
    again = Launched(state)
    with redis.Redis.from_url(again.redis) as client:
        assert client.ping()
    again.stop()
    assert len(list(state.glob("valkey.broken-*"))) == 1


def test_one_launcher_at_a_time_works_in_a_folder(state: Path) -> None:
    launched = Launched(state)
    with pytest.raises(BlockedError, match="already runs"):
        Services(state, durable=True)
    launched.stop()


def test_given_addresses_are_used_and_nothing_is_started(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/db")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")
    services = Services(state, durable=True)
    services.start()
    try:
        assert services.running == {}
        assert os.environ["DATABASE_URL"] == "postgres://elsewhere/db"
    finally:
        services.stop()
    assert os.environ["REDIS_URL"] == "redis://elsewhere/0"


def test_dead_server_is_started_again_at_its_address(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("REDIS_URL")
    services = Services(state, durable=True)
    services.start()
    try:
        addresses = os.environ["DATABASE_URL"], os.environ["REDIS_URL"]
        for service in services.running.values():
            service.child.process.send_signal(signal.SIGKILL)
            service.child.process.wait(60)
        assert services.revive() == ["PostgreSQL", "Redis (Valkey)"]
        assert query(addresses[0], "SELECT 1") == [(1,)]
        with redis.Redis.from_url(addresses[1]) as client:
            assert client.ping()
        assert services.revive() == []
    finally:
        services.stop()
