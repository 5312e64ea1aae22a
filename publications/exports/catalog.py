"""The entry of the open data in catalogues of others: DCAT-AP, as triples in Turtle and in JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Max, Min
from django.urls import reverse
from django.utils import translation

from core.sheets import CONTENT_TYPES, Format
from core.texts import LANGUAGES
from programmes.models import Programme
from publications import editions
from publications.exports.documents import schema_address
from publications.exports.table import Table
from publications.exports.tables import tables
from publications.models import DataFile, Publication

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_VOCABULARY = "http://publications.europa.eu/resource/authority"
_OF_FILE = {"csv": "CSV", "json": "JSON", "xlsx": "XLSX", "ods": "ODS"}
_LANGUAGES = {"nl": "NLD", "fr": "FRA", "en": "ENG"}
LIVE = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": CONTENT_TYPES[Format.XLSX],
    "ods": CONTENT_TYPES[Format.ODS],
}
_PACKED = frozenset({"csv", "json"})  # of the stored files
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types"
_NUTS = "http://data.europa.eu/nuts/code"
_NUTS_CODES = {"GR": "EL", "GB": "UK"}  # where NUTS writes a country otherwise than ISO 3166
_REGULATION = re.compile(r"Regulation \(EU\)(?: No)? (\d+)/(\d+)")
_YEARS = frozenset(map(str, range(2015, 2100)))


@dataclass(frozen=True)
class Literal:
    """A text, with its language or the type of its value."""

    value: str
    language: str = ""
    type: str = ""


@dataclass(frozen=True)
class Node:
    """A thing by its full address, or by a prefixed name."""

    name: str


Triple = tuple[Node, str, Node | Literal]


def triples() -> list[Triple]:
    """The whole entry: the catalogue, a dataset for each table, a distribution for each file."""
    datasets = (triple for table in tables().values() for triple in _dataset(table))
    return [*_catalogue(), *_service(), *datasets]


def turtle() -> str:
    """The entry in Turtle."""
    head = "".join(f"@prefix {name}: <{address}> .\n" for name, address in PREFIXES.items())
    return head + "".join(
        f"{_in_turtle(subject)} {predicate} {_in_turtle(thing)} .\n"
        for subject, predicate, thing in triples()
    )


def json_ld() -> dict[str, Any]:
    """The entry in JSON-LD: one object for each thing."""
    things: dict[str, dict[str, Any]] = {}
    for subject, predicate, thing in triples():
        own = things.setdefault(subject.name, {"@id": subject.name})
        if predicate == "rdf:type" and isinstance(thing, Node):
            own.setdefault("@type", []).append(thing.name)
        else:
            own.setdefault(predicate, []).append(_in_json(thing))
    return {"@context": PREFIXES, "@graph": list(things.values())}


def _catalogue() -> Iterator[Triple]:
    own = Node(_page("data") + "#catalogue")
    publisher, contact = Node(str(settings.PORTAL_URL) + "/#publisher"), Node(_page("data") + "#contact")
    yield own, "rdf:type", Node("dcat:Catalog")
    for language in LANGUAGES:
        with translation.override(language):
            yield own, "dct:title", Literal(str(settings.PORTAL_NAME), language)
            about = translation.gettext("Public data of funded Interreg projects.")
        yield own, "dct:description", Literal(about, language)
        yield own, "dct:language", Node(f"{_VOCABULARY}/language/{_LANGUAGES[language]}")
    yield own, "foaf:homepage", Node(_page("data"))
    yield own, "dct:license", Node(settings.OPEN_DATA_LICENCE)
    yield own, "dct:publisher", publisher
    yield own, "dct:modified", _moment()
    yield from _issued(own)
    yield from _places(own)
    yield own, "dcat:themeTaxonomy", Node(f"{_VOCABULARY}/data-theme")
    yield own, "dcat:service", _node_of_service()
    yield from ((own, "dcat:dataset", _node_of(table)) for table in tables().values())
    yield publisher, "rdf:type", Node("foaf:Agent")
    yield publisher, "foaf:homepage", Node(str(settings.PORTAL_URL))
    yield contact, "rdf:type", Node("vcard:Kind")
    yield contact, "vcard:hasEmail", Node(f"mailto:{settings.CONTACT_EMAIL}")
    for language in LANGUAGES:
        with translation.override(language):
            yield publisher, "foaf:name", Literal(str(settings.PORTAL_NAME), language)
            yield contact, "vcard:fn", Literal(str(settings.PORTAL_NAME), language)


def _service() -> Iterator[Triple]:
    """The interface for programs."""
    own, start = _node_of_service(), str(settings.PORTAL_URL) + reverse("api_start")
    yield own, "rdf:type", Node("dcat:DataService")
    for language in LANGUAGES:
        with translation.override(language):
            yield own, "dct:title", Literal(translation.gettext("Interface for programs (API)"), language)
    yield own, "dcat:endpointURL", Node(start)
    yield own, "dcat:endpointDescription", Node(f"{start}openapi.json")
    yield own, "dct:license", Node(settings.OPEN_DATA_LICENCE)
    yield own, "dct:accessRights", Node(f"{_VOCABULARY}/access-right/PUBLIC")
    yield own, "dct:publisher", Node(str(settings.PORTAL_URL) + "/#publisher")
    yield own, "dcat:contactPoint", Node(_page("data") + "#contact")
    yield from ((own, "dcat:servesDataset", _node_of(table)) for table in tables().values())


def _dataset(table: Table) -> Iterator[Triple]:
    own = _node_of(table)
    yield own, "rdf:type", Node("dcat:Dataset")
    yield own, "dct:identifier", Literal(table.key)
    for language in LANGUAGES:
        with translation.override(language):
            yield own, "dct:title", Literal(str(table.title), language)
            yield own, "dct:description", Literal(str(table.about), language)
            words = ("Interreg", translation.gettext("Funded projects"), str(table.title))
        yield from ((own, "dcat:keyword", Literal(word, language)) for word in words)
        yield own, "dct:language", Node(f"{_VOCABULARY}/language/{_LANGUAGES[language]}")
    yield from _issued(own)
    yield from _places(own)
    yield from _years(own, table)
    yield own, "dct:accessRights", Node(f"{_VOCABULARY}/access-right/PUBLIC")
    yield from _laws(own, table)
    yield own, "dct:publisher", Node(str(settings.PORTAL_URL) + "/#publisher")
    yield own, "dcat:contactPoint", Node(_page("data") + "#contact")
    yield own, "dct:modified", _moment()
    yield own, "dct:accrualPeriodicity", Node(f"{_VOCABULARY}/frequency/CONT")
    yield own, "dcat:theme", Node(f"{_VOCABULARY}/data-theme/REGI")
    yield own, "dcat:landingPage", Node(_page("data"))
    for ending in LIVE:
        address = str(settings.PORTAL_URL) + reverse("data_table", args=[table.key, ending])
        yield own, "dcat:distribution", Node(address)
        yield from _distribution(Node(address), ending, table, "AVAILABLE")
        yield Node(address), "dct:modified", _moment()
        yield Node(address), "dct:conformsTo", Node(schema_address(table))
    newest = DataFile.objects.filter(table=table.key).order_by("-day").values_list("day", flat=True)[:1]
    for file in DataFile.objects.filter(table=table.key, day__in=list(newest)).order_by("name"):
        yield own, "dcat:distribution", _node_of_file(file)
        yield from _stored(file, table)


def _laws(own: Node, table: Table) -> Iterator[Triple]:
    """The regulations that the rule of the table names."""
    for first, second in _REGULATION.findall(table.rule):
        is_new = first in _YEARS  # since 2015 the year comes first
        year, number = (first, second) if is_new else (second, first)
        law = Node(f"http://data.europa.eu/eli/reg/{year}/{number}/oj")
        yield own, "dcatap:applicableLegislation", law


def _distribution(own: Node, ending: str, table: Table, availability: str) -> Iterator[Triple]:
    yield own, "rdf:type", Node("dcat:Distribution")
    for language in LANGUAGES:
        with translation.override(language):
            yield own, "dct:title", Literal(f"{table.title} ({_OF_FILE[ending]})", language)
    yield own, "dcat:accessURL", own
    yield own, "dcat:downloadURL", own
    yield own, "dct:license", Node(settings.OPEN_DATA_LICENCE)
    yield own, "dct:format", Node(f"{_VOCABULARY}/file-type/{_OF_FILE[ending]}")
    yield own, "dcat:mediaType", Node(f"{_MEDIA_TYPES}/{LIVE[ending]}")
    yield own, "dcatap:availability", Node(f"{_VOCABULARY}/planned-availability/{availability}")


def _stored(file: DataFile, table: Table) -> Iterator[Triple]:
    """A dated file; the catalogue names those of the newest day, which go when the next are made."""
    own, checksum = _node_of_file(file), Node(_node_of_file(file).name + "#checksum")
    yield from _distribution(own, file.format, table, "TEMPORARY")
    if file.format in _PACKED:
        yield own, "dcat:compressFormat", Node(f"{_MEDIA_TYPES}/application/gzip")
    yield own, "dct:issued", Literal(file.day.isoformat(), type="xsd:date")
    yield own, "dcat:byteSize", Literal(str(file.size), type="xsd:nonNegativeInteger")
    yield own, "spdx:checksum", checksum
    yield checksum, "rdf:type", Node("spdx:Checksum")
    yield checksum, "spdx:algorithm", Node("spdx:checksumAlgorithm_sha256")
    yield checksum, "spdx:checksumValue", Literal(file.sha256, type="xsd:hexBinary")


def _issued(own: Node) -> Iterator[Triple]:
    """The day on which the first record was published."""
    first = Publication.objects.aggregate(at=Min("first_published_at"))["at"]
    if first is not None:
        yield own, "dct:issued", Literal(first.date().isoformat(), type="xsd:date")


def _places(own: Node) -> Iterator[Triple]:
    """The countries of the programmes that have records."""
    periods = Publication.objects.values("programme_period__programme")
    found = Programme.objects.filter(pk__in=periods).values_list("countries", flat=True)
    for country in sorted({country for countries in found for country in countries}):
        yield own, "dct:spatial", Node(f"{_NUTS}/{_NUTS_CODES.get(country, country)}")


def _years(own: Node, table: Table) -> Iterator[Triple]:
    """The programming periods of the records."""
    of = "programme_period__period"
    found = table.operations(Publication.objects.all()).aggregate(
        first=Min(f"{of}__first_year"), last=Max(f"{of}__last_year")
    )
    if found["first"] is not None:
        time = Node(f"{own.name}-years")
        yield own, "dct:temporal", time
        yield time, "rdf:type", Node("dct:PeriodOfTime")
        yield time, "dcat:startDate", Literal(f"{found['first']}-01-01", type="xsd:date")
        yield time, "dcat:endDate", Literal(f"{found['last']}-12-31", type="xsd:date")


def _node_of(table: Table) -> Node:
    return Node(f"{_page('data')}#{table.key}")


def _node_of_service() -> Node:
    return Node(f"{_page('data')}#api")


def _node_of_file(file: DataFile) -> Node:
    return Node(str(settings.PORTAL_URL) + reverse("data_file", args=[file.day.isoformat(), file.name]))


def _page(name: str) -> str:
    with translation.override("en"):
        return str(settings.PORTAL_URL) + reverse(f"catalogue:{name}")


def _moment() -> Literal:
    return Literal(editions.newest().changed_at.isoformat(timespec="seconds"), type="xsd:dateTime")


def _in_turtle(thing: Node | Literal) -> str:
    if isinstance(thing, Literal):
        text = json.dumps(thing.value, ensure_ascii=False)
        if thing.language:
            return f"{text}@{thing.language}"
        return f"{text}^^{thing.type}" if thing.type else text
    return thing.name if thing.name.partition(":")[0] in PREFIXES else f"<{thing.name}>"


def _in_json(thing: Node | Literal) -> dict[str, str]:
    if isinstance(thing, Node):
        return {"@id": thing.name}
    extra = {"@language": thing.language} if thing.language else {}
    return {"@value": thing.value, **extra, **({"@type": thing.type} if thing.type else {})}
