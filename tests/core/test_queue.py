"""Handing over work while the queue is there, away, and back."""

import socket
import time

import pytest
from django.conf import settings

from core import queue


@pytest.fixture
def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_breaker_finds_the_queue_that_is_there() -> None:
    assert queue.Breaker(settings.REDIS_URL).is_there()


def test_breaker_says_away_and_asks_no_more_while_it_rests(
    free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaker = queue.Breaker(f"redis://127.0.0.1:{free_port}/0")
    assert not breaker.is_there()
    monkeypatch.setattr(breaker, "_redis", None)  # asked again, it would raise
    assert [breaker.is_there() for _ in range(20)] == [False] * 20


def test_breaker_waits_no_longer_than_its_patience_for_a_silent_queue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without patience it would wait for ever."""
    monkeypatch.setattr(queue, "PATIENCE", 0.1)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        breaker = queue.Breaker(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        begin = time.monotonic()
        assert not breaker.is_there()
        assert time.monotonic() - begin < 100 * queue.PATIENCE


def test_breaker_asks_again_after_its_rest(free_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "REST", 0.05)
    breaker = queue.Breaker(f"redis://127.0.0.1:{free_port}/0")
    assert not breaker.is_there()
    time.sleep(0.06)
    monkeypatch.setattr(breaker, "_redis", queue.Redis.from_url(settings.REDIS_URL))
    assert breaker.is_there()
