"""Reading a PDF back: its tree of tags, where each character stands, what can be clicked."""

import ctypes
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from tests.documents.link_checks import faults_of_links

TOLERANCE = 1.0  # points
_IN_LISTS = {"LI", "L", "Caption"}


@dataclass
class Node:
    """An element of the tree of tags."""

    role: str
    alternative: str = ""
    identity: str = ""
    scope: str = ""
    headers: int = 0
    children: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()


def tree_of(content: bytes) -> Node:
    """The tags of a document, in reading order."""
    with pikepdf.open(io.BytesIO(content)) as file:
        root = file.Root.StructTreeRoot
        return Node("Root", children=_children(root))


def _children(element: Any) -> list[Node]:
    kids = element.get("/K", [])
    found = kids if isinstance(kids, pikepdf.Array) else [kids]
    return [_node(kid) for kid in found if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _node(element: Any) -> Node:
    node = Node(
        role=str(element.S)[1:],
        alternative=str(element.get("/Alt", "")),
        identity=str(element.get("/ID", "")),
        children=_children(element),
    )
    attributes = element.get("/A", [])
    for one in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if isinstance(one, pikepdf.Dictionary) and one.get("/O") == "/Table":
            node.scope = str(one.get("/Scope", ""))[1:]
            node.headers = len(one.get("/Headers", []))
    return node


def faults_of(content: bytes) -> list[str]:
    """What is wrong with the tags: headings that skip, tables without headers, links, others."""
    nodes = list(tree_of(content).walk())
    faults, level = [], 0
    for node in nodes:
        if node.role[0] == "H" and node.role[1:].isdecimal():
            depth = int(node.role[1:])
            if depth > level + 1:
                faults.append(f"H{depth} after H{level}")
            level = depth
        if node.role == "Figure" and not node.alternative.strip():
            faults.append("figure without alternative")
        if node.role == "Table":
            faults += _table_faults(node)
        if node.role == "L":
            faults += [f"{kid.role} in a list" for kid in node.children if kid.role not in _IN_LISTS]
    if sum(node.role == "H1" for node in nodes) != 1:
        faults.append("not one H1")
    with pikepdf.open(io.BytesIO(content)) as file:
        return faults + faults_of_links(file)


def _table_faults(table: Node) -> list[str]:
    cells = [node for node in table.walk() if node.role in {"TH", "TD"}]
    heads = [node for node in cells if node.role == "TH"]
    if not heads:
        return ["table without headers"]
    untied = [node for node in cells if node.role == "TD" and not node.headers]
    unscoped = [node for node in heads if not node.scope]
    # A cell knows its headers by their names, or by the scope that each of them has.
    return ["cell without header"] if untied and unscoped else []


def outside(content: bytes) -> list[str]:
    """The characters that stand beyond their page, by page."""
    found = []
    with pypdfium2.PdfDocument(content) as file:
        for number in range(len(file)):
            page = file[number]
            width, height = page.get_size()
            text = page.get_textpage()
            for place, box in _boxes(text):
                left, bottom, right, top = box
                if (
                    left < -TOLERANCE
                    or bottom < -TOLERANCE
                    or right > width + TOLERANCE
                    or top > height + TOLERANCE
                ):
                    around = text.get_text_range(max(0, place - 10), 30)
                    found.append(f"page {number + 1}: {around!r} at {[round(side) for side in box]}")
                    break
            text.close()
            page.close()
    return found


def _boxes(text: Any) -> Iterator[tuple[int, tuple[float, float, float, float]]]:
    sides = [ctypes.c_double() for _side in range(4)]
    left, right, bottom, top = sides
    for place in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text.raw, place)
        if code <= 32 or pdfium.FPDFText_IsGenerated(text.raw, place) == 1:
            continue
        if pdfium.FPDFText_GetCharBox(text.raw, place, *(ctypes.byref(side) for side in sides)):
            yield place, (left.value, bottom.value, right.value, top.value)


def pages_of(content: bytes) -> int:
    with pypdfium2.PdfDocument(content) as file:
        return len(file)


def page_texts(content: bytes) -> list[str]:
    """The text of each page, with single spaces."""
    with pypdfium2.PdfDocument(content) as file:
        texts = [file[number].get_textpage().get_text_bounded() for number in range(len(file))]
    return [" ".join(text.split()) for text in texts]


def bottom_of(content: bytes, words: str) -> float:
    """How far above the foot of the first page the words stand, in points."""
    with pypdfium2.PdfDocument(content) as file:
        text = file[0].get_textpage()
        found = text.search(words).get_next()
        assert found, f"{words!r} does not stand there"
        return float(text.get_charbox(found[0])[1])


def is_upright(content: bytes) -> list[bool]:
    """Of each page, whether it is higher than wide."""
    with pypdfium2.PdfDocument(content) as file:
        sizes = [file[number].get_size() for number in range(len(file))]
    return [height > width for width, height in sizes]


def words_of(content: bytes) -> str:
    """All text, with single spaces."""
    with pypdfium2.PdfDocument(content) as file:
        texts = [file[number].get_textpage().get_text_bounded() for number in range(len(file))]
    return " ".join(" ".join(texts).split())


def links_of(content: bytes) -> set[str]:
    """Every address that can be clicked."""
    found = set()
    with pikepdf.open(io.BytesIO(content)) as file:
        for page in file.pages:
            for one in page.get("/Annots", []):
                action = one.get("/A", {})
                if "/URI" in action:
                    found.add(str(action["/URI"]))
                elif action:
                    found.add(str(action.get("/S", "")))
    return found
