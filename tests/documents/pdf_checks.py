"""What every document must be, read back from its bytes: PDF/UA-1 and PDF/A-3 as far as we can check.

`faults_of(content)` names what is wrong with a file in plain words; an empty list is a pass. It covers tags,
language, title, identifiers, output intent, fonts, attachments; `pdfua` in tests adds its own checks.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pikepdf

from tests.documents.link_checks import faults_of_links

_HEADING = re.compile(r"/H([1-6])")
_PAINTS = frozenset({"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh"})
_SPACES = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


def faults_of(content: bytes, language: str = "") -> list[str]:
    """All that is wrong with a document; `language` is the one that it must say."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [
            *_of_catalog(pdf, language),
            *_of_metadata(pdf),
            *_of_fonts(pdf),
            *_of_attachments(pdf),
            *_of_tree(pdf),
            *faults_of_links(pdf),
            *_of_content(pdf),
        ]


def headings_of(content: bytes) -> list[int]:
    """The levels of the headings in reading order."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        kinds = [str(element.get("/S")) for element in _elements(pdf.Root.StructTreeRoot)]
    return [int(found[1]) for found in map(_HEADING.fullmatch, kinds) if found]


def attachments_of(content: bytes) -> dict[str, tuple[str, str, str, bytes]]:
    """Media type, description, relationship and bytes of the files inside, by name."""
    found = {}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for spec in pdf.Root.get("/AF", []):
            stream = spec.EF.F
            found[str(spec.UF)] = (
                str(stream.Subtype).removeprefix("/"),
                str(spec.Desc),
                str(spec.AFRelationship).removeprefix("/"),
                stream.read_bytes(),
            )
    return found


def _of_catalog(pdf: pikepdf.Pdf, language: str) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "not marked as tagged"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "shows its file name instead of its title"
    if not str(root.get("/Lang", "")) or (language and str(root.Lang) != language):
        yield f"language is {root.get('/Lang')!s}, not {language}"
    intents = list(root.get("/OutputIntents", []))
    if [str(one.S) for one in intents] != ["/GTS_PDFA1"] or "/DestOutputProfile" not in intents[0]:
        yield "no output intent with a profile"
    if "/JavaScript" in root.get("/Names", {}) or "/OpenAction" in root:
        yield "does something when opened"


def _of_metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    tree = ElementTree.fromstring(pdf.Root.Metadata.read_bytes())  # noqa: S314 - our own file
    said = {
        "pdfaid:part": "3",
        "pdfaid:conformance": "A",
        "pdfuaid:part": "1",
        "pdf:Producer": str(pdf.docinfo.get("/Producer", "")),
        "dc:title//rdf:li": str(pdf.docinfo.get("/Title", "")),
    }
    for name, value in said.items():
        found = [one.text or "" for one in tree.iterfind(f".//{name}", _SPACES)]
        if found != [value] or not value.strip():
            yield f"metadata say {found} for {name}, the file {value!r}"


def _of_fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Dictionary) or thing.get("/Type") != "/FontDescriptor":
            continue
        name = str(thing.get("/FontName", ""))
        if not any(key in thing for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield f"font {name} is not embedded"
        if not re.match(r"/[A-Z]{6}\+", name):
            yield f"font {name} is not cut to what is used"


def _of_attachments(pdf: pikepdf.Pdf) -> Iterator[str]:
    named = list(pdf.attachments)
    listed = [str(spec.UF) for spec in pdf.Root.get("/AF", [])]
    if sorted(named) != sorted(listed) or len(set(listed)) != len(listed):
        yield f"files inside {named} are not the associated files {listed}"
    for spec in pdf.Root.get("/AF", []):
        stream = spec.EF.F
        whole = all(str(spec.get(key, "")) for key in ("/F", "/UF", "/Desc", "/AFRelationship"))
        if not whole or "/" not in str(stream.get("/Subtype", ""))[1:] or "/ModDate" not in stream.Params:
            yield f"attachment {spec.get('/UF')!s} lacks a name, type, description, relationship or date"


def _of_tree(pdf: pikepdf.Pdf) -> Iterator[str]:
    level = 0
    for element in _elements(pdf.Root.StructTreeRoot):
        kind = str(element.get("/S"))
        if found := _HEADING.fullmatch(kind):
            if int(found[1]) > level + 1:
                yield f"a heading {kind} follows level {level}"
            level = int(found[1])
        elif kind == "/Figure" and not str(element.get("/Alt", "")).strip():
            yield "a figure has no alternative text"
        elif kind == "/Table":
            yield from _of_table(element)
        elif kind == "/Link" and not any("/Obj" in kid for kid in _kids(element)):
            yield "a link leads nowhere"
    if level == 0:
        yield "no heading"


def _of_table(table: Any) -> Iterator[str]:
    cells = [one for one in _elements(table) if str(one.get("/S")) in ("/TH", "/TD")]
    heads = [one for one in cells if str(one.S) == "/TH"]
    if not heads:
        yield "a table has no header cell"
    if any(str(one.get("/A", {}).get("/Scope", "")) not in ("/Column", "/Row", "/Both") for one in heads):
        yield "a header cell has no scope"


def _of_content(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Each mark on a page is either read in the tree or an artifact."""
    read = {
        (element.Pg.objgen, int(kid))
        for element in _elements(pdf.Root.StructTreeRoot)
        for kid in _numbers(element)
    }
    for number, page in enumerate(pdf.pages, start=1):
        marks: list[str] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BMC", "BDC"):
                properties = operands[1] if name == "BDC" else {}
                if "/MCID" in properties and (page.objgen, int(properties["/MCID"])) not in read:
                    yield f"page {number}: content {properties['/MCID']} is not in the tree"
                marks.append(str(operands[0]))
            elif name == "EMC":
                marks.pop()
            elif name in _PAINTS and not marks:
                yield f"page {number}: {name} is neither read nor an artifact"


def _elements(element: Any) -> Iterator[Any]:
    """The elements below one, in reading order."""
    stack = [element]
    while stack:
        one = stack.pop()
        if "/S" in one:
            yield one
        stack.extend(kid for kid in reversed(_kids(one)) if "/S" in kid or "/K" in kid)


def _kids(element: Any) -> list[Any]:
    return [kid for kid in _content(element) if isinstance(kid, pikepdf.Dictionary)]


def _numbers(element: Any) -> list[int]:
    return [int(kid) for kid in _content(element) if not isinstance(kid, pikepdf.Object)]


def _content(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array | list) else [kids]
