"""Documents that could not be made: who sees them, what went wrong, and having them made after all."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from accounts import trail
from accounts.models import User
from documents.asking import make_anew
from documents.models import Document
from documents.states import UNFINISHED, DocumentState

AT_ONCE = 500  # documents that one click has made again; the rest stays for the next


def failed(programmes: Collection[str], *, common: bool) -> QuerySet[Document]:
    """Failed documents of these programmes, the last first; with `common` also those of no programme."""
    seen = Q(programme__in=programmes)
    if common:
        seen |= Q(programme="")
    return Document.objects.filter(seen, state=DocumentState.FAILED).order_by("-finished_at", "-pk")


def by_kind(found: QuerySet[Document]) -> list[tuple[str, int]]:
    """How many of each kind."""
    return list(found.order_by("kind").values_list("kind").annotate(number=Count("pk")))


def waiting() -> dict[str, int]:
    """How many documents are on their way: those that people wait for, the bulk, and what changed since."""
    on_their_way = Q(state__in=UNFINISHED)
    found = Document.objects.aggregate(
        people=Count("pk", filter=on_their_way & Q(is_bulk=False)),
        bulk=Count("pk", filter=on_their_way & Q(is_bulk=True)),
    )
    changed = Document.objects.filter(stale_at__isnull=False).aggregate(changed=Count("pk"))
    return {**found, **changed}


def retry_all(found: QuerySet[Document], *, by: User) -> int:
    """Have these failed documents made again, in bulk, the last first; how many."""
    with transaction.atomic():
        rows = list(found.select_for_update(skip_locked=True)[:AT_ONCE])
        for row in rows:
            trail.record(f"document:{row.uid}", "retry", by=by, old=row.error, new=None)
            make_anew(row, bulk=True)
    return len(rows)
