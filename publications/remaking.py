"""Documents about records that changed: marked, so that a worker makes them anew in the background."""

from __future__ import annotations

from collections.abc import Iterable

from documents import engine
from publications import poster, summary
from publications.models import Publication
from publications.portfolio import stale


def mark(keys: Iterable[int]) -> int:
    """Say of the summaries, posters and portfolios of these records that their facts changed; how many.

    Only what somebody asked for is made again. Of a record about to go, call it before: its documents are
    then withdrawn.
    """
    known = list(keys)
    codes = Publication.objects.filter(pk__among=known).values_list("code", flat=True)
    subjects = [f"publication:{code}" for code in codes]
    marked = sum(engine.mark_stale(kind, *subjects) for kind in (summary.KIND, poster.KIND))
    return marked + stale.mark(known)


def mark_edition(edition: str) -> int:
    """The same of all records of a programme's edition, whose texts changed."""
    return mark(Publication.objects.filter(programme_period=edition).values_list("pk", flat=True))
