"""Measuring a running web server from outside: times, bytes, statements, CPU."""

from __future__ import annotations

import http.client
import os
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Answer:
    """One answer: seconds, bytes, and the number of statements that its Server-Timing header tells."""

    seconds: float
    size: int
    statements: int
    status: int


class Visitor:
    """Asks one server again and again over one connection, as somebody signed in when there is a cookie."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self._headers = {"Host": "localhost", **({"Cookie": cookie} if cookie else {})}
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, address: str) -> Answer:
        """Fetch a page whole."""
        started = time.perf_counter()
        try:
            self._connection.request("GET", address, headers=self._headers)
            response = self._connection.getresponse()
        except ConnectionError:  # idle for longer than the server keeps a connection, or its worker made way
            started = time.perf_counter()
            self._connection.request("GET", address, headers=self._headers)
            response = self._connection.getresponse()
        body = response.read()
        seconds = time.perf_counter() - started
        told = re.search(r'sql;desc="(\d+)"', response.headers.get("Server-Timing", ""))
        return Answer(seconds, len(body), int(told.group(1)) if told else -1, response.status)

    def leave(self) -> None:
        """Close the connection; the next page opens another."""
        self._connection.close()


def figures(times: list[float]) -> dict[str, float]:
    """Median, 95th percentile and worst of seconds, in milliseconds."""
    ordered = sorted(seconds * 1000 for seconds in times)
    return {
        "p50_ms": round(statistics.median(ordered), 2),
        "p95_ms": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))], 2),
        "max_ms": round(ordered[-1], 2),
    }


def percentiles(milliseconds: list[float]) -> dict[str, float]:
    """Median, 95th and 99th percentile and worst, in milliseconds; empty without any."""
    if not milliseconds:
        return {}
    ordered = sorted(milliseconds)
    last = len(ordered) - 1
    shares = {"p50_ms": 0.5, "p95_ms": 0.95, "p99_ms": 0.99, "max_ms": 1.0}
    return {name: round(ordered[min(last, int(len(ordered) * share))], 1) for name, share in shares.items()}


def cpu_seconds(group: int) -> float:
    """User and system time of all living processes of a group, and of their ended children."""
    total = 0
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            total += sum(int(value) for value in fields[11:15])
    return total / TICKS


def timed(act: Callable[[], object]) -> float:
    """Seconds that an act takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started
