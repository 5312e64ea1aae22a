"""Who gets a programme's newsletter: counted for its secretariat, and handed out to send it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import NotAllowed
from core.texts import LANGUAGES
from programmes.models import Programme
from programmes.permissions import has_role
from programmes.states import SECRETARIAT
from publications.models import Subscription
from publications.subscribing import links

COLUMNS = ("email", "language", "confirmed_at", "unsubscribe")


@dataclass(frozen=True)
class Readers:
    """The readers of one newsletter: confirmed ones in all and by language; who has yet to confirm."""

    programme: Programme
    number: int
    by_language: tuple[tuple[str, int], ...]
    waiting: int


def counts(programmes: Iterable[Programme]) -> list[Readers]:
    """For each programme; one query."""
    mine = list(programmes)
    rows = (
        Subscription.objects.newsletters()
        .filter(programme__in=[one.pk for one in mine])
        .order_by()
        .values_list("programme", "language")
        .annotate(
            n=Count("pk", filter=Q(confirmed_at__isnull=False)),
            waiting=Count("pk", filter=Q(confirmed_at__isnull=True)),
        )
    )
    found = {(code, language): (n, waiting) for code, language, n, waiting in rows}
    return [_readers(one, found) for one in mine]


@transaction.atomic
def hand_out(code: str, *, by: User) -> list[tuple[str, ...]]:
    """The confirmed addresses as rows of COLUMNS, each with the link that stops it; noted in the trail."""
    if not has_role(by, code, SECRETARIAT):
        raise NotAllowed(_("Only the secretariat of the programme may do this."))
    readers = Subscription.objects.newsletters().confirmed().filter(programme=code).order_by("email")
    rows: list[tuple[str, ...]] = [
        (row.email, row.language, row.confirmed_at.isoformat(), links.link(row, links.STOP))
        for row in readers.iterator()
        if row.confirmed_at is not None
    ]
    trail.record(f"newsletter:{code}", "export newsletter", by=by, new={"addresses": len(rows)})
    return rows


def _readers(programme: Programme, found: dict[tuple[str, str], tuple[int, int]]) -> Readers:
    by_language = tuple((code, found.get((programme.pk, code), (0, 0))[0]) for code in LANGUAGES)
    return Readers(
        programme,
        sum(number for _code, number in by_language),
        by_language,
        sum(found.get((programme.pk, code), (0, 0))[1] for code in LANGUAGES),
    )
