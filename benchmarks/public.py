"""Public pages for somebody who is not signed in, against the least that Django can do (floor.py).

Floor and page are asked in turns, round after round; what counts is the median of the ratios of the rounds.
"""

from __future__ import annotations

import http.client
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks import floor_table
from benchmarks.floor_table import word_of_share
from benchmarks.load import press
from benchmarks.measure import Visitor, cpu_seconds, figures
from benchmarks.world import Server

FLOOR = "benchmarks.floor:application"
ROUNDS, SECONDS = 5, 1.5
MANY = 500_000  # records from which the goals for a million hold
COUNTED = 60  # requests by which CPU, statements and size are measured
MIDDLE = 0.029  # share of the records that say the word of the search
LIST, PROJECT = "/en/projects/", "/en/projects/vlned-crossroads-vi/"
ONE = "/one/vlned-crossroads-vi/"  # the same project as the floor shows it


@dataclass(frozen=True)
class Race:
    """A page, the page of the floor that it is measured by, and the share of its speed that is the goal."""

    name: str
    page: str
    floor: str
    at_least: float
    aim: float
    is_kept: bool = False
    headers: tuple[tuple[str, str], ...] = ()


def run(server: Server) -> Iterator[dict[str, Any]]:
    """Lines of speed, then of weight: each with its goal and whether it is met."""
    floor_table.fill()
    floor = Server(server.publications, FLOOR)
    fresh = Server(server.publications, SERVER_TIMING="0", PAGES_KEPT="0")
    kept = Server(server.publications, SERVER_TIMING="0")
    try:
        for race in races(server.publications, kept):
            yield _speed(race, kept if race.is_kept else fresh, floor, server.publications)
    finally:
        for one in (floor, fresh, kept):
            one.stop()
    yield from _weights(server.publications)


def races(publications: int, kept: Server) -> list[Race]:
    """Every goal that is a share of the floor's requests a second."""
    word = word_of_share(MIDDLE)
    search, asked = f"{LIST}?q={word}", f"/search/?q={word}"
    must, aim = (1.5, 3.0) if publications >= MANY else (1.0, 2.0)
    etag = _etag(kept.port, LIST)
    return [
        Race("list, not kept", LIST, "/", 0.5, 0.9),
        Race("search and facets, not kept", search, asked, must, aim),
        Race("project, not kept", PROJECT, ONE, 0.5, 0.75),
        Race("unchanged (304)", LIST, "/hello/", 0.75, 0.9, True, (("If-None-Match", etag),)),
        Race("list, kept", LIST, "/hello/", 0.6, 0.85, True),
        Race("project, kept", PROJECT, "/hello/", 0.6, 0.85, True),
    ]


def _speed(race: Race, portal: Server, floor: Server, publications: int) -> dict[str, Any]:
    for server, address in ((portal, race.page), (floor, race.floor)):
        press(server.port, address, 0.5, dict(race.headers) if server is portal else None)
    ratios, floors, pages, times = [], [], [], []
    statuses: set[int] = set()
    for _round in range(ROUNDS):
        least = press(floor.port, race.floor, SECONDS)
        page = press(portal.port, race.page, SECONDS, dict(race.headers))
        floors.append(least.per_second)
        pages.append(page.per_second)
        ratios.append(page.per_second / least.per_second)
        times += page.times
        statuses |= page.statuses
    ratio = statistics.median(ratios)
    return {
        "bench": f"public: {race.name}",
        "n": publications,
        "requests_per_second": round(statistics.median(pages), 1),
        "floor": race.floor,
        "floor_per_second": round(statistics.median(floors), 1),
        "floor_spread": round(max(floors) / min(floors), 2),
        **figures(times),
        "of_floor": round(ratio, 3),
        "at_least": race.at_least,
        "aim": race.aim,
        "met": ratio >= race.at_least,
        "statuses": sorted(statuses),
    }


def _etag(port: int, address: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address, headers={"Host": "localhost"})
    answer = connection.getresponse()
    answer.read()
    return answer.headers.get("ETag", "")


def _weights(publications: int) -> Iterator[dict[str, Any]]:
    """Statements, CPU milliseconds and kilobytes of each page, made anew for each request."""
    portal = Server(publications, PAGES_KEPT="0")
    try:
        visitor = Visitor(portal.port)
        pages = [
            ("list", LIST, 40),
            ("search", f"{LIST}?q={word_of_share(MIDDLE)}", 40),
            ("project", PROJECT, 30),
        ]
        for name, address, most_kb in pages:
            for _ in range(10):
                visitor.get(address)
            before = cpu_seconds(portal.group)
            answers = [visitor.get(address) for _ in range(COUNTED)]
            cpu = (cpu_seconds(portal.group) - before) * 1000 / COUNTED
            statements = max(answer.statements for answer in answers)
            kb = round(answers[-1].size / 1000, 1)
            yield {
                "bench": f"public: weight of {name}",
                "n": publications,
                **figures([answer.seconds for answer in answers]),
                "cpu_ms": round(cpu, 2),
                "sql": statements,
                "sql_at_most": 4,
                "kb": kb,
                "kb_at_most": most_kb,
                "met": statements <= 4 and kb <= most_kb,
                "status": answers[-1].status,
            }
    finally:
        portal.stop()
