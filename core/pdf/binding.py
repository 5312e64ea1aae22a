"""Long documents: laid out part by part, so that memory stays that of a part, and bound as one tagged PDF.

A layout of thousands of blocks with page numbers of one part in another would hold them all in memory and be
repeated several times. Here each part is laid out by itself, the pages of its blocks are noted, and its pages
are written at once. What is bound has one tag tree, one outline, and links from any part to any other.
"""

from __future__ import annotations

import gc
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf

from core.pdf import rendering
from core.pdf.attachments import Attachment
from core.pdf.manuscripts import INDEX, LINK, Block, Manuscript, Numbers
from core.pdf.totals import NUMBER, SHEET, add_total, total_rules

POINTS = 0.75  # of a CSS pixel
# Blocks of a part that are laid out together: more cost memory, fewer cost time, since each cuts its fonts.
AT_ONCE = {"contents": 700, "front": 100, "body": 160, "index": 900}

# Lays out a whole HTML page with a further stylesheet; gives a weasyprint.Document.
LayOut = Callable[[str, str], Any]
# Paints the pages of a weasyprint.Document.
Write = Callable[[Any], bytes]
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Press:
    """What lays out and what paints; `write_first` gives title, language, metadata and attached files too."""

    lay_out: LayOut
    write: Write
    write_first: Write


@dataclass(frozen=True)
class Place:
    """Where something begins: page from 0, and points from the left and the bottom of it."""

    page: int
    left: float
    top: float


@dataclass(frozen=True)
class Bookmark:
    """A heading in the outline."""

    level: int
    label: str
    place: Place


@dataclass(frozen=True)
class Part:
    """Pages that are laid out and painted, with what lies on them."""

    content: bytes
    pages: int
    places: Mapping[str, Place]
    bookmarks: Sequence[Bookmark]


@dataclass
class Volume:
    """Parts in their order."""

    parts: list[Part] = field(default_factory=list)

    @property
    def pages(self) -> int:
        return sum(part.pages for part in self.parts)

    @property
    def places(self) -> dict[str, Place]:
        """Where every block is, counted from the first page of all."""
        found, before = dict[str, Place](), 0
        for part in self.parts:
            for key, place in part.places.items():
                found[key] = Place(before + place.page, place.left, place.top)
            before += part.pages
        return found

    @property
    def numbers(self) -> Numbers:
        return {key: place.page + 1 for key, place in self.places.items()}


def render(
    manuscript: Manuscript,
    *,
    language: str,
    title: str,
    attachments: Sequence[Attachment] = (),
    dated: date | datetime | None = None,
    styles: Sequence[str] = (),
    tell: Tell = lambda done, total: None,
) -> bytes:
    """The PDF of a manuscript, as `rendering.render` makes it of a page; `tell` hears how far it is."""

    def lay_out(html: str, rules: str) -> Any:
        return rendering.lay_out(html, language=language, title=title, styles=styles, rules=rules)

    def write(laid_out: Any) -> bytes:
        return rendering.paint(laid_out, language=language, title=title)

    def write_first(laid_out: Any) -> bytes:
        return rendering.paint(laid_out, language=language, title=title, attachments=attachments, dated=dated)

    return make(manuscript, Press(lay_out, write, write_first), tell)


def make(manuscript: Manuscript, press: Press, tell: Tell = lambda done, total: None) -> bytes:
    """The PDF of a manuscript. `tell` hears how many of how many blocks are laid out."""
    blocks = manuscript.body()
    steps = _Steps(len(blocks) + len(manuscript.contents({})), tell)
    document = press.lay_out(manuscript.opening(), NUMBER)
    opening = Volume([_part(document, document.pages, press.write_first)])
    # The contents take as many pages with the real numbers as without: so it is known where the body begins.
    unpainted = replace(press, write=lambda laid_out: b"")
    trial = _flow(manuscript, "contents", manuscript.contents({}), unpainted, opening.pages)
    before = opening.pages + sum(part.pages for part in trial)
    front = _flow(manuscript, "front", manuscript.front(), press, before)
    before += sum(part.pages for part in front)
    body = [*front, *_flow(manuscript, "body", blocks, press, before, steps)]
    known = Volume([*opening.parts, *trial, *body])
    numbers = {**known.numbers, INDEX: known.pages + 1}
    contents = _flow(manuscript, "contents", manuscript.contents(numbers), press, opening.pages, steps)
    whole = Volume([*opening.parts, *contents, *body])
    whole.parts += _flow(manuscript, "index", manuscript.index(whole.numbers), press, whole.pages)
    return bind(whole, press.write(press.lay_out(SHEET, total_rules(whole.pages))))


class _Steps:
    """How many blocks are laid out."""

    def __init__(self, total: int, tell: Tell) -> None:
        self.done, self.total, self.tell = 0, total, tell
        tell(0, total)

    def add(self, number: int) -> None:
        self.done += number
        self.tell(self.done, self.total)


def _flow(
    manuscript: Manuscript,
    name: str,
    blocks: Sequence[Block],
    press: Press,
    before: int,
    steps: _Steps | None = None,
) -> list[Part]:
    """Parts with all blocks, without gaps between them; `before` is the number of pages that come before."""
    parts: list[Part] = []
    start = 0
    while start < len(blocks):
        some = blocks[start : start + AT_ONCE[name]]
        is_last = start + len(some) == len(blocks)
        document = press.lay_out(
            manuscript.frame(name, "".join(block.html for block in some), is_first=not start),
            f"{NUMBER} @page :first {{ counter-reset: page {before} }}",
        )
        pages = document.pages[1:]
        kept = pages if is_last else pages[: _whole_pages(pages, some)]
        part = _part(document, kept, press.write)
        parts.append(part)
        number = len(some) if len(kept) == len(pages) else sum(block.key in part.places for block in some)
        start += number
        before += len(kept)
        del document, pages, kept
        gc.collect()  # boxes point at each other: without this the memory of all parts adds up
        if steps:
            steps.add(number)
    return parts


def _whole_pages(pages: Sequence[Any], blocks: Sequence[Block]) -> int:
    """How many pages are full of whole blocks: what follows is laid out again with the next ones.

    All, where no later page begins with a block.
    """
    keys = {block.key for block in blocks}
    for number in range(len(pages) - 1, 0, -1):
        tops = [place[1] for key, place in pages[number].anchors.items() if key in keys]
        if tops and min(tops) <= pages[number]._page_box.content_box_y() + 2:  # noqa: SLF001
            return number
    return len(pages)


def _part(document: Any, pages: Sequence[Any], write: Write) -> Part:
    places: dict[str, Place] = {}
    bookmarks: list[Bookmark] = []
    for number, page in enumerate(pages):
        for key, (left, top, *_rest) in page.anchors.items():
            places.setdefault(key, _place(number, page, left, top))
        for level, label, (left, top, *_rest), _state in page.bookmarks:
            bookmarks.append(Bookmark(level, label, _place(number, page, left, top)))
    return Part(write(document.copy(pages)), len(pages), places, bookmarks)


def _place(number: int, page: Any, left: float, top: float) -> Place:
    return Place(number, left * POINTS, (page.height - top) * POINTS)


def bind(volume: Volume, total: bytes) -> bytes:
    """One PDF of all parts; the first gives title, language, metadata, files. All show `total`."""
    bound = Pdf.open(io.BytesIO(volume.parts[0].content))
    tags = _Tags(bound)
    before = volume.parts[0].pages
    for part in volume.parts[1:]:
        with Pdf.open(io.BytesIO(part.content)) as source:
            bound.pages.extend(source.pages)
            tags.add(source, bound.pages[before:])
        before += part.pages
    tags.finish()
    places = volume.places
    for page in bound.pages:
        _join(page, places, bound)
    _outline(bound, volume)
    add_total(bound, total)
    target = io.BytesIO()
    bound.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return target.getvalue()


class _Tags:
    """The tag tree of what is bound: the trees of the parts under one document element."""

    def __init__(self, bound: Pdf) -> None:
        self.bound = bound
        self.root = bound.Root.StructTreeRoot
        self.document = self.root.K[0]
        self.numbers: list[Any] = list(self.root.ParentTree.Nums)
        self.next = _after(self.numbers)

    def add(self, source: Pdf, pages: Iterable[Any]) -> None:
        """The tags of pages that were just taken over from `source`."""
        copied = self.bound.copy_foreign(source.Root.StructTreeRoot)
        for element in copied.K[0].K:
            element.P = self.document
            self.document.K.append(element)
        numbers = list(copied.ParentTree.Nums)
        for place in range(0, len(numbers), 2):
            self.numbers += [int(numbers[place]) + self.next, numbers[place + 1]]
        for page in pages:
            page.obj.StructParents = int(page.obj.StructParents) + self.next
            for link in page.obj.get("/Annots", ()):
                if "/StructParent" in link:
                    link.StructParent = int(link.StructParent) + self.next
        self.next = _after(self.numbers)

    def finish(self) -> None:
        self.root.ParentTree = self.bound.make_indirect(Dictionary(Nums=Array(self.numbers)))
        self.root.ParentTreeNextKey = self.next


def _after(numbers: Sequence[Any]) -> int:
    return max((int(number) for number in numbers[::2]), default=-1) + 1


def _join(page: Any, places: Mapping[str, Place], bound: Pdf) -> None:
    """Let the links of a page lead to the blocks that they name."""
    for link in page.obj.get("/Annots", ()):
        address = str(link.A.URI) if "/A" in link and "/URI" in link.A else ""
        if not address.startswith(LINK):
            continue
        place = places.get(address.removeprefix(LINK))
        if place is None:  # a part that has nothing to say
            continue
        del link.A
        link.Dest = Array([bound.pages[place.page].obj, Name.XYZ, place.left, place.top, None])


def _outline(bound: Pdf, volume: Volume) -> None:
    """The bookmarks of all parts as one tree."""
    with bound.open_outline() as outline:
        outline.root.clear()
        above: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        before = 0
        for part in volume.parts:
            for mark in part.bookmarks:
                while above[-1][0] >= mark.level:
                    above.pop()
                place = mark.place
                item = OutlineItem(mark.label, before + place.page, "XYZ", left=place.left, top=place.top)
                item.is_closed = mark.level > 1
                above[-1][1].append(item)
                above.append((mark.level, item.children))
            before += part.pages
