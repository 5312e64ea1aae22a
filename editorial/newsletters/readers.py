"""Who gets an issue: those who confirmed that they want the programme's newsletter."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count

from publications.models import Subscription, SubscriptionQuerySet


def of(programme: str, until: datetime | None = None) -> SubscriptionQuerySet:
    """The confirmed readers; with `until`, those who had confirmed by then.

    Whoever stops and asks anew while an issue is leaving confirms later, so gets it once at most.
    """
    found: SubscriptionQuerySet = Subscription.objects.newsletters().confirmed().filter(programme=programme)
    return found if until is None else found.filter(confirmed_at__lte=until)


def counted(programme: str) -> dict[str, int]:
    """How many, by language; one query."""
    rows = of(programme).order_by().values_list("language").annotate(n=Count("pk"))
    return dict(rows)
