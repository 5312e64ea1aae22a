"""The entry of the open data in catalogues of others: DCAT-AP, as triples in Turtle and in JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from core.sheets import CONTENT_TYPES, Format
from core.texts import LANGUAGES
from publications import editions
from publications.exports.documents import schema_address
from publications.exports.table import Table
from publications.exports.tables import tables
from publications.models import DataFile, Publication

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
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
_LIVE = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": CONTENT_TYPES[Format.XLSX],
    "ods": CONTENT_TYPES[Format.ODS],
}
_STORED = {"csv": "application/gzip", "json": "application/gzip", "xlsx": CONTENT_TYPES[Format.XLSX]}


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
    return [*_catalogue(), *(triple for table in tables().values() for triple in _dataset(table))]


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
    dates = Publication.objects.order_by("first_published_at").values_list("first_published_at", flat=True)
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
    yield from ((own, "dct:issued", Literal(at.date().isoformat(), type="xsd:date")) for at in dates[:1])
    yield from ((own, "dcat:dataset", _node_of(table)) for table in tables().values())
    yield publisher, "rdf:type", Node("foaf:Agent")
    yield publisher, "foaf:name", Literal(str(settings.PORTAL_NAME), "en")
    yield contact, "rdf:type", Node("vcard:Kind")
    yield contact, "vcard:hasEmail", Node(f"mailto:{settings.CONTACT_EMAIL}")


def _dataset(table: Table) -> Iterator[Triple]:
    own = _node_of(table)
    yield own, "rdf:type", Node("dcat:Dataset")
    yield own, "dct:identifier", Literal(table.key)
    for language in LANGUAGES:
        with translation.override(language):
            yield own, "dct:title", Literal(str(table.title), language)
            yield own, "dct:description", Literal(f"{table.about} {table.rule}", language)
    yield own, "dct:publisher", Node(str(settings.PORTAL_URL) + "/#publisher")
    yield own, "dcat:contactPoint", Node(_page("data") + "#contact")
    yield own, "dct:modified", _moment()
    yield own, "dct:accrualPeriodicity", Node(f"{_VOCABULARY}/frequency/CONT")
    yield own, "dcat:theme", Node(f"{_VOCABULARY}/data-theme/REGI")
    yield own, "dcat:landingPage", Node(_page("data"))
    for ending, kind in _LIVE.items():
        address = str(settings.PORTAL_URL) + reverse("data_table", args=[table.key, ending])
        yield own, "dcat:distribution", Node(address)
        yield from _distribution(Node(address), ending, kind)
        yield Node(address), "dct:conformsTo", Node(schema_address(table))
    newest = DataFile.objects.filter(table=table.key).order_by("-day").values_list("day", flat=True)[:1]
    for file in DataFile.objects.filter(table=table.key, day__in=list(newest)).order_by("name"):
        yield own, "dcat:distribution", _node_of_file(file)
        yield from _stored(file)


def _distribution(own: Node, ending: str, kind: str) -> Iterator[Triple]:
    yield own, "rdf:type", Node("dcat:Distribution")
    yield own, "dcat:accessURL", own
    yield own, "dcat:downloadURL", own
    yield own, "dct:license", Node(settings.OPEN_DATA_LICENCE)
    yield own, "dct:format", Node(f"{_VOCABULARY}/file-type/{_OF_FILE[ending]}")
    yield own, "dcat:mediaType", Node(f"https://www.iana.org/assignments/media-types/{kind}")


def _stored(file: DataFile) -> Iterator[Triple]:
    own, checksum = _node_of_file(file), Node(_node_of_file(file).name + "#checksum")
    yield from _distribution(own, file.format, _STORED[file.format])
    yield own, "dct:issued", Literal(file.day.isoformat(), type="xsd:date")
    yield own, "dcat:byteSize", Literal(str(file.size), type="xsd:nonNegativeInteger")
    yield own, "spdx:checksum", checksum
    yield checksum, "rdf:type", Node("spdx:Checksum")
    yield checksum, "spdx:algorithm", Node("spdx:checksumAlgorithm_sha256")
    yield checksum, "spdx:checksumValue", Literal(file.sha256, type="xsd:hexBinary")


def _node_of(table: Table) -> Node:
    return Node(f"{_page('data')}#{table.key}")


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
