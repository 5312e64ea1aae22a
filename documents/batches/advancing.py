"""One turn of a batch: note which documents are made or failed, and ask for more of them.

No more than `WINDOW` documents of a batch wait at a time, so that a batch which is stopped leaves little work
behind, and two batches go on side by side.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import timedelta

import structlog
from django.db import DatabaseError, transaction
from django.utils import timezone, translation

from documents import jobs
from documents.batches.kinds import Wanted, kind_of
from documents.batches.portions import PORTION
from documents.batches.requesting import request_portion
from documents.models import Batch, BatchItem, Document
from documents.models.batches import UNSETTLED, ItemState
from documents.states import DocumentState

log = structlog.get_logger(__name__)

WINDOW = 300
TURN = 20.0  # seconds that one message asks for documents before the next goes on
HANDED = timedelta(minutes=2)  # after so long without a writer the batch is handed over again

# What becomes of an item when its document is in this state.
_SETTLED = {
    DocumentState.READY: ItemState.MADE,
    DocumentState.FAILED: ItemState.FAILED,
    DocumentState.EXPIRED: ItemState.WAITING,
    DocumentState.WITHDRAWN: ItemState.WAITING,  # its data may not be kept, those of today may
}


def advance(pk: int, *, turn: float = TURN) -> bool:
    """Go on with a batch, if it waits and nobody else is at it; whether its file is to be written now."""
    return jobs.work(Batch.objects.select_related("owner"), pk, lambda batch: _turn(batch, turn))


def _turn(batch: Batch, seconds: float) -> bool:
    until = time.monotonic() + seconds
    settle(batch)
    with translation.override(batch.language):
        while time.monotonic() < until and _ask_for_more(batch):
            jobs.tell(batch)
    now = timezone.now()
    left = batch.items.filter(state__in=UNSETTLED).count()
    is_due = not left and (batch.handed_at is None or batch.handed_at < now - HANDED)
    jobs.rest(batch, done=batch.total - left, **({"handed_at": now} if is_due else {}))
    return is_due


def settle(batch: Batch) -> None:
    """Note what became of the documents that were asked for."""
    asked = batch.items.filter(state=ItemState.ASKED)
    asked.filter(document=None).update(state=ItemState.WAITING)  # discarded, so it is asked for anew
    for state, outcome in _SETTLED.items():
        at = timezone.now() if outcome == ItemState.MADE else None
        asked.filter(document__state=state).update(state=outcome, made_at=at)


def _ask_for_more(batch: Batch) -> bool:
    """Ask for the next documents; False when none is left, or enough of them wait."""
    room = WINDOW - batch.items.filter(state=ItemState.ASKED).count()
    waiting = batch.items.filter(state=ItemState.WAITING).order_by("position")
    portion = list(waiting[: max(0, min(PORTION, room))])
    if portion:
        try:
            _ask(batch, portion)
        except DatabaseError:
            raise
        except Exception:
            log.exception("batch portion failed", batch=batch.pk)
            _ask_each(batch, portion)
    return bool(portion)


def _ask_each(batch: Batch, portion: Sequence[BatchItem]) -> None:
    """One after the other, so that what is wrong with one of them holds up no other."""
    for item in portion:
        try:
            _ask(batch, [item])
        except DatabaseError:
            raise
        except Exception:
            log.exception("batch item failed", batch=batch.pk, item=item.pk)
            batch.items.filter(pk=item.pk).update(state=ItemState.FAILED)


@transaction.atomic
def _ask(batch: Batch, portion: Sequence[BatchItem]) -> None:
    """Ask for the documents of some items, and note them."""
    kind = kind_of(batch.kind)
    allowed = kind.allowed(portion, by=batch.owner)
    may_be = [item for item in portion if item.pk in allowed]
    wanted: Mapping[int, Wanted | Document] = kind.wanted(may_be, by=batch.owner) if may_be else {}
    documents = request_portion(may_be, wanted)
    for item in portion:
        item.document = documents.get(item.pk)
        item.state = _state_with(item.document)
    BatchItem.objects.bulk_update(portion, ["document", "state"])


def _state_with(document: Document | None) -> ItemState:
    if document is None or document.state == DocumentState.WITHDRAWN:
        return ItemState.LEFT_OUT
    return ItemState.MADE if document.state == DocumentState.READY else ItemState.ASKED
