"""The items of a batch in their order, some hundred at a time, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Iterator

from documents.models import Batch, BatchItem

PORTION = 100


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
