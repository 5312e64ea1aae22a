"""How far the document is that this worker makes: kinds tell it, pages show it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from documents.models import Document

PAUSE = 1.0  # seconds between two writes


@dataclass
class _Work:
    document: Document
    told_at: float


_work: ContextVar[_Work | None] = ContextVar("work", default=None)


@contextmanager
def of(document: Document) -> Iterator[None]:
    """While this lasts, what is told is told of this document."""
    token = _work.set(_Work(document, told_at=0.0))
    try:
        yield
    finally:
        _work.reset(token)


def tell(done: int, total: int) -> None:
    """So many steps of so many are made. Does nothing outside a worker, and writes once a second at most."""
    work = _work.get()
    if work is None or time.monotonic() - work.told_at < PAUSE:
        return
    work.told_at = time.monotonic()
    mine = Document.objects.filter(pk=work.document.pk, claim=work.document.claim)
    mine.update(done=min(done, total), total=total)
