"""Links, mended where WeasyPrint leaves them short of PDF/UA-1 (ISO 14289-1, 7.18.1 and 7.18.5).

It gives a place to be clicked to each box within a link too: to a picture, to a part in other letters.
Generated text becomes a link within the link. A reader would meet one link twice, once outside its element.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pydyf

from core.pdf.tags import Objects, number_of

BREAK = "\u200b"  # where a long word may be broken

Sides = tuple[float, float, float, float]

_SLACK = 0.5  # points by which a place may stand out of the other and still count as within


def describe(pages: Iterable[Any]) -> None:
    """Say of each place to be clicked what stands there, instead of the address that it leads to.

    `pages` are those that were painted (weasyprint.Page).
    """
    for page in pages:
        for _kind, _target, _place, box in page.links:
            words = " ".join((_element_text(box) or _box_text(box)).replace(BREAK, "").split())
            if words and getattr(box, "link_annotation", None):
                box.link_annotation["Contents"] = pydyf.String(words)


def mend_links(pdf: pydyf.PDF) -> None:
    """Hang all that can be clicked on the element of its link; drop what lies on another part of it.

    A link of a picture alone is read by the picture's alternative text.
    """
    links = _Links(pdf)
    for reference in pdf.page_references:
        page = pdf.objects[number_of(reference)]
        if "Annots" in page:
            for one in page["Annots"]:
                links.hang(pdf.objects[number_of(one)])
            dropped = links.drop()
            page["Annots"] = pydyf.Array([one for one in page["Annots"] if number_of(one) not in dropped])
    links.write()


class _Links:
    """The links of a file: which annotation hangs on which element."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self.objects: Objects = pdf.objects
        root = pdf.objects[number_of(pdf.catalog["StructTreeRoot"])]
        self.tree = pdf.objects[number_of(root["ParentTree"])]
        pairs = self.tree["Nums"]
        self.owners: dict[int, Any] = dict(zip(pairs[::2], pairs[1::2], strict=True))
        self.named: dict[int, Any] = {}  # annotations by their key
        self.places: dict[int, list[Any]] = {}  # what can be clicked, by the number of the link's element

    def hang(self, annotation: Any) -> None:
        """Hang what can be clicked on the link that it is part of."""
        key = annotation.get("StructParent")
        if key not in self.owners:
            return
        self.named[key] = annotation
        owner = self.objects[number_of(self.owners[key])]
        link = self._link_around(owner)
        if link is None:
            return
        if link is not owner:
            if owner["S"] == "/Link":
                owner["S"] = "/Span"
            handle = self._handle(owner, annotation)
            owner["K"].remove(handle)
            link["K"].append(handle)
            self.owners[key] = link.reference
        self.places.setdefault(link.number, []).append(annotation)
        if text := self._picture_text(link):
            link["Alt"] = annotation["Contents"] = text

    def drop(self) -> set[int]:
        """Take out what lies within another place of the same link; gives the numbers of what is gone."""
        gone: set[int] = set()
        for number, places in self.places.items():
            for place in reversed(places):  # of two alike the whole stays, not a part
                if any(other.number not in gone and _within(place, other) for other in places):
                    handle = self._handle(self.objects[number], place)
                    self.objects[number]["K"].remove(handle)
                    self.objects[number_of(handle)].free = place.free = "f"  # not written
                    del self.owners[place["StructParent"]]
                    gone.add(place.number)
        self.places.clear()
        return gone

    def write(self) -> None:
        """Write down which elements own what: first what stands on pages, then annotations, without gaps."""
        for number, key in enumerate(self.owners):
            if key in self.named:
                self.named[key]["StructParent"] = number
        owners = enumerate(self.owners.values())
        self.tree["Nums"] = pydyf.Array([part for pair in owners for part in pair])

    def _link_around(self, element: Any) -> Any | None:
        """The outermost link that an element is part of."""
        found = None
        while element.get("S"):
            if element["S"] == "/Link":
                found = element
            element = self.objects[number_of(element["P"])]
        return found

    def _handle(self, element: Any, annotation: Any) -> bytes:
        """By what an element holds an annotation."""
        for kid in element["K"]:
            if isinstance(kid, bytes) and self.objects[number_of(kid)].get("Obj") == annotation.reference:
                return kid
        raise LookupError(annotation.reference)

    def _picture_text(self, element: Any) -> Any | None:
        """The alternative text of what an element holds, when that is pictures without any words."""
        found = None
        for kid in element["K"]:
            if not isinstance(kid, bytes):
                return None
            below = self.objects[number_of(kid)]
            if "S" not in below:
                continue
            text = below.get("Alt") if below["S"] == "/Figure" else self._picture_text(below)
            if text is None:
                return None
            found = found or text
        return found


def _within(inner: Any, outer: Any) -> bool:
    """Whether a place lies within another one."""
    if inner is outer:
        return False
    (left, low, right, high), (far_left, lowest, far_right, highest) = _sides(inner), _sides(outer)
    return (
        left >= far_left - _SLACK
        and low >= lowest - _SLACK
        and right <= far_right + _SLACK
        and high <= highest + _SLACK
    )


def _sides(annotation: Any) -> Sides:
    """Left, bottom, right, top."""
    left, bottom, right, top = annotation["Rect"]
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _element_text(box: Any) -> str:
    return "" if box.element is None else "".join(box.element.itertext())


def _box_text(box: Any) -> str:
    """What is shown in a box without words of its own: a number of a page."""
    return getattr(box, "text", "") or "".join(map(_box_text, getattr(box, "children", ())))
