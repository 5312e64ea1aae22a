"""Tables in portions: the same as at once, made ahead of the reader, and given up when the reader goes."""

from __future__ import annotations

import json
import threading
from functools import partial
from typing import Any

import pytest

from publications.exports import streaming
from publications.exports.tables import tables
from publications.models import Publication
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "parts", partial(streaming.parts, size=1))


def streamed(how: Any, *more: Any) -> bytes:
    table = tables()["operations"]
    return b"".join(how(table, streaming.keys_of(table, Publication.objects.all()), *more))


def test_portions_are_the_same_as_the_whole(request: pytest.FixtureRequest) -> None:
    for number in range(4):
        PublicationFactory(code=f"record-{number}", title={"en": f"=Title {number}"}, partners=[{}, {}])
    csv, rows = streamed(streaming.csv), streamed(streaming.json_document, {"about": "all"})
    assert csv.count(b"\n") == 5
    assert [row["code"] for row in json.loads(rows)["rows"]] == [f"record-{number}" for number in range(4)]
    request.getfixturevalue("one_at_a_time")
    assert streamed(streaming.csv) == csv
    assert streamed(streaming.json_document, {"about": "all"}) == rows


def test_reader_who_goes_early_leaves_nothing_at_work(one_at_a_time: None) -> None:
    for _ in range(6):
        PublicationFactory()
    table, before = tables()["operations"], threading.active_count()
    stream = streaming.csv(table, streaming.keys_of(table, Publication.objects.all()))
    assert next(stream).startswith("\ufeffcode,".encode())
    assert next(stream)
    assert before < threading.active_count() <= before + streaming.HANDS
    stream.close()
    assert threading.active_count() == before


def test_table_beyond_the_room_is_made_in_turn(one_at_a_time: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        PublicationFactory()
    whole, before = streamed(streaming.csv), threading.active_count()
    monkeypatch.setattr(streaming, "ROOM", threading.BoundedSemaphore(1))
    table = tables()["operations"]
    keys = streaming.keys_of(table, Publication.objects.all())
    slow, other = streaming.csv(table, keys), streaming.csv(table, keys)
    assert [next(slow), next(slow)]
    threads = threading.active_count()
    assert b"".join(other) == whole
    assert threading.active_count() == threads > before
    slow.close()
    assert streaming.ROOM.acquire(blocking=False)
