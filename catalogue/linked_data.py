"""What pages say to machines in the words of schema.org. Nothing here asks the database or knows the request.

Unknown facts are left out, never guessed. A published zero is an amount. Addresses are whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.text import Truncator

from calls.models import Call
from core.texts import Localised
from programmes.models import Programme
from publications.models import Publication

Data = dict[str, Any]
DESCRIBED = 300  # characters; the page itself has the whole text
CONTEXT = "https://schema.org"
EUROPEAN_UNION: Data = {
    "@type": "GovernmentOrganization",
    "name": "European Union",
    "sameAs": "https://european-union.europa.eu",
}


def site(path: str) -> str:
    """A path of this site as a whole address."""
    return path if "://" in path else f"{settings.PORTAL_URL.rstrip('/')}{path}"


def website(name: str, home: str, search: str, language: str) -> Data:
    """The portal, and how its search is asked."""
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": name,
        "url": site(home),
        "inLanguage": language,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{site(search)}?q={{words}}"},
            "query-input": "required name=words",
        },
    }


def breadcrumbs(crumbs: Iterable[Mapping[str, object]]) -> Data:
    """The way to a page; the page itself, last, has no address."""
    steps = []
    for position, crumb in enumerate(crumbs, 1):
        step: Data = {"@type": "ListItem", "position": position, "name": str(crumb["label"])}
        if crumb.get("url"):
            step["item"] = site(str(crumb["url"]))
        steps.append(step)
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": steps} if steps else {}


def programme(
    subject: Programme, *, path: str, language: str, name: str = "", countries: Iterable[str] = ()
) -> Data:
    """A programme, or under another `name` one of its periods: what schema.org calls a funding scheme."""
    return _known(
        {
            "@context": CONTEXT,
            "@type": "FundingScheme",
            "@id": f"{site(path)}#programme",
            "name": name or subject.name.best(language).text,
            "description": subject.introduction.best(language).text,
            "url": site(path),
            "sameAs": subject.website,
            "areaServed": [{"@type": "Country", "name": country} for country in countries],
            "parentOrganization": EUROPEAN_UNION,
        }
    )


def grant(amount: Decimal | None, *, name: str = "", identifier: str = "") -> Data:
    """European money for a project. Without a published amount the grant is named and no more."""
    return _known(
        {
            "@type": "MonetaryGrant",
            "name": name,
            "identifier": identifier,
            "amount": money(amount),
            "funder": EUROPEAN_UNION,
        }
    )


def money(amount: Decimal | None) -> Data | None:
    """An amount in euro; None when it is not published."""
    if amount is None:
        return None
    return {"@type": "MonetaryAmount", "currency": "EUR", "value": f"{amount:f}"}


def organisation(name: str, *, path: str = "", country: str = "", city: str = "") -> Data:
    """An organisation that takes part in projects. Natural persons are not named to machines."""
    address = _known({"@type": "PostalAddress", "addressLocality": city, "addressCountry": country})
    return _known(
        {
            "@type": "Organization",
            "name": name,
            "url": site(path) if path else "",
            "address": address if len(address) > 1 else None,
        }
    )


def project(
    record: Publication,
    *,
    path: str,
    language: str,
    partners: Iterable[Data] = (),
    funding: Data | None = None,
) -> Data:
    """A funded project with its partners, its grant and the page that tells of it."""
    page = {
        "@type": "WebPage",
        "url": site(path),
        "inLanguage": language,
        "datePublished": _day(record.first_published_at),
        "dateModified": _day(record.data_date),
    }
    return _known(
        {
            "@context": CONTEXT,
            "@type": "Project",
            "@id": f"{site(path)}#project",
            "name": record.acronym,
            "alternateName": record.title.best(language).text,
            "identifier": record.code,
            "description": Truncator(record.summary.best(language).text).chars(DESCRIBED, truncate=" …"),
            "url": site(path),
            "foundingDate": _day(record.start_date),
            "dissolutionDate": _day(record.end_date),
            "sameAs": list(record.websites or []),
            "member": list(partners),
            "funding": funding,
            "subjectOf": _known(page),
        }
    )


def call(
    subject: Call, *, path: str, language: str, provider: Data, apply_at: str = "", area: Iterable[str] = ()
) -> Data:
    """A call for proposals: a service of government that gives out grants between two moments."""
    channel = {
        "@type": "ServiceChannel",
        "serviceUrl": site(apply_at),
        "availableLanguage": list(subject.languages),
    }
    return _known(
        {
            "@context": CONTEXT,
            "@type": "GovernmentService",
            "@id": f"{site(path)}#call",
            "name": subject.title.best(language).text,
            "identifier": subject.code,
            "description": subject.introduction.best(language).text,
            "serviceType": "Call for proposals",
            "url": site(path),
            "provider": provider,
            "areaServed": [{"@type": "Country", "name": country} for country in area],
            "availableChannel": channel if apply_at else None,
            "hoursAvailable": {
                "@type": "OpeningHoursSpecification",
                "validFrom": subject.opens_at.astimezone(subject.zone).isoformat(),
                "validThrough": subject.closes_at.astimezone(subject.zone).isoformat(),
            },
            "produces": grant(subject.budget),
        }
    )


def article(
    kind: str,
    *,
    path: str,
    name: Localised,
    lead: str,
    published: datetime | None,
    changed: datetime | None,
    publisher: str,
) -> Data:
    """News, a brief or a page that a programme wrote; people who wrote it are not named to machines."""
    return _known(
        {
            "@context": CONTEXT,
            "@type": kind,
            "@id": f"{site(path)}#article",
            "headline": name.text,
            "inLanguage": name.language,
            "description": lead,
            "url": site(path),
            "datePublished": _day(published),
            "dateModified": _day(changed),
            "publisher": organisation(publisher),
        }
    )


def event(
    *,
    path: str,
    name: str,
    lead: str,
    day: date | None,
    place: str,
    organiser: str,
    is_cancelled: bool = False,
) -> Data:
    """Something that took place on a day, or was to; without a known day it is an article of the page."""
    status = "https://schema.org/EventCancelled" if is_cancelled else "https://schema.org/EventScheduled"
    if day is None:
        return {}
    return _known(
        {
            "@context": CONTEXT,
            "@type": "Event",
            "@id": f"{site(path)}#event",
            "name": name,
            "description": lead,
            "url": site(path),
            "startDate": _day(day),
            "eventStatus": status,
            "location": {"@type": "Place", "name": place} if place else None,
            "organizer": organisation(organiser),
        }
    )


def data_catalogue(name: str, lead: str, *, path: str, licence: str, datasets: Iterable[Data]) -> Data:
    """The open data as catalogues of search engines take them."""
    return {
        "@context": CONTEXT,
        "@type": "DataCatalog",
        "@id": f"{site(path)}#catalogue",
        "name": name,
        "description": lead,
        "url": site(path),
        "license": licence,
        "dataset": list(datasets),
    }


def dataset(key: str, name: str, about: str, *, path: str, licence: str, files: Mapping[str, str]) -> Data:
    """One table; `files` are its addresses, each with the type of its content."""
    return {
        "@type": "Dataset",
        "@id": f"{site(path)}#{key}",
        "identifier": key,
        "name": name,
        "description": about,
        "url": site(path),
        "license": licence,
        "distribution": [
            {"@type": "DataDownload", "contentUrl": site(address), "encodingFormat": kind}
            for address, kind in files.items()
        ],
    }


def _day(value: date | datetime | None) -> str:
    return value.strftime("%Y-%m-%d") if value else ""


def _known(data: Data) -> Data:
    """Without what is not known."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
