"""Partners of public records as the secretariat sees them: duplicates, merged ones, natural persons."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.models import User
from core.countries import countries_by_name
from core.templatetags.ui import LANGUAGE_NAMES
from programmes.models import Programme
from programmes.permissions import programmes_where
from programmes.states import SECRETARIAT
from publications import merging, participation, versions
from publications.models import (
    DifferentOrganisations,
    NameMention,
    Organisation,
    PublishedContractor,
    PublishedPartner,
)

FOUND = 20
LONGEST = 110
MOST = 2**63 - 1  # what a key can be


def duplicates_for(request: HttpRequest) -> dict[str, Any]:
    """What the page of likely duplicates shows: a page of pairs, or what was looked for by name."""
    asked = request.GET
    countries = _countries()
    country = asked.get("country", "") if asked.get("country") in countries else ""
    typed = participation.clean(asked.get("q", ""))
    after = participation.clean(asked.get("after", ""))[:LONGEST]
    pairs, next_after = merging.likely_duplicates(country=country, after=after) if not typed else ([], "")
    return {
        "typed": typed,
        "found": participation.listed(words=typed, country=country)[:FOUND] if typed else [],
        "pairs": pairs,
        "after": after,
        "next_after": next_after,
        "countries": countries.items(),
        "country": country,
    }


def chosen(request: HttpRequest, name: str) -> Organisation | None:
    """The organisation that an address or a form names; only those with a page of their own."""
    slug = participation.clean((request.POST or request.GET).get(name, ""))[:LONGEST]
    return Organisation.objects.shown().filter(slug=slug).first() if slug else None


def merged_ones() -> QuerySet[Organisation]:
    """Those that were merged away, by name."""
    return Organisation.objects.filter(merged_into__isnull=False).select_related("merged_into")


def told_apart() -> QuerySet[DifferentOrganisations]:
    """Pairs that are not the same, the newest first."""
    return DifferentOrganisations.objects.select_related("first", "second", "told_by")


def named(mention: NameMention) -> dict[str, Any]:
    """A mention and its text as the record's page calls it: "Further facts, 2 (Français)"."""
    first, *steps = mention.path.split("/")
    numbers = [f", {int(step) + 1}" for step in steps if step.isdecimal()]
    languages = [f" ({LANGUAGE_NAMES[step]})" for step in steps[-1:] if step in LANGUAGE_NAMES]
    return {"mention": mention, "text": "".join((str(versions.LABELS[first]), *numbers, *languages))}


def named_persons(user: User, typed: str) -> QuerySet[PublishedPartner]:
    """Partners whose names can still go: natural persons, or those whose name begins as typed."""
    mine = _mine(user)
    found = mine.filter(name__istartswith=typed) if typed else mine.filter(is_natural_person=True)
    return found.order_by("publication__first_published_at", "pk")


def named_person(user: User, pk: int) -> PublishedPartner | None:
    """One of them; None when the name is gone or the record is another programme's."""
    return _mine(user).filter(pk=min(pk, MOST)).first()


def named_contractors(user: User, typed: str) -> QuerySet[PublishedContractor]:
    """The same of contractors of public procurement."""
    mine = _contractors(user)
    found = mine.filter(name__istartswith=typed) if typed else mine.filter(is_natural_person=True)
    return found.order_by("first_published_at", "pk")


def named_contractor(user: User, pk: int) -> PublishedContractor | None:
    """One of them; None when the name is gone or the record is another programme's."""
    return _contractors(user).filter(pk=min(pk, MOST)).first()


def _contractors(user: User) -> QuerySet[PublishedContractor]:
    mine = programmes_where(user, SECRETARIAT)
    found = PublishedContractor.objects.filter(publication__programme_period__programme__in=mine)
    return found.filter(forgotten_at=None).select_related("publication")


def _mine(user: User) -> QuerySet[PublishedPartner]:
    mine = programmes_where(user, SECRETARIAT)
    found = PublishedPartner.objects.filter(publication__programme_period__programme__in=mine)
    return found.filter(forgotten_at=None).select_related("publication")


def _countries() -> dict[str, str]:
    codes = {code for row in Programme.objects.values_list("countries", flat=True) for code in row}
    return dict(countries_by_name(codes))
