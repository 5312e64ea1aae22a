"""The way in."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from calls.models import Call
from catalogue.pages import public_page
from core.http import anyone
from programmes.models import Programme
from publications.models import Publication, PublicationQuerySet

FIGURES_KEPT = 300  # seconds


@anyone
@public_page()
def home(request: HttpRequest) -> HttpResponse:
    """What the portal is, what was funded, and what is open now."""
    latest = list(Publication.objects.for_cards()[:6])
    context = {
        "latest": latest,
        "figures": _figures(latest),
        "programmes": Programme.objects.all(),
        "open_calls": Call.objects.open()
        .select_related("programme_period__programme")
        .order_by("closes_at")[:6],
    }
    return render(request, "catalogue/home.html", context)


def _figures(latest: list[Publication]) -> dict[str, Any]:
    """Sums over all records, kept until a newer record is there, and for five minutes at most."""
    newest = f"{latest[0].pk}-{latest[0].data_date.timestamp()}" if latest else "none"
    found = cache.get_or_set(
        f"catalogue-figures-{newest}", lambda: totals(Publication.objects.all()), FIGURES_KEPT
    )
    return found or {}


def totals(records: PublicationQuerySet) -> dict[str, Any]:
    """Number of projects and partners, and the European money where it is known."""
    return records.aggregate(
        projects=Count("pk"),
        partners=Sum("partner_count"),
        money=Sum("eu_funding"),
        with_money=Count("eu_funding"),
    )
