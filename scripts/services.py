"""PostgreSQL and Redis for `make run` and `make test`: real ones, private, started beside the portal."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from pathlib import Path
from typing import IO

from scripts.children import StartError
from scripts.places import state_folder
from scripts.postgres import Postgres
from scripts.valkey import Valkey


class Services:
    """Starts what has no address yet (DATABASE_URL, REDIS_URL), and puts its address into the environment.

    One launcher at a time works in a folder; its lock goes away with the process, however that ends.
    """

    def __init__(self, state: Path, *, durable: bool) -> None:
        self.state = state
        self.running: dict[str, Postgres | Valkey] = {}
        self.lock = _lock(state)
        _sweep_sockets(state)
        if not os.environ.get("DATABASE_URL"):
            self.running["DATABASE_URL"] = Postgres(state, durable=durable)
        if not os.environ.get("REDIS_URL"):
            self.running["REDIS_URL"] = Valkey(state, durable=durable)

    def start(self) -> None:
        """Start all; on failure, stop what runs and raise StartError."""
        try:
            for variable, service in self.running.items():
                os.environ[variable] = service.start()
                self._note_sockets()
        except BaseException:
            self.stop()
            raise

    def revive(self) -> list[str]:
        """Start again what died, at its old address; returns the names of what was started."""
        revived = []
        for service in self.running.values():
            if service.child is not None and not service.child.is_running():
                service.child.stop()
                service.start()
                revived.append(service.child.name)
        return revived

    def stop(self) -> None:
        """Stop all that was started here, and forget its addresses."""
        for variable, service in reversed(self.running.items()):
            service.stop()
            os.environ.pop(variable, None)
        (self.state / "sockets.json").unlink(missing_ok=True)
        self.lock.close()

    def _note_sockets(self) -> None:
        folders = [str(service.sockets) for service in self.running.values() if service.sockets]
        (self.state / "sockets.json").write_text(json.dumps(folders))


def for_tests() -> Services:
    """Services in the first test folder that no other test run works in; quick, and not durable."""
    for number in range(1, 20):
        try:
            return Services(state_folder() / f"test-{number}", durable=False)
        except BlockedError:
            continue
    raise StartError("Too many test runs at once in this folder.")


class BlockedError(StartError):
    """Another launcher works in the same folder."""


def _lock(state: Path) -> IO[str]:
    state.mkdir(parents=True, exist_ok=True)
    lock = (state / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockedError:
        raise
    except OSError as error:
        lock.close()
        raise BlockedError(f"The portal already runs in {state}. Stop it first, or set STATE_DIR.") from error
    return lock


def _sweep_sockets(state: Path) -> None:
    """Take away the socket folders of a launcher that was killed hard."""
    note = state / "sockets.json"
    if note.is_file():
        for folder in json.loads(note.read_text() or "[]"):
            if Path(folder).name.startswith("portal-"):
                shutil.rmtree(folder, ignore_errors=True)
        note.unlink()
