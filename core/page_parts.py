"""A page as its parts: what its template puts into each block of base.html, drawn apart from the frame.

The parts can be kept and put into the frame of any reader later (core/frame.py). They must say nothing of
who reads.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.template import NodeList, RequestContext, Template
from django.template.base import TextNode
from django.template.loader import get_template
from django.template.loader_tags import BlockNode

from core.frame import BASE, frame_of

MARK = "\x00"  # no text of the database holds a NUL
GAPS = re.compile(r">\s*\n\s*<")  # indentation between tags: a tenth of a page


def parts_of(request: HttpRequest, template_name: str, context: Mapping[str, Any]) -> dict[str, str]:
    """HTML by block, without the gaps between tags. Blocks that the page leaves as they are count too."""
    base = cast(Any, get_template(BASE)).template
    drawn = get_template(template_name).render({**context, "page_frame": _apart(base)}, request)
    pieces = drawn.split(MARK)
    return {name: GAPS.sub(">\n<", html) for name, html in zip(pieces[1::2], pieces[2::2], strict=True)}


def put_together(request: HttpRequest, parts: Mapping[str, str]) -> HttpResponse:
    """The page in the frame of this reader."""
    frame = frame_of(request)
    context = RequestContext(request)
    pieces: list[str] = []
    with context.render_context.push_state(frame), context.bind_template(frame):
        for node in frame.nodelist:
            if isinstance(node, TextNode):
                pieces.append(node.s)
            elif isinstance(node, BlockNode):
                pieces.append(parts[str(node.name)])
            else:
                pieces.append(str(node.render_annotated(context)))
    return HttpResponse("".join(pieces))


def _apart(base: Template) -> Template:
    """A frame that is nothing but the blocks, each after its marked name."""
    frame = Template("", engine=base.engine, name=BASE)
    nodes: list[Any] = []
    for block in cast(list[BlockNode], base.nodelist.get_nodes_by_type(BlockNode)):
        nodes += [TextNode(f"{MARK}{block.name}{MARK}"), block]
    frame.nodelist = NodeList(nodes)
    return frame
