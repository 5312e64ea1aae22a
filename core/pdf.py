"""HTML into tagged PDF (PDF/UA-1), with the house's stylesheet and fonts and nothing else from anywhere."""

from __future__ import annotations

import hashlib
import os
import re
from functools import cache
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

import structlog
from django.contrib.staticfiles import finders
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

log = structlog.get_logger(__name__)

# fontTools writes this moment, not the present one, into the fonts that it cuts: same input, same bytes.
os.environ.setdefault("SOURCE_DATE_EPOCH", "1767225600")

STYLESHEET = "css/pdf.css"
_BASE = "https://packaged.invalid/static/"
# What a text can't hold: halves of surrogate pairs, control characters, non-characters.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_HEADINGS = frozenset({"h1", "h2", "h3"})
_LONG_WORD = re.compile(r"\S{200,}")


class NotPackaged(ValueError):
    """Something in a document asked for a file that documents do not get."""


class PackagedFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no stubs
    """Hands out the packaged fonts, the stylesheet and the emblem; no network, no other file, no redirect."""

    types: ClassVar[dict[str, str]] = {
        STYLESHEET: "text/css",
        "img/emblem.svg": "image/svg+xml",
        "fonts/source-sans-3.ttf": "font/ttf",
        "fonts/source-sans-3-italic.ttf": "font/ttf",
    }

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("https",), allow_redirects=False)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Raises NotPackaged, which leaves the thing out, for any address but those of the list."""
        name = url.removeprefix(_BASE)
        if name == url or name not in self.types:
            log.warning("document asked for a file", scheme=urlsplit(url[:200]).scheme)
            raise NotPackaged(url[:200])
        return URLFetcherResponse(url, packaged(name), {"Content-Type": self.types[name]})


@cache
def packaged(name: str) -> bytes:
    """The content of a static file, read once for each process."""
    place = finders.find(name)
    if not place:
        raise NotPackaged(name)
    return Path(str(place)).read_bytes()


@cache
def _house() -> tuple[PackagedFetcher, FontConfiguration, CSS]:
    """Fetcher, fonts and parsed stylesheet, made once for each process."""
    fetcher, fonts = PackagedFetcher(), FontConfiguration()
    style = CSS(
        string=packaged(STYLESHEET).decode(),
        base_url=_BASE + STYLESHEET,
        url_fetcher=fetcher,
        font_config=fonts,
    )
    return fetcher, fonts, style


def render(html: str, *, language: str, title: str) -> bytes:
    """The PDF/UA-1 of a whole HTML page; the same input gives the same bytes.

    `language` and `title` become those of the file, whatever the page says. Characters that can't be
    printed (controls, halves of surrogate pairs) are shown as the replacement character.
    """
    fetcher, fonts, style = _house()
    clean = _UNPRINTABLE.sub("\ufffd", html)
    document = HTML(string=clean, base_url=_BASE, url_fetcher=fetcher)
    _name(document.etree_element, language, _UNPRINTABLE.sub("\ufffd", title))
    _open_long_words(document.etree_element)
    identifier = hashlib.sha256(clean.encode()).digest()[:16]
    content: bytes = document.write_pdf(
        stylesheets=[style],
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        pdf_identifier=identifier,
    )
    return content


def _open_long_words(root: Element) -> None:
    """Let words longer than any line break here and there: to find the places itself would take minutes."""
    for element in root.iter():
        if element.tag not in _HEADINGS:  # these stay on their lines, whatever they say
            element.text = element.text and _LONG_WORD.sub(_opened, element.text)
        element.tail = element.tail and _LONG_WORD.sub(_opened, element.tail)


def _opened(word: re.Match[str]) -> str:
    return "\u200b".join(word[0][start : start + 4] for start in range(0, len(word[0]), 4))


def _name(root: Element, language: str, title: str) -> None:
    root.set("lang", language)
    head = root.find("head")
    if head is None:
        head = Element("head")
        root.insert(0, head)
    element = head.find("title")
    if element is None:
        element = SubElement(head, "title")
    element.text = title
