"""The tag tree, mended where WeasyPrint leaves it short of PDF/UA-1."""

from __future__ import annotations

from typing import Any

import pydyf

Objects = list[Any]


def mend(pdf: pydyf.PDF) -> None:
    """Give header cells their scope; take running heads and feet, which nobody reads, out of the tree.

    A caption left alone at the end of a page becomes a paragraph: a table without cells is none. Items of a
    list hang on it, and on no group between them. Paragraphs that say nothing are left out.
    """
    _head_cells(pdf.objects)
    _groups_in_lists(pdf.objects)
    _lone_captions(pdf.objects)
    _silent(pdf.objects)
    root = pdf.objects[number_of(pdf.catalog["StructTreeRoot"])]
    top = pdf.objects[number_of(root["K"][0])]
    owners = pdf.objects[number_of(root["ParentTree"])]["Nums"]
    in_tree = _Tree(pdf.objects, top)
    for reference in pdf.page_references:
        page = pdf.objects[number_of(reference)]
        owned = owners[2 * int(page["StructParents"]) + 1]
        loose = {place for place, owner in enumerate(owned) if not in_tree.holds(owner)}
        _make_artifacts(pdf.objects[number_of(page["Contents"])].stream, loose)
        for place in loose:
            owned[place] = "null"
    for number in in_tree.loose:
        pdf.objects[number].free = "f"  # not written


def number_of(reference: bytes | str) -> int:
    """The number of the object that a reference names."""
    return int(reference.split()[0])


class _Tree:
    """Which elements hang on the tree; those of margin boxes were left beside it."""

    def __init__(self, objects: Objects, top: Any) -> None:
        self.objects, self.top = objects, top.number
        self.roots = {number_of(kid) for kid in top["K"]}
        self.known: dict[int, bool] = {}

    def holds(self, reference: bytes | str) -> bool:
        """Whether the element, or what it is part of, was hung on the top."""
        number, passed = number_of(reference), []
        while number not in self.known:
            passed.append(number)
            parent = number_of(self.objects[number]["P"])
            if parent == self.top:
                self.known[number] = number in self.roots
                break
            number = parent
        answer = self.known[number]
        self.known.update(dict.fromkeys(passed, answer))
        return answer

    @property
    def loose(self) -> list[int]:
        return [number for number, is_held in self.known.items() if not is_held]


def _make_artifacts(stream: list[Any], loose: set[int]) -> None:
    """Mark the content of these places as belonging to the sheet, not to the text."""
    for place, item in enumerate(stream):
        if isinstance(item, pydyf.Dictionary) and item.get("MCID") in loose:
            stream[place - 1] = "/Artifact"
            stream[place] = pydyf.Dictionary({"Type": "/Pagination"})


def _head_cells(objects: Objects) -> None:
    """Give each header cell its scope: of a column in a head or a row of headers, else of its row."""
    for row in objects:
        if not isinstance(row, dict) or row.get("S") != "/TR":
            continue
        cells = [objects[number_of(kid)] for kid in row["K"]]
        is_head = objects[number_of(row["P"])]["S"] == "/THead"
        of_column = is_head or all(cell["S"] == "/TH" for cell in cells)
        for cell in cells:
            if cell["S"] == "/TH":
                cell.setdefault("A", pydyf.Dictionary({"O": "/Table"}))
                cell["A"]["Scope"] = "/Column" if of_column else "/Row"


def _lone_captions(objects: Objects) -> None:
    """Where the first row did not fit below its caption, the caption stands alone and the rows follow."""
    for table in objects:
        if not isinstance(table, dict) or table.get("S") != "/Table":
            continue
        kids = [objects[number_of(kid)] for kid in table["K"]]
        if all(kid["S"] == "/Caption" for kid in kids):
            table["S"] = "/Div"
            for kid in kids:
                kid["S"] = "/P"


def _groups_in_lists(objects: Objects) -> None:
    """Hang pairs of name and value on their list: it holds items only (ISO 32000-1, 14.8.4.3.3)."""
    for whole in objects:
        if not isinstance(whole, pydyf.Dictionary) or whole.get("S") != "/L":
            continue
        kids: list[bytes] = []
        for kid in whole["K"]:
            groups: list[Any] = []
            below = _below(objects, kid, groups)
            if not groups or any(objects[number_of(one)]["S"] != "/LI" for one in below):
                kids.append(kid)
                continue
            kids += below
            for item in below:
                objects[number_of(item)]["P"] = whole.reference
            for group in groups:
                group.free = "f"  # not written
        whole["K"] = pydyf.Array(kids)


def _below(objects: Objects, reference: bytes, groups: list[Any]) -> list[bytes]:
    """The elements below a group and the groups in it, which are added to `groups`; of an item, itself."""
    element = objects[number_of(reference)]
    if element["S"] != "/Div" or not all(isinstance(kid, bytes) for kid in element["K"]):
        return [reference]
    groups.append(element)
    return [one for kid in element["K"] for one in _below(objects, kid, groups)]


def _silent(objects: Objects) -> None:
    """Take paragraphs and spans without any content out of the tree: a reader would stop at nothing."""
    for element in reversed(objects):  # what is within comes first
        if not isinstance(element, pydyf.Dictionary) or element.get("S") not in ("/P", "/Span"):
            continue
        if element["K"] or "Alt" in element:
            continue
        kids = objects[number_of(element["P"])]["K"]
        if element.reference in kids:  # those of margin boxes are in none
            kids.remove(element.reference)
            element.free = "f"  # not written
