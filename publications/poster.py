"""The poster that a funded project puts up: A3, with its public facts, the emblem and the statement.

Partners of an Interreg programme display at least one poster of A3 or more that highlights the support from
the fund (Regulation (EU) 2021/1059, Article 36(4)). Emblem and statement follow Annex IX of Regulation (EU)
2021/1060: the statement in full beside the emblem, in a named typeface, and no logo larger than the emblem.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts import throttle
from core.countries import country_name
from core.pdf import Attachment
from core.plain import amount, day
from core.texts import Text
from documents import engine
from documents.models import Document
from documents.stamps import qr
from publications import pictures, summary
from publications.models import Publication
from publications.room import shorten
from publications.summary import OfOneRecord

KIND = "poster"
NETWORK = throttle.Limit("posters asked for from an address of the network", 30, 60 * 60)
TITLE_CHARACTERS = 180
NAME_CHARACTERS = 60
TEXT_CHARACTERS = 420
LITTLE_CHARACTERS = 160  # so few may be set larger where no map stands below them
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


def data_of(publication: Publication) -> dict[str, Any]:
    """The facts of a record that its poster shows."""
    facts = summary.data_of(publication)
    return {name: facts[name] for name in SHOWN}


def ask(publication: Publication, language: str, *, network: str) -> Document:
    """The poster in a language: the one that exists, or one that is made. TooOften beyond the limit."""
    text = _("Many posters were asked for from your network. Wait %(wait)s, then ask for yours again.")
    throttle.take_or_refuse({NETWORK: network}, text)
    return engine.request(KIND, publication.subject, language, data_of(publication))


class Poster(OfOneRecord):
    """One sheet of A3, to be read from some steps away."""

    template = "pdf/poster.html"
    label = _lazy("Poster")
    days_unused = 30
    sources = ("publications.pictures", "publications.summary")

    def facts_of(self, publication: Publication) -> dict[str, Any]:
        return data_of(publication)

    def title(self, data: dict[str, Any], language: str) -> str:
        return _("Poster: %(project)s") % {"project": data["acronym"]}

    def filename(self, data: dict[str, Any], language: str) -> str:
        return f"{slugify(data['code']) or 'project'}-poster-{language}.pdf"

    def attachments(self, data: dict[str, Any], language: str) -> Sequence[Attachment]:
        """None: a poster is looked at; the data go with the funding summary."""
        return ()

    def context(self, data: dict[str, Any], language: str) -> dict[str, Any]:
        page = data["pages"][language]
        name = data["acronym"] or Text(data["title"]).best(language).text
        title, _is_cut = shorten(Text(data["title"]), language, TITLE_CHARACTERS)
        text, _is_cut = shorten(Text(data["summary"]), language, TEXT_CHARACTERS)
        partners = data["partners"]
        places = pictures.places((one["region"], one["role"]) for one in partners if one["region"])
        countries = {country_name(one["country"], language) for one in partners if one["country"]}
        return {
            **data,
            "name": name[:NAME_CHARACTERS] + ("…" if len(name) > NAME_CHARACTERS else ""),
            "name_size": _size(name),
            "title": title if title.best(language).text != name else Text(),
            "text": text,
            "is_much": len(text.best(language).text) > 220,
            "is_little": len(text.best(language).text) <= LITTLE_CHARACTERS,
            "eu": amount(data["eu"]),
            "rate": amount(data["rate"]),
            "start": day(data["start"]),
            "end": day(data["end"]),
            "partner_count": len(partners),
            "lead": next((one["name"] for one in partners if one["role"] == "lead"), ""),
            "countries": sorted(countries),
            "map": places,
            "is_bare": not (text or places or partners or data["eu"] or data["start"] or data["end"]),
            "page": page,
            "page_code": qr(page, _("QR code of the address %(address)s") % {"address": page}),
        }


def _size(name: str) -> str:
    """How large a name is set: all of it in its field, and no word of it broken."""
    word = max(map(len, name.replace("-", " ").split()), default=0)
    if word > 18:
        return "wide"
    return "long" if len(name) > 26 else "middle" if len(name) > 13 else "short"
