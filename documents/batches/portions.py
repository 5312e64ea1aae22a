"""The items of a batch in their order, some hundred at a time, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Iterator

from documents.models import Batch, BatchItem
from documents.models.batches import ItemState

PORTION = 100
MANY = 1_000  # items without their documents


def portions(batch: Batch) -> Iterator[list[BatchItem]]:
    """All items with their documents, but not with the documents' data; a statement for each portion."""
    after = -1
    while True:
        found = batch.items.filter(position__gt=after).order_by("position").select_related("document")
        portion = list(found.defer("document__data")[:PORTION])
        if not portion:
            return
        yield portion
        after = portion[-1].position


def keys_inside(batch: Batch) -> Iterator[list[BatchItem]]:
    """The items that are in the file, without their documents; a statement for each thousand."""
    after = -1
    while True:
        found = batch.items.filter(position__gt=after, state=ItemState.MADE).order_by("position")
        inside = list(found[:MANY])
        if not inside:
            return
        yield inside
        after = inside[-1].position
