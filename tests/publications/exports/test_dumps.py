"""Dated files: made when the data changed, whole or not at all, without persons, some kept for ever."""

import gzip
import hashlib
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from publications import forgetting
from publications.exports import dumps
from publications.exports.tables import tables
from publications.models import DataFile, Extract, PublicChange, Purpose
from tests.factories.open_data import DataFileFactory, ExtractFactory
from tests.publications.exports.world import full_record, json_rows

pytestmark = pytest.mark.django_db


def test_first_files_are_a_snapshot_and_whole() -> None:
    full_record(period="2014-2020")
    assert dumps.make(date(2027, 1, 1)) == 24
    for row in DataFile.objects.all():
        with default_storage.open(str(row.file.name)) as stored:
            content = stored.read()
        assert (row.purpose, row.size, row.sha256) == (
            Purpose.SNAPSHOT,
            len(content),
            hashlib.sha256(content).hexdigest(),
        )
        text = gzip.decompress(content) if row.name.endswith(".gz") else content
        assert b"Canarius" not in text
    assert b"Hogeschool" in gzip.decompress(_content("operations", "csv"))


def _content(table: str, kind: str) -> bytes:
    with default_storage.open(str(DataFile.objects.get(table=table, format=kind).file.name)) as stored:
        return bytes(stored.read())


def test_nothing_is_made_twice_or_without_a_change() -> None:
    full_record()
    assert dumps.make(date(2027, 1, 1)) == 24
    assert dumps.make(date(2027, 1, 1)) == 0
    assert dumps.make(date(2027, 1, 2)) == 0
    PublicChange.objects.create(transaction=1)  # as the next commit of a change leaves it
    assert dumps.make(date(2027, 1, 3)) == 24
    purposes = DataFile.objects.order_by("day").values_list("day", "purpose").distinct()
    assert list(purposes) == [(date(2027, 1, 1), "snapshot"), (date(2027, 1, 3), "nightly")]


def test_files_can_be_asked_for_by_hand_and_once() -> None:
    full_record()
    told = io.StringIO()
    call_command("write_open_data", stdout=told)
    call_command("write_open_data", stdout=told)
    assert told.getvalue().splitlines() == [f"{DataFile.objects.count()} files written", "0 files written"]
    assert DataFile.objects.filter(purpose=Purpose.SNAPSHOT).exists()


def test_snapshot_is_due_every_four_months_even_without_a_change() -> None:
    full_record()
    dumps.make(date(2027, 1, 31))
    assert not dumps.snapshot_is_due(date(2027, 5, 30))
    assert dumps.snapshot_is_due(date(2027, 5, 31))
    assert dumps.make(date(2027, 5, 31)) == 24


def test_snapshot_can_neither_be_deleted_nor_changed() -> None:
    row = DataFileFactory(purpose=Purpose.SNAPSHOT)
    for change in (row.delete, lambda: DataFile.objects.update(purpose=Purpose.NIGHTLY)):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            change()
    assert DataFile.objects.filter(pk=row.pk).exists()


def test_old_nights_go_and_snapshots_stay() -> None:
    for day in range(1, 10):
        DataFileFactory(day=date(2027, 1, day))
    DataFileFactory(day=date(2026, 1, 1), purpose=Purpose.SNAPSHOT)
    assert dumps.clean() == 2
    assert sorted(DataFile.objects.values_list("day", flat=True))[:2] == [date(2026, 1, 1), date(2027, 1, 3)]


def test_files_appear_together_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    full_record()
    kept: list[str] = []

    def failing(target: object, name: str) -> str:
        if len(kept) == 3:
            raise OSError("disk full")
        kept.append(dumps_keep(target, name))
        return kept[-1]

    dumps_keep = dumps.keep
    monkeypatch.setattr(dumps, "keep", failing)
    with pytest.raises(OSError, match="disk full"):
        dumps.make(date(2027, 1, 1))
    assert DataFile.objects.count() == 0
    assert [name for name in kept if default_storage.exists(name)] == []


def test_forgetting_a_person_drops_files_that_were_asked_for(
    django_capture_on_commit_callbacks: Any,
) -> None:
    record = full_record(first_published_at=timezone.now() - timedelta(days=800))
    ExtractFactory()
    with django_capture_on_commit_callbacks(execute=True):
        assert forgetting.forget_due() == 1
    assert Extract.objects.count() == 0
    assert "Canarius" not in str(json_rows(tables()["operations"])) + str(json_rows(tables()["partners"]))
    assert record.partners.filter(name="Zebedeus Canarius").count() == 0
