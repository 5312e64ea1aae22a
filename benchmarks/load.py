"""Pressing a web server: as many requests as it answers in some seconds, over a few connections."""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context

CONNECTIONS = 2
# Requests after which a reader comes anew. Two connections that stay may both lie with one of two workers,
# which halves what is measured by the luck of a moment.
STAYS = 25


@dataclass
class Load:
    """What came back: how many answers of which status, in how many seconds, and how long each took."""

    answers: int = 0
    seconds: float = 0.0
    size: int = 0
    times: list[float] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)

    @property
    def per_second(self) -> float:
        return self.answers / self.seconds if self.seconds else 0.0


def press(port: int, address: str, seconds: float, headers: Mapping[str, str] | None = None) -> Load:
    """Ask for one address for some seconds over two connections at once, each in a process of its own."""
    request = _request(address, headers or {})
    with ProcessPoolExecutor(CONNECTIONS, mp_context=get_context("fork")) as pool:
        parts = list(pool.map(_ask, [port] * CONNECTIONS, [request] * CONNECTIONS, [seconds] * CONNECTIONS))
    whole = Load()
    for part in parts:
        whole.answers += part.answers
        whole.seconds = max(whole.seconds, part.seconds)
        whole.size = part.size
        whole.times += part.times
        whole.statuses |= part.statuses
    return whole


def _request(address: str, headers: Mapping[str, str]) -> bytes:
    lines = [
        f"GET {address} HTTP/1.1",
        "Host: localhost",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _ask(port: int, request: bytes, seconds: float) -> Load:
    done = Load()
    connection = _open(port)
    started = time.perf_counter()
    while (begun := time.perf_counter()) - started < seconds:
        try:
            status, done.size, keeps = _exchange(connection, request)
        except OSError:  # a worker that made way for a fresh one
            connection = _open(port)
            continue
        done.times.append(time.perf_counter() - begun)
        done.statuses.add(status)
        done.answers += 1
        if not keeps or done.answers % STAYS == 0:
            connection.close()
            connection = _open(port)
    done.seconds = time.perf_counter() - started
    connection.close()
    return done


def _open(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=60)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _exchange(connection: socket.socket, request: bytes) -> tuple[int, int, bool]:
    """Status and size of one answer, and whether the connection stays."""
    connection.sendall(request)
    data = b""
    while (end := data.find(b"\r\n\r\n")) < 0:
        data += _receive(connection)
    head = data[:end].lower()
    status = int(head[9:12])
    at = head.find(b"content-length:")
    length = 0 if status == 304 or at < 0 else int(head[at + 15 :].split(b"\r\n", 1)[0])
    body = len(data) - end - 4
    while body < length:
        body += len(_receive(connection))
    return status, length, b"connection: close" not in head


def _receive(connection: socket.socket) -> bytes:
    received = connection.recv(262_144)
    if not received:
        raise ConnectionError("closed")
    return received
