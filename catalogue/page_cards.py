"""What stands on the social cards of pages of programmes, partners, regions, calls and good practices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from calls.models import Call
from catalogue.head import Head, short
from catalogue.social_cards import Card
from core.countries import country_name
from knowledge.models import PublishedPractice
from programmes.models import Programme, Region
from publications.models import Organisation

LONGEST = 110  # characters of a key


def card_of(kind: str, key: str) -> Card:
    """The card of a page in the active language. Http404 where there is no such page."""
    make = KINDS.get(kind)
    if make is None or len(key) > LONGEST or "\0" in key:
        raise Http404
    return make(key)


def pictured(head: Head, kind: str, key: str) -> Head:
    """The head of a page with the address of its card."""
    language = (get_language() or "en")[:2]
    return replace(
        head, image=reverse("catalogue:page_card", args=[kind, key, language]), image_words=head.title
    )


def _card(name: str, title: str, above: str, facts: str, programme_code: str = "") -> Card:
    return Card(
        name=name,
        title=title,
        programme=above,
        programme_code=programme_code,
        facts=facts,
        statement=_("Co-funded by the European Union"),
    )


def _programme(key: str) -> Card:
    found = get_object_or_404(Programme, slug=key)
    countries = ", ".join(country_name(code) for code in found.countries[:4])
    facts = countries if len(found.countries) <= 4 else _many_countries(len(found.countries))
    return _card(str(found), short(found.introduction), str(settings.PORTAL_NAME), facts, found.pk)


def _many_countries(number: int) -> str:
    return ngettext("%(number)d country", "%(number)d countries", number) % {"number": number}


def _partner(key: str) -> Card:
    found = get_object_or_404(Organisation.objects.shown(), slug=key)
    number = found.project_count
    projects = ngettext("%(number)d funded project", "%(number)d funded projects", number)
    place = ", ".join(part for part in (found.city, country_name(found.country)) if part)
    return _card(found.name, place, str(settings.PORTAL_NAME), projects % {"number": number})


def _region(key: str) -> Card:
    found = get_object_or_404(Region, code=key)
    title = _("Funded projects and partners in this region")
    country = country_name(found.country)
    facts = found.code if country == found.name else f"{country}   {found.code}"
    return _card(found.name, title, str(settings.PORTAL_NAME), facts)


def _call(key: str) -> Card:
    rows = Call.objects.announced().select_related("programme_period__programme")
    found = get_object_or_404(rows, code=key)
    edition = found.programme_period
    days = [date_format(timezone.localtime(one), "DATE_FORMAT") for one in (found.opens_at, found.closes_at)]
    above = f"{edition.programme} · {edition.period_id}"
    return _card(str(found.title), short(found.introduction), above, " – ".join(days), edition.programme.pk)


def _practice(key: str) -> Card:
    slug, _dot, code = key.partition(".")
    rows = PublishedPractice.objects.filter(platform__is_open=True).select_related("platform__programme")
    found = get_object_or_404(rows, platform__programme__slug=slug, code=code)
    programme = found.platform.programme
    facts = f"{_('Good practice')}   {country_name(found.country)}"
    return _card(str(found.title), short(found.summary), str(programme), facts, programme.pk)


KINDS: Mapping[str, Callable[[str], Card]] = {
    "programme": _programme,
    "partner": _partner,
    "region": _region,
    "call": _call,
    "practice": _practice,
}
