"""Who is where: seen by each other, forgotten soon, and no trouble when Redis is away."""

import time
import uuid

import pytest
from django.conf import settings

from core import presence
from core.presence import Board


@pytest.fixture
def room():
    return str(uuid.uuid4())


def test_people_in_a_room_see_each_others_newest_place(room):
    assert presence.enter(room, who="anna", place="summary Anna") == {"anna": "summary Anna"}
    presence.enter(room, who="bob", place="budget Bob Martin")
    found = presence.enter(room, who="anna", place="partners Anna")
    assert found == {"anna": "partners Anna", "bob": "budget Bob Martin"}
    assert presence.enter(str(uuid.uuid4()), who="carl", place="x") == {"carl": "x"}


def test_who_leaves_or_falls_silent_is_gone(room, monkeypatch):
    for who in ("anna", "bob"):
        presence.enter(room, who=who, place="summary")
    presence.leave(room, who="bob")
    assert presence.enter(room, who="carl", place="summary").keys() == {"anna", "carl"}
    later = time.time() + presence.STAYS + 1
    monkeypatch.setattr(presence.time, "time", lambda: later)
    assert presence.enter(room, who="carl", place="summary").keys() == {"carl"}


def test_leaving_late_takes_nobody_away_who_opened_another_page(room):
    presence.enter(room, who="anna", place="summary", page="one")
    presence.enter(room, who="anna", place="budget", page="two")
    presence.leave(room, who="anna", page="one")
    assert presence.enter(room, who="bob", place="summary") == {"anna": "budget", "bob": "summary"}
    presence.leave(room, who="anna", page="two")
    assert presence.enter(room, who="bob", place="summary") == {"bob": "summary"}


@pytest.mark.parametrize("page", ["a b", "", "x" * 41, "é", "\x00", "\ud800"])
def test_page_with_a_strange_name_is_any_page(room, page):
    presence.enter(room, who="anna", place="summary of it", page=page)
    assert presence.enter(room, who="bob", place="x") == {"anna": "summary of it", "bob": "x"}
    presence.leave(room, who="anna", page=page)
    assert presence.enter(room, who="bob", place="x") == {"bob": "x"}


def test_room_expires_by_itself(room):
    presence.enter(room, who="anna", place="summary")
    board = Board(settings.REDIS_URL)
    assert 0 < board._redis.ttl(f"presence:{room}") <= presence.STAYS


def test_redis_that_is_away_is_no_trouble_and_is_left_alone_for_a_while(room, monkeypatch):
    board = Board("redis://127.0.0.1:1/0")
    assert board.enter(room, "anna", "summary", "-") == {}
    board.leave(room, "anna", "-")
    monkeypatch.setattr(board, "_redis", None)  # asked again, it would raise
    assert board.enter(room, "anna", "summary", "-") == {}
    board.leave(room, "anna", "-")
