"""Tables in portions: the same as at once, made ahead of the reader, and given up when the reader goes."""

from __future__ import annotations

import json
import threading
from functools import partial
from typing import Any

import pytest

from publications import contractors
from publications.exports import streaming
from publications.exports.tables import tables
from publications.models import Publication, PublishedContractor
from tests.factories.publications import PublicationFactory
from tests.publications.exports.world import full_record

BESIDE = ("contractors", "policy_instrument_count", "pilot_action_count", "policy_money_influenced")
BESIDE += ("sub_grant_count",)

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


@pytest.mark.parametrize("size", [1, 2, 100])
def test_rows_beside_operations_are_told_of_those_that_have_them(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "parts", partial(streaming.parts, size=size))
    for number in range(4):
        PublicationFactory(code=f"record-{number}")
        if number % 2:
            full_record(code=f"full-{number}")
    contractor = PublishedContractor.objects.filter(publication__code="full-3").latest("position")
    contractors.hide(contractor)
    contractor.save()

    rows = json.loads(streamed(streaming.json_document, {}))["rows"]
    told = {row["code"]: [row[key] for key in BESIDE] for row in rows}
    assert told == {
        **{f"record-{number}": [[], None, None, None, None] for number in range(4)},
        "full-1": [["Bouw bv", "Ottoline Vireo"], 1, 1, 1500, 1],
        "full-3": [["Bouw bv"], 1, 1, 1500, 1],
    }


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
