"""What links of a document must be (PDF/UA-1, 7.18.1 and 7.18.5).

Each place that can be clicked belongs to one element, which says something, and is described.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

Owners = dict[int, Any]  # elements by the key under which their annotation names them


def faults_of_links(pdf: pikepdf.Pdf) -> list[str]:
    """All that is wrong with the links of a file, in plain words."""
    root = pdf.Root.StructTreeRoot
    numbers = list(root.ParentTree.Nums)
    owners = {int(key): owner for key, owner in zip(numbers[::2], numbers[1::2], strict=True)}
    found = [*_of_elements(root, [])]
    for number, page in enumerate(pdf.pages, start=1):
        links = [one for one in page.get("/Annots", []) if one.get("/Subtype") == "/Link"]
        found += [f"page {number}: {fault}" for one in links for fault in _of_annotation(one, owners)]
        if links and page.get("/Tabs") != "/S":
            found.append(f"page {number}: links are not reached in the order of reading")
        found += [f"page {number}: a link lies on a link" for _one in _on_others(links)]
    return found


def _of_annotation(link: Any, owners: Owners) -> Iterator[str]:
    owner = owners.get(int(link.get("/StructParent", -1)))
    if owner is None or owner.get("/S") != "/Link":
        yield "a link stands outside its element"
    elif not any(kid.get("/Obj", None) == link for kid in _kids(owner)):
        yield "a link is not held by its element"
    if not str(link.get("/Contents", "")).strip():
        yield "a link is not described"


def _of_elements(element: Any, above: list[str]) -> Iterator[str]:
    kind = str(element.get("/S", ""))
    if kind == "/Link":
        if "/Link" in above:
            yield "a link within a link"
        if not str(element.get("/Alt", "")).strip() and not _says(element):
            yield "a link has neither text nor an alternative"
    if kind in ("/P", "/Span") and not _content(element) and "/Alt" not in element:
        yield f"{kind} is empty"
    for kid in _kids(element):
        if "/S" in kid:
            yield from _of_elements(kid, [*above, kind])


def _says(element: Any) -> bool:
    """Whether text hangs on an element; a picture is none."""
    if element.get("/S") == "/Figure":
        return False
    content = _content(element)
    return any(not isinstance(kid, pikepdf.Object) for kid in content) or any(map(_says, _kids(element)))


def _on_others(links: list[Any]) -> Iterator[Any]:
    """Those that lie whole on another one that leads to the same place."""
    sides = [_sides(link) for link in links]
    for place, inner in enumerate(sides):
        for other, outer in enumerate(sides):
            is_inside = all(a <= b for a, b in zip(outer[:2], inner[:2], strict=True)) and all(
                a >= b for a, b in zip(outer[2:], inner[2:], strict=True)
            )
            if place != other and is_inside and _target(links[place]) == _target(links[other]):
                yield links[place]
                break


def _sides(link: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right, top."""
    left, bottom, right, top = map(float, link.Rect)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _target(link: Any) -> str:
    return str(link.A.URI) if "/A" in link and "/URI" in link.A else repr(link.get("/Dest"))


def _kids(element: Any) -> list[Any]:
    return [kid for kid in _content(element) if isinstance(kid, pikepdf.Dictionary)]


def _content(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array | list) else [kids]
