"""The frame of every page (base.html), drawn once for each language and place, then filled page by page.

What differs from reader to reader stands in `{% block %}` or `{% live %}` and is drawn each time; everything
else is text that is worked out once for a language, a place in the navigation and a kind of reader. Nothing
of a person or a request can get into it: it is drawn from a context that holds neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.template import Context, Node, NodeList, Template
from django.template.base import TextNode
from django.template.loader import get_template
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockContext, BlockNode
from django.urls import get_urlconf
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.utils.translation import get_language

BASE = "base.html"
SLOTS = "slots_of_the_frame"  # the variable under which parts find what collects them
MARK = "\x00{}\x00"  # no template holds a NUL
MARKED = re.compile("\x00([0-9]+)\x00")
LINKED = re.compile(r'<li><a href="(/[^"]*)"')
MOST = 500  # frames kept; navigation and languages make some dozens


class Slots:
    """Parts that are drawn for each page, by the mark that stands for them in the text of the frame."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []

    def mark(self, node: Node) -> str:
        """The text that stands for a part."""
        self.nodes.append(node)
        return MARK.format(len(self.nodes) - 1)

    def split(self, drawn: str) -> Iterator[Node]:
        """Text and parts in turn."""
        for at, piece in enumerate(MARKED.split(drawn)):
            if at % 2:
                yield self.nodes[int(piece)]
            elif piece:
                yield TextNode(piece)


class LiveNode(Node):
    """`{% live %}…{% endlive %}`: a part of the frame that is drawn for each page."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        slots = context.get(SLOTS)
        return slots.mark(self) if slots is not None else self.nodelist.render(context)


class _Slot(Node):
    """Stands where a block of base.html stands while a frame is drawn."""

    def __init__(self, block: BlockNode, slots: Slots) -> None:
        self.block, self.slots = block, slots

    def render(self, context: Context) -> str:
        return self.slots.mark(self.block)


@dataclass(frozen=True)
class Kind:
    """All that the fixed text of a frame depends on, but for the place in the navigation."""

    language: str
    addresses: str
    """The module that says which pages there are: links to others are left out."""
    signed_in: bool
    is_staff: bool
    portal_name: str
    is_demo: bool
    contact_email: str


@dataclass(frozen=True)
class Reader:
    """What the fixed text may know of the reader."""

    is_authenticated: bool


@dataclass(frozen=True)
class Place:
    """What the fixed text may know of the request: where in the navigation it is."""

    path: str

    def get_full_path(self) -> str:
        return self.path


class _Kept(NodeList):
    """The nodes of a kept frame, which know their blocks: each page that extends it asks for them."""

    def get_nodes_by_type(self, nodetype: type[Node]) -> list[Node]:
        known: dict[type[Node], list[Node]] = self.__dict__.setdefault("known", {})
        if nodetype not in known:
            known[nodetype] = super().get_nodes_by_type(nodetype)
        return known[nodetype]


Key = tuple[Kind, tuple[str, ...]]
_frames: dict[Key, Template] = {}
_links: dict[Kind, list[str]] = {}
_drawn_from: list[Template] = []


def frame(request: HttpRequest) -> dict[str, Any]:
    """For the context of every page: the frame that its templates extend, its language, and who reads it."""
    return {**_audience()(request), "page_frame": _Later(request), "LANGUAGE_CODE": get_language()}


@cache
def _audience() -> Callable[[HttpRequest], dict[str, bool]]:
    return import_string(settings.FRAME_AUDIENCE)  # type: ignore[no-any-return]


class _Later:
    """The frame of a request, worked out when a template extends it: `{% extends page_frame %}`."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def template(self) -> Template:
        return frame_of(self.request)


def frame_of(request: HttpRequest) -> Template:
    """The frame for a request's reader, language and place."""
    base = cast(Any, get_template(BASE)).template
    if _drawn_from != [base] or len(_frames) > MOST:  # templates were read anew
        _drawn_from[:] = [base]
        _frames.clear()
        _links.clear()
    kind = _kind(request)
    links = _links.get(kind)
    if links is None:
        links = _links[kind] = sorted(set(LINKED.findall(_text(_draw(base, kind, "/")))))
    path = request.path
    place = tuple(f"{link} " if path == link else link for link in links if path.startswith(link))
    found = _frames.get((kind, place))
    if found is None:
        found = _frames[(kind, place)] = _draw(base, kind, path)
    return found


def _kind(request: HttpRequest) -> Kind:
    user = getattr(request, "user", None)  # there is none on a page of a failure
    return Kind(
        language=get_language() or settings.LANGUAGE_CODE,
        addresses=get_urlconf() or settings.ROOT_URLCONF,
        signed_in=bool(user and user.is_authenticated),
        is_staff=bool(_audience()(request)["is_staff_somewhere"]),
        portal_name=str(settings.PORTAL_NAME),
        is_demo=settings.DEMO,
        contact_email=settings.CONTACT_EMAIL,
    )


def _draw(base: Template, kind: Kind, path: str) -> Template:
    slots = Slots()
    found = cast(list[BlockNode], base.nodelist.get_nodes_by_type(BlockNode))
    blocks = {block.name: BlockNode(block.name, NodeList([_Slot(block, slots)])) for block in found}
    known = {
        SLOTS: slots,
        "user": Reader(kind.signed_in),
        "request": Place(path),
        "is_staff_somewhere": kind.is_staff,
        "portal_name": kind.portal_name,
        "is_demo": kind.is_demo,
        "contact_email": kind.contact_email,
    }
    context = Context(known)
    block_context = BlockContext()
    block_context.add_blocks(blocks)
    with context.render_context.push_state(base), context.bind_template(base):
        context.render_context[BLOCK_CONTEXT_KEY] = block_context
        drawn = base.nodelist.render(context)
    filled = Template("", engine=base.engine, name=BASE)
    filled.nodelist = _Kept(slots.split(drawn))
    return filled


def _text(drawn: Template) -> str:
    return "".join(node.s for node in drawn.nodelist if isinstance(node, TextNode))
