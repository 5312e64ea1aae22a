"""Who is where right now, held in Redis for less than a minute: a comfort, so nothing fails without Redis."""

from __future__ import annotations

import time
from functools import cache

from django.conf import settings
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

# Seconds for which somebody counts as there after the last sign of life; pages give one every twenty.
STAYS = 50
# Seconds that Redis may take, and for which it is not asked again when it did not answer.
PATIENCE, REST = 0.3, 20.0
LONGEST_NAME = 40


class Board:
    """The rooms of one Redis, and whether it answered lately."""

    def __init__(self, url: str) -> None:
        self._redis: Redis = Redis.from_url(
            url,
            socket_connect_timeout=PATIENCE,
            socket_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 0),
            decode_responses=True,
        )
        self._rests_until = 0.0

    def enter(self, room: str, who: str, place: str, page: str) -> dict[str, str]:
        """Say that `who` is at `place`; the places of everybody in the room. Empty when Redis is away."""
        if time.monotonic() < self._rests_until:
            return {}
        now, key = time.time(), _key(room)
        try:
            with self._redis.pipeline(transaction=False) as asked:
                asked.hset(key, who, f"{now:.0f} {page} {place}")
                asked.expire(key, STAYS)
                asked.hgetall(key)
                entries = asked.execute()[-1]
        except (RedisError, OSError):
            self._rests_until = time.monotonic() + REST
            return {}
        return {name: where for name, at, _page, where in map(_parted, entries.items()) if at > now - STAYS}

    def look(self, rooms: list[str]) -> dict[str, str]:
        """The places of everybody in some rooms, without entering. Empty when Redis is away."""
        if not rooms or time.monotonic() < self._rests_until:
            return {}
        now = time.time()
        try:
            with self._redis.pipeline(transaction=False) as asked:
                for room in rooms:
                    asked.hgetall(_key(room))
                found = asked.execute()
        except (RedisError, OSError):
            self._rests_until = time.monotonic() + REST
            return {}
        entries = [entry for one in found for entry in one.items()]
        return {name: where for name, at, _page, where in map(_parted, entries) if at > now - STAYS}

    def leave(self, room: str, who: str, page: str) -> None:
        """Say that `who` closed a page; who opened another one meanwhile is still there."""
        if time.monotonic() < self._rests_until:
            return
        key = _key(room)
        try:
            entry = self._redis.hget(key, who)
            if entry is not None and _parted((who, str(entry)))[2] == page:
                self._redis.hdel(key, who)
        except (RedisError, OSError):
            self._rests_until = time.monotonic() + REST


def enter(room: str, *, who: str, place: str, page: str = "") -> dict[str, str]:
    """Say that `who` is at `place` in a room; the place of each who is there. Empty when Redis is away.

    `page` names the one opened page that says so: leaving it later than the next one was entered, as
    browsers do, takes nobody away.
    """
    return _board(settings.REDIS_URL).enter(room, who, place, _name(page))


def look(rooms: list[str]) -> dict[str, str]:
    """The place of each who is in one of these rooms, without entering them. Empty when Redis is away."""
    return _board(settings.REDIS_URL).look(rooms)


def leave(room: str, *, who: str, page: str = "") -> None:
    """Say that `who` left a page of the room; who says nothing is gone after less than a minute."""
    _board(settings.REDIS_URL).leave(room, who, _name(page))


@cache
def _board(url: str) -> Board:
    return Board(url)


def _key(room: str) -> str:
    return f"presence:{room}"


def _name(page: str) -> str:
    """A page's name as a browser made it up, short and of letters and digits; "-" for anything else."""
    return page if page.isascii() and page.isalnum() and len(page) <= LONGEST_NAME else "-"


def _parted(entry: tuple[str, str]) -> tuple[str, float, str, str]:
    who, (at, page, place) = entry[0], entry[1].split(" ", 2)
    return who, float(at), page, place
