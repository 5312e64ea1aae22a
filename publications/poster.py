"""The poster that a funded project puts up: A3, with its public facts, the emblem and the statement.

Partners of an Interreg programme display at least one poster of A3 or more that highlights the support from
the fund (Regulation (EU) 2021/1059, Article 36(4)). Emblem and statement follow Annex IX of Regulation (EU)
2021/1060: the statement in full beside the emblem, in a named typeface, and no logo larger than the emblem.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts import throttle
from core.countries import country_name
from core.errors import DomainError
from core.pdf import Attachment
from core.texts import Text
from documents import engine
from documents.kinds import Kind
from documents.models import Document
from documents.stamps import qr
from publications import pictures, summary
from publications.models import Publication
from publications.summary import shorten

KIND = "poster"
NETWORK = throttle.Limit("posters asked for from an address of the network", 30, 60 * 60)
TITLE_CHARACTERS = 180
NAME_CHARACTERS = 60
TEXT_CHARACTERS = 420
SHOWN = (
    "code",
    "acronym",
    "title",
    "summary",
    "programme",
    "programme_name",
    "period",
    "statement",
    "fund",
    "eu",
    "rate",
    "start",
    "end",
    "partners",
    "is_demo",
    "hash",
    "data_date",
    "pages",
)


class TooManyAsked(DomainError):
    """The network address asked for its share of posters."""

    status = 429


def data_of(publication: Publication) -> dict[str, Any]:
    """The facts of a record that its poster shows."""
    facts = summary.data_of(publication)
    return {name: facts[name] for name in SHOWN}


def ask(publication: Publication, language: str, *, network: str) -> Document:
    """The poster in a language: the one that exists, or one that is made. TooManyAsked beyond the limit."""
    try:
        throttle.take({NETWORK: network})
    except throttle.TooMany as refusal:
        text = _("Many posters were asked for from your network. Wait %(wait)s, then ask for yours again.")
        raise TooManyAsked(text % {"wait": refusal.minutes_text}) from refusal
    return engine.request(KIND, publication.subject, language, data_of(publication))


class Poster(Kind):
    """One sheet of A3, to be read from some steps away."""

    template = "pdf/poster.html"
    label = _lazy("Poster")
    is_public = True
    reads_anew = True
    days_unused = 30
    sources = ("publications.pictures", "publications.summary")

    def data_of(self, subject: str) -> dict[str, Any] | None:
        """The present facts of the record "publication:<code>"."""
        found = Publication.objects.for_page().filter(code=subject.partition(":")[2]).first()
        return data_of(found) if found else None

    def title(self, data: dict[str, Any], language: str) -> str:
        return _("Poster: %(project)s") % {"project": data["acronym"]}

    def filename(self, data: dict[str, Any], language: str) -> str:
        return f"{slugify(data['code']) or 'project'}-poster-{language}.pdf"

    def data_date(self, data: dict[str, Any]) -> datetime | date | None:
        return datetime.fromisoformat(data["data_date"])

    def version_hash(self, data: dict[str, Any]) -> str:
        return str(data["hash"])

    def address(self, data: dict[str, Any], language: str) -> str:
        return str(data["pages"][language])

    def attachments(self, data: dict[str, Any], language: str) -> Sequence[Attachment]:
        """None: a poster is looked at; the data go with the funding summary."""
        return ()

    def context(self, data: dict[str, Any], language: str) -> dict[str, Any]:
        page = data["pages"][language]
        name = data["acronym"] or Text(data["title"]).best(language).text
        title, _is_cut = shorten(Text(data["title"]), language, TITLE_CHARACTERS)
        text, _is_cut = shorten(Text(data["summary"]), language, TEXT_CHARACTERS)
        partners = data["partners"]
        countries = {country_name(one["country"], language) for one in partners if one["country"]}
        return {
            **data,
            "name": name[:NAME_CHARACTERS] + ("…" if len(name) > NAME_CHARACTERS else ""),
            "name_size": "long" if len(name) > 26 else "middle" if len(name) > 13 else "short",
            "title": title if title.best(language).text != name else Text(),
            "text": text,
            "is_much": len(text.best(language).text) > 220,
            "eu": None if data["eu"] is None else Decimal(data["eu"]),
            "rate": None if data["rate"] is None else Decimal(data["rate"]),
            "start": _day(data["start"]),
            "end": _day(data["end"]),
            "partner_count": len(partners),
            "lead": next((one["name"] for one in partners if one["role"] == "lead"), ""),
            "countries": sorted(countries),
            "map": pictures.places((one["region"], one["role"]) for one in partners if one["region"]),
            "page": page,
            "page_code": qr(page, _("QR code of the address %(address)s") % {"address": page}),
        }


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
