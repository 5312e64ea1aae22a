"""Asking the engine for a portion of documents: those that are there are found in one statement a kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from documents import asking, engine
from documents.batches.kinds import Wanted
from documents.models import BatchItem, Document
from documents.states import DocumentState


def request_portion(
    items: Sequence[BatchItem], wanted: Mapping[int, Wanted | Document]
) -> dict[int, Document]:
    """The document of each item that has one, by the item's key in the table.

    Call it in a transaction. Documents are asked for in one order, so that two batches never wait for each
    other; one that had failed is tried again.
    """
    found = {pk: one for pk, one in wanted.items() if isinstance(one, Document)}
    asked = [(one, item) for item in items if isinstance(one := wanted.get(item.pk), Wanted)]
    asked.sort(key=lambda pair: (pair[0].kind, pair[0].subject, pair[1].language))
    for kind in sorted({one.kind for one, _item in asked}):
        mine = [(one, item) for one, item in asked if one.kind == kind]
        rows = engine.request_many(kind, [(one.subject, item.language, one.data) for one, item in mine])
        found |= {item.pk: row for (_one, item), row in zip(mine, rows, strict=True)}
    in_order = sorted(found.items(), key=lambda pair: pair[1].pk)
    return {pk: _tried_again(document) for pk, document in in_order}


def _tried_again(document: Document) -> Document:
    """The document, in the queue again when it had failed or its file was not kept."""
    if document.state not in {DocumentState.FAILED, DocumentState.EXPIRED}:
        return document
    locked = Document.objects.select_for_update().get(pk=document.pk)
    if locked.state not in {DocumentState.FAILED, DocumentState.EXPIRED}:
        return locked
    return asking.make_anew(locked, bulk=True)
