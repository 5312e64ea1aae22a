"""Writing the file of a batch whose documents are settled: kept whole, of what its owner may have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from django.db.models import F
from django.utils import translation

from documents import engine, jobs
from documents.batches.archive import Archive, Lost
from documents.batches.joining import Joined
from documents.batches.kinds import Writer, kind_of
from documents.batches.portions import portions
from documents.models import Batch, BatchItem, JobState
from documents.models.batches import UNSETTLED, Form, ItemState

FOLDER = "batches"
MOST_LOSSES = 3  # then the storage keeps losing it, and the batch goes on without it


def write(pk: int) -> bool:
    """Write the file, if the batch waits for it and nobody else is at it; True when this call did."""
    return jobs.work(Batch.objects.select_related("owner"), pk, _write)


def _write(batch: Batch) -> bool:
    if batch.items.filter(state__in=UNSETTLED).exists():
        jobs.rest(batch, handed_at=None)
        return False
    failures = batch.items.filter(state=ItemState.FAILED).count()
    if not batch.items.filter(state=ItemState.MADE).exists():
        jobs.end(batch, JobState.FAILED, failures=failures)
        return False
    try:
        with translation.override(batch.language):
            return jobs.deliver(
                batch, FOLDER, batch.form, lambda target: _fill(batch, target), failures=failures
            )
    except Lost as lost:
        _make_again(batch, lost.items)
        return False


def _fill(batch: Batch, target: IO[bytes]) -> None:
    """Copy document after document; each portion is a sign of life."""
    kind, done = kind_of(batch.kind), 0
    missing: list[BatchItem] = []
    with kind.writer(batch, target) or _usual(batch, target) as made:
        for portion in portions(batch):
            allowed = kind.allowed(portion, by=batch.owner)
            _leave_out(batch, portion, allowed)
            for item in portion:
                try:
                    made.add(item, is_in=item.state == ItemState.MADE)
                except Lost as lost:
                    missing += lost.items
                done += item.state == ItemState.MADE
            jobs.tell(batch, done=done)
        if missing:
            raise Lost(*missing)


def _usual(batch: Batch, target: IO[bytes]) -> Writer:
    if batch.form == Form.PDF:
        return Joined(target, batch.title, batch.language)
    return Archive(target)


def _leave_out(batch: Batch, portion: list[BatchItem], allowed: frozenset[int]) -> None:
    """Note of items that the owner may not have any more that they are not in the file."""
    gone = [item for item in portion if item.pk not in allowed and item.state != ItemState.LEFT_OUT]
    for item in gone:
        item.state = ItemState.LEFT_OUT
    if gone:
        batch.items.filter(pk__in=[item.pk for item in gone]).update(state=ItemState.LEFT_OUT)


def _make_again(batch: Batch, items: Sequence[BatchItem]) -> None:
    """The stored files of these documents are lost: have them made, and go on when they are there.

    One that is lost time and again fails, or the batch would wait for it for ever.
    """
    found = batch.items.filter(pk__in=[item.pk for item in items])
    found.update(losses=F("losses") + 1, state=ItemState.WAITING)
    hopeless = found.filter(losses__gte=MOST_LOSSES)
    given_up = set(hopeless.values_list("pk", flat=True))
    hopeless.update(state=ItemState.FAILED)
    for item in items:
        if item.document is not None and item.pk not in given_up:
            engine.make_again(item.document)
    jobs.rest(batch, handed_at=None)
