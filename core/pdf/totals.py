"""How many pages a bound document has, said on each of them: parts are painted before anybody knows it.

Each page keeps room after its number. What is said there is painted once, when all parts are known, and every
page shows that one painting: it costs a few bytes a page, and no part is laid out again.
"""

from __future__ import annotations

import io

from pikepdf import Array, Name, Pdf

_ROOM = "8mm"  # " / 999" in the type of the page number; more stand a little in the margin

# The number of the page, with room after it; goes with every part.
NUMBER = f"@page {{ @bottom-right {{ content: counter(page); padding-right: {_ROOM} }} }}"

# A page on which the total stands alone.
SHEET = "<!doctype html><html><head></head><body><p></p></body></html>"

_SHOWN = "PagesInAll"


def total_rules(pages: int) -> str:
    """The styles with which `SHEET` says how many pages there are, in the room after the number."""
    return (
        "@page { @bottom-left { content: none } @bottom-right { "
        f"content: '\\a0/ {pages}'; width: {_ROOM}; text-align: left; white-space: nowrap }} }}"
    )


def add_total(bound: Pdf, total: bytes) -> None:
    """Show the first page of `total` on every page, as part of the sheet that nobody reads aloud."""
    with Pdf.open(io.BytesIO(total)) as source:
        shown = bound.copy_foreign(source.pages[0].as_form_xobject())
    # As a form it is content of the pages that show it and belongs to no tree of its own.
    if "/StructParents" in shown:
        del shown["/StructParents"]
    before = bound.make_stream(b"q")
    after = bound.make_stream(f"Q /Artifact <</Type /Pagination>> BDC q /{_SHOWN} Do Q EMC".encode())
    for page in bound.pages:
        page.add_resource(shown, Name.XObject, Name(f"/{_SHOWN}"))
        contents = page.obj.Contents
        old = list(contents) if isinstance(contents, Array) else [contents]
        page.obj.Contents = Array([before, *old, after])
