"""HTML into a PDF for people and machines, with the house's styles and fonts and nothing else."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration

from core.pdf.attachments import Attachment
from core.pdf.fetching import BASE, PackagedFetcher, packaged
from core.pdf.links import BREAK
from core.pdf.parsing import parsed
from core.pdf.standards import VARIANT, attached, finish, moment_of
from core.pdf.styles import STYLES

# fontTools writes this moment, not the present one, into the fonts that it cuts: same input, same bytes.
os.environ.setdefault("SOURCE_DATE_EPOCH", "1767225600")

# What a text can't hold: halves of surrogate pairs, control characters, non-characters.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_HEADINGS = frozenset({"h1", "h2", "h3"})
_LONG_WORD = re.compile(r"\S{200,}")
# Characters, were they spread over the width of the sheet, from which a row may go on on the next page.
_LONG_ROW = 1200


@cache
def _house() -> tuple[PackagedFetcher, FontConfiguration, CSS]:
    """Fetcher, fonts and parsed styles, made once for each process.

    The styles are one sheet: each further one would be asked about every element of every page.
    """
    fetcher, fonts = PackagedFetcher(), FontConfiguration()
    joined = "\n".join(packaged(name).decode() for name in STYLES)  # of one folder, so with one base
    styles = CSS(string=joined, base_url=BASE + STYLES[0], url_fetcher=fetcher, font_config=fonts)
    return fetcher, fonts, styles


def render(
    html: str,
    *,
    language: str,
    title: str,
    attachments: Sequence[Attachment] = (),
    dated: date | datetime | None = None,
) -> bytes:
    """The PDF (PDF/UA-1 and PDF/A-3a) of a whole HTML page; the same input gives the same bytes.

    `language` and `title` become those of the file, whatever the page says; `dated` is the day, or moment, of
    the data. Characters that can't be printed (controls, halves of surrogate pairs) are shown as the
    replacement character.
    """
    laid_out = lay_out(html, language=language, title=title)
    identifier = _identifier(printable(html), printable(title), attachments, moment_of(dated))
    return paint(
        laid_out,
        language=language,
        title=title,
        identifier=identifier,
        attachments=attachments,
        dated=dated,
    )


def lay_out(html: str, *, language: str, title: str, styles: Sequence[str] = (), rules: str = "") -> Any:
    """The pages of a whole HTML page (a weasyprint.Document), not painted yet.

    `styles` are packaged files with further styles, `rules` a few that hold here only.
    """
    fetcher, fonts, shared = _house()
    page = parsed(printable(html), fetcher)
    _name(page.etree_element, language, printable(title))
    _open_long_words(page.etree_element)
    _open_long_rows(page.etree_element)
    own = [CSS(string=rules, font_config=fonts, url_fetcher=fetcher)] if rules else []
    return page.render(
        font_config=fonts, stylesheets=[shared, *map(_further, styles), *own], pdf_variant=VARIANT
    )


def paint(
    laid_out: Any,
    *,
    language: str,
    title: str,
    identifier: bytes | None = None,
    attachments: Sequence[Attachment] = (),
    dated: date | datetime | None = None,
) -> bytes:
    """The PDF of pages that are laid out."""
    fetcher, moment = _house()[0], moment_of(dated)

    def finisher(document: Any, pdf: Any) -> None:
        shown = " ".join(printable(title).split())
        finish(pdf, document.pages, title=shown, language=language, dated=moment)

    content: bytes = laid_out.write_pdf(
        finisher=finisher,
        pdf_variant=VARIANT,
        pdf_identifier=identifier,
        attachments=attached(attachments, moment, fetcher),
    )
    return content


def printable(text: str) -> str:
    """The text with the replacement character for what can't be printed."""
    return _UNPRINTABLE.sub("\ufffd", text)


@cache
def _further(name: str) -> CSS:
    fetcher, fonts, _shared = _house()
    return CSS(string=packaged(name).decode(), font_config=fonts, url_fetcher=fetcher)


def _identifier(html: str, title: str, attachments: Sequence[Attachment], moment: datetime | None) -> bytes:
    """Sixteen bytes that tell this file from every other one."""
    content = hashlib.sha256(f"{title}\0{moment}\0{html}".encode())
    for one in attachments:
        content.update(one.name.encode() + b"\0" + one.content)
    return content.digest()[:16]


def _open_long_words(root: Element) -> None:
    """Let words longer than any line break here and there: to find the places itself would take minutes."""
    for element in root.iter():
        if element.tag not in _HEADINGS:  # these stay on their lines, whatever they say
            element.text = element.text and _LONG_WORD.sub(_opened, element.text)
        element.tail = element.tail and _LONG_WORD.sub(_opened, element.tail)


def _open_long_rows(root: Element) -> None:
    """Let rows that hold much text go on on the next page: whole ones would leave their caption behind."""
    for row in root.iter("tr"):
        if max((sum(map(len, cell.itertext())) for cell in row), default=0) * len(row) > _LONG_ROW:
            row.set("class", f"{row.get('class', '')} long".strip())


def _opened(word: re.Match[str]) -> str:
    return BREAK.join(word[0][start : start + 4] for start in range(0, len(word[0]), 4))


def _name(root: Element, language: str, title: str) -> None:
    root.set("lang", language)
    head = root.find("head")
    if head is None:
        head = Element("head")
        root.insert(0, head)
    element = head.find("title")
    if element is None:
        element = SubElement(head, "title")
    element.text = " ".join(title.split())  # as the metadata say it
