"""The partner search of one call for the public: the call with its offers in one statement, cards as data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from calls.models import Call
from catalogue.feeds import Entry
from core.rows import JsonRows
from core.texts import Text
from ideas.models import Board, Card
from ideas.places import Places
from programmes.models import Region, SpecificObjective, Theme

SCHEMA = 1


def call_with_search(code: str) -> tuple[Call, Places]:
    """An announced call with its partner search, and all that its cards can name; one statement. Else 404."""
    objectives = SpecificObjective.objects.filter(calls=OuterRef("pk")).order_by("code")
    themes = Theme.objects.filter(programme_period=OuterRef("programme_period"), retired=False).order_by(
        "code"
    )
    area = Region.objects.filter(programme_periods=OuterRef("programme_period")).order_by("code")
    call = (
        Call.objects.announced()
        .with_programme()
        .filter(code=code, partner_search__is_on=True)
        .annotate(
            of_objectives=JsonRows(objectives, code="code", title="title"),
            of_themes=JsonRows(themes, code="code", title="title"),
            of_area=JsonRows(area, code="code", name="name"),
        )
        .first()
    )
    if call is None:
        raise Http404
    places = Places(call)
    # What would be read when first asked for came along.
    read: dict[str, list[dict[str, Any]]] = vars(call)
    places.__dict__["objectives"] = _texts(read["of_objectives"])
    places.__dict__["themes"] = _texts(read["of_themes"])
    places.__dict__["regions"] = {row["code"]: row["name"] for row in read["of_area"]}
    return call, places


def cards_in_call() -> Any:
    """Of a call in a query: how many cards anybody may read now; null when it has no partner search."""
    boards = Board.objects.filter(call=OuterRef("pk"), is_on=True)
    shown = Card.objects.shown().filter(call=OuterRef("call")).order_by().values("call")
    number = Subquery(shown.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    return Subquery(boards.annotate(n=Coalesce(number, 0)).values("n"), output_field=IntegerField())


def as_data(call: Call, cards: Iterable[Card], *, total: int, more: str) -> dict[str, Any]:
    """Plain data in a schema that only grows. Nothing tells who wrote a card."""
    return {
        "schema": SCHEMA,
        "generated_at": timezone.now().astimezone(UTC).isoformat(),
        "call": call.code,
        "total": total,
        "next": more or None,
        "cards": [_data(card) for card in cards],
    }


def entry(card: Card) -> Entry:
    """A card in a feed."""
    return Entry(
        key=f"card:{card.uid}",
        title=str(card.title),
        url=address("catalogue:idea", card.call.code, str(card.uid)),
        summary=Truncator(str(card.text)).words(80),
        updated=max(card.changed_at, published(card)),
        published=published(card),
        categories=(str(card.get_kind_display()),),
    )


def published(card: Card) -> datetime:
    """When a shown card was published."""
    return card.published_at or card.created_at


def address(name: str, *args: str) -> str:
    """A whole address of the portal."""
    return f"{str(settings.PORTAL_URL).rstrip('/')}{reverse(name, args=args)}"


def _texts(rows: list[dict[str, Any]]) -> dict[str, Text]:
    return {row["code"]: Text(row["title"]) for row in rows}


def _data(card: Card) -> dict[str, Any]:
    return {
        "id": str(card.uid),
        "kind": card.kind,
        "title": dict(card.title),
        "text": dict(card.text),
        "organisation": card.organisation,
        "country": card.country,
        "region": card.region or None,
        "objectives": card.objectives,
        "themes": card.themes,
        "regions_wanted": card.regions,
        "roles": card.roles,
        "last_day": card.last_day.isoformat(),
        "published_at": published(card).isoformat(),
        "is_demo": card.is_demo,
        "url": address("catalogue:idea", card.call.code, str(card.uid)),
    }
