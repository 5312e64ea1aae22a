"""A scanner that speaks clamd's INSTREAM and finds the one signature that it was told."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

EVIL = b"X5O-NOT-THE-REAL-SIGNATURE"


class Line(socketserver.BaseRequestHandler):
    """One connection: the command, pieces with their lengths, one answer."""

    def handle(self) -> None:
        command = self._take(10)
        if command != b"zINSTREAM\0":
            self.request.sendall(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while size := struct.unpack("!I", self._take(4))[0]:
            content += self._take(size)
            if len(content) > self.server.most:
                self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.seen.append(len(content))
        found = EVIL in content
        self.request.sendall(b"stream: Test.Signature FOUND\0" if found else b"stream: OK\0")

    def _take(self, size: int) -> bytes:
        taken = b""
        while len(taken) < size:
            piece = self.request.recv(size - len(taken))
            if not piece:
                return taken.ljust(size, b"\0")
            taken += piece
        return taken


class Server(socketserver.ThreadingTCPServer):
    """Listens on a free port; `seen` holds the sizes of what it scanned."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, most: int) -> None:
        super().__init__(("127.0.0.1", 0), Line)
        self.most = most
        self.seen: list[int] = []

    @property
    def url(self) -> str:
        return f"tcp://127.0.0.1:{self.server_address[1]}"


@contextmanager
def scanner(most: int = 100_000_000) -> Iterator[Server]:
    """A running scanner that takes at most so many bytes."""
    with Server(most) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join(timeout=5)
