"""HTML of templates into a tree of elements: by the quick parser of XML where a page is well-formed.

WeasyPrint's own parser reads whatever browsers do, in Python: 16 ms of the 240 that a summary takes, where
Expat takes half of one. What our templates write is well-formed but for what HTML leaves open (`<br>`).
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLParser

from cssselect2 import ElementWrapper  # type: ignore[import-untyped]
from weasyprint import HTML

from core.pdf.fetching import BASE

_DOCTYPE = re.compile(r"\s*<!doctype html>", re.IGNORECASE)
_DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"'
_OPEN = re.compile(r"<(area|base|br|col|hr|img|input|link|meta|source|wbr)\b([^<>]*?)\s*/?>")


class _Parsed(HTML):  # type: ignore[misc]  # WeasyPrint has no stubs
    """A page whose tree is there already."""

    def __init__(self, root: Element, fetcher: Any) -> None:
        self.base_url, self.url_fetcher, self.media_type = BASE, fetcher, "print"
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


def parsed(html: str, fetcher: Any) -> HTML:
    """A whole page, ready to be laid out; read as browsers would when it is not well-formed."""
    root = quickly(html)
    if root is None:
        return HTML(string=html, base_url=BASE, url_fetcher=fetcher)
    return _Parsed(root, fetcher)


def quickly(html: str) -> Element | None:
    """The tree of a well-formed page, as the slow parser makes it; None for every other one.

    A declaration of any kind but the usual first line is refused, so nothing can define entities, and so is a
    drawing that does not say that it is one.
    """
    text = _DOCTYPE.sub("", html, count=1)
    if "<!" in text or text.count("<svg") != text.count(_DRAWING):
        return None
    parser = XMLParser()  # noqa: S314 - no declarations come here
    try:
        parser.feed(_OPEN.sub(r"<\1\2/>", text).strip())
        root: Element = parser.close()
    except ParseError:
        return None
    return root if root.tag == "html" else None
