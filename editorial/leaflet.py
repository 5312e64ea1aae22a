"""The leaflet of a region: figures of an earlier period with their source, stories of its projects.

Two pages. Figures are facts that an edition states of the region; nothing is reckoned. A story
(editorial.Piece) brings quote and picture to the record of its project; a record without one shows what is
published of it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Prefetch
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts import throttle
from core import addresses, facts, maps
from core.texts import LANGUAGES, Text
from documents import engine
from documents.kinds import Kind
from documents.models import Document
from editorial.models import Piece
from editorial.states import PieceKind
from programmes.models import ProgrammePeriod, Region
from publications.models import Publication
from publications.room import shorten

KIND = "leaflet"
NETWORK = throttle.Limit("leaflets asked for from an address of the network", 30, 60 * 60)
STORIES = 4
TITLE_CHARACTERS, TEXT_CHARACTERS, QUOTE_CHARACTERS, NAMES_CHARACTERS = 110, 460, 220, 120
RESULTS_CHARACTERS = 260
MOST_FIGURES, MOST_AIMS = 6, 6  # on the first sheet, above the map
LARGEST_PICTURE = 3_000_000  # bytes
_QUOTED = re.compile(r"^>[ \t]?(.*)$", re.MULTILINE)
_SAID_BY = re.compile(r"\n?\s*(?:—|–|--)\s+(\S.*)\s*$")


def editions_of(code: str) -> list[ProgrammePeriod]:
    """The editions that state facts of this region, the newest period first; one statement."""
    rows = ProgrammePeriod.objects.filter(facts__contains=[{"codes": [code]}])
    return list(rows.select_related("programme", "period").order_by("-period__first_year", "code"))


def data_of(region: Region) -> dict[str, Any] | None:
    """All that the leaflet says of a region; None when no edition states anything of it."""
    edition = next(iter(editions_of(region.code)), None)
    if edition is None:
        return None
    records = _records(edition)
    dated = [record.data_date for record in records]
    return {
        "region": region.code,
        "name": region.name_latin or region.name,
        "programme": edition.programme_id,
        "programme_name": dict(edition.programme.name),
        "period": edition.period_id,
        "facts": [fact for fact in edition.facts if region.code in fact.get("codes", ())],
        "stories": [_story(record) for record in records],
        "pages": {language: page_of(region.code, language) for language in LANGUAGES},
        "data_date": max(dated).isoformat() if dated else None,
    }


def ask(region: Region, language: str, *, network: str) -> Document | None:
    """The leaflet in a language: the one that exists, or one that is made. TooOften beyond the limit."""
    text = _("Many leaflets were requested from your network. Wait %(wait)s, then ask for yours again.")
    throttle.take_or_refuse({NETWORK: network}, text)
    data = data_of(region)
    return engine.request(KIND, subject_of(region), language, data) if data else None


def subject_of(region: Region) -> str:
    """The name of its leaflet among the documents."""
    return f"region:{region.code}"


def page_of(code: str, language: str) -> str:
    """The full address of the region's page."""
    with translation.override(language):
        return addresses.printed("catalogue:region", code)


def quote_of(body: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """By language the first quote of a text, and who said it."""
    found = {}
    for language, text in body.items():
        lines = _first_quote(text)
        said = _SAID_BY.search(lines)
        words = " ".join((lines[: said.start()] if said else lines).split())
        if words:
            found[language] = {"words": words, "who": said[1] if said else ""}
    return found


def _first_quote(text: str) -> str:
    """The lines of the first block that begins with a sign of quoting."""
    block: list[str] = []
    for line in text.splitlines():
        quoted = _QUOTED.match(line)
        if quoted:
            block.append(quoted[1])
        elif block:
            break
    return "\n".join(block)


def _records(edition: ProgrammePeriod) -> list[Publication]:
    """The projects of the edition that the leaflet tells of: those with a story first; two statements."""
    stories = Piece.objects.published().filter(kind=PieceKind.STORY).select_related("picture").newest()
    rows = (
        Publication.objects.for_page()
        .filter(programme_period=edition)
        .prefetch_related(Prefetch("pieces", stories, to_attr="told"))
        .order_by("code")
    )
    return sorted(rows[:200], key=lambda one: not one.told)[:STORIES]  # type: ignore[attr-defined]


def _story(record: Publication) -> dict[str, Any]:
    piece: Piece | None = next(iter(record.told), None)  # type: ignore[attr-defined]
    names = [one.name for one in record.partners.all() if one.name and not one.is_natural_person]
    return {
        "code": record.code,
        "acronym": record.acronym,
        "title": dict(piece.title if piece else record.title),
        "text": dict(piece.lead if piece and piece.lead else record.summary),
        "results": dict(record.results),
        "quote": quote_of(piece.body) if piece else {},
        "picture": _picture(piece) if piece else None,
        "partners": names[:STORIES],
        "is_demo": record.is_demo or bool(piece and piece.is_demo),
    }


def _picture(piece: Piece) -> dict[str, Any] | None:
    """Where the picture lies in the storage; its fingerprint makes another picture another document."""
    held = piece.picture
    if held is None or not held.is_clean or not held.file or held.lacks_text:
        return None
    return {
        "file": held.file,
        "sha256": held.sha256,
        "type": held.content_type,
        "alt": dict(held.alt),
        "credit": held.credit,
    }


class Leaflet(Kind):
    """Two sheets of A4: the region in figures, then its projects."""

    template = "pdf/leaflet.html"
    label = _lazy("Leaflet of a region")
    days_unused = 30
    is_public = True
    reads_anew = True
    sources = ("core.facts", "publications.summary")

    def data_of(self, subject: str) -> dict[str, Any] | None:
        region = Region.objects.filter(code=subject.partition(":")[2]).first()
        return data_of(region) if region else None

    def title(self, data: dict[str, Any], language: str) -> str:
        return _("%(region)s in the period %(period)s") % {"region": data["name"], "period": data["period"]}

    def filename(self, data: dict[str, Any], language: str) -> str:
        return f"{data['region'].lower()}-leaflet-{language}.pdf"

    def data_date(self, data: dict[str, Any]) -> datetime | date | None:
        return datetime.fromisoformat(data["data_date"]) if data["data_date"] else None

    def address(self, data: dict[str, Any], language: str) -> str:
        return str(data["pages"][language])

    def context(self, data: dict[str, Any], language: str) -> dict[str, Any]:
        told = facts.read(data["facts"])
        stories = [_shown(story, language) for story in data["stories"]]
        return {
            **data,
            "figures": [fact for fact in told if not isinstance(fact.value, tuple)][:MOST_FIGURES],
            "lists": [(fact, fact.value[:MOST_AIMS]) for fact in told if isinstance(fact.value, tuple)][:1],
            "map": maps.area([data["region"]], title=_("Where the region lies")),
            "stories": stories,
            "is_roomy": not any(story["picture"] or story["quote"] for story in stories),
            "page": data["pages"][language],
            "data_date": self.data_date(data),
        }


def _shown(story: dict[str, Any], language: str) -> dict[str, Any]:
    """A story cut to the room that it has on the sheet."""
    title, _is_cut = shorten(Text(story["title"]), language, TITLE_CHARACTERS)
    text, _is_cut = shorten(Text(story["text"]), language, TEXT_CHARACTERS)
    results, _is_cut = shorten(Text(story["results"]), language, RESULTS_CHARACTERS)
    quote = story["quote"].get(language) or next(iter(story["quote"].values()), None)
    return {
        **story,
        "title": title,
        "text": text,
        "results": results,
        "quote": quote and {name: cut(words, QUOTE_CHARACTERS) for name, words in quote.items()},
        "picture": _drawn(story["picture"]),
        "partners": cut(", ".join(story["partners"]), NAMES_CHARACTERS),
    }


def cut(text: str, length: int) -> str:
    """At most so many characters."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _drawn(picture: dict[str, Any] | None) -> dict[str, Any] | None:
    """The picture inside the page; None when the storage no longer holds just this file."""
    if picture is None or picture["type"] not in {"image/jpeg", "image/png"}:
        return None
    if not default_storage.exists(picture["file"]):
        return None
    with default_storage.open(picture["file"]) as file:
        content = file.read(LARGEST_PICTURE + 1)
    if len(content) > LARGEST_PICTURE or hashlib.sha256(content).hexdigest() != picture["sha256"]:
        return None
    inside = base64.b64encode(content).decode("ascii")
    return {**picture, "alt": Text(picture["alt"]), "address": f"data:{picture['type']};base64,{inside}"}
