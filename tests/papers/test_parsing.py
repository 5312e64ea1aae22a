"""Pages of every kind are read by the quick parser, and as the slow one reads them."""

import re
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from django.conf import settings
from weasyprint import HTML

from core.pdf import rendering
from core.pdf.fetching import PackagedFetcher
from core.pdf.parsing import parsed, quickly
from core.texts import LANGUAGES
from documents.kinds import InParts, kind_of
from documents.models import Document
from documents.rendering import to_html, to_pdf
from tests.papers import variants
from tests.papers.conftest import Samples

pytestmark = pytest.mark.django_db  # for the samples alone

KINDS = sorted(settings.DOCUMENT_KINDS)
VARIANTS = {
    "plain": lambda data: data,
    "empty": variants.empty,
    "crowded": variants.crowded,
    "hostile": lambda data: variants.hostile(data, "nowhere.invalid"),
}
LAID_OUT = {"plain", "hostile"}  # by the tests of every kind; of these the page itself is enough here
LONG = {"application", "comparison", "receipt"}  # laid out there with a dozen partners in place of fifty


def shape(element: Element) -> Any:
    """All of a tree that a layout can depend on: names, attributes, words; blanks between elements as one."""
    kept = {name: value for name, value in element.attrib.items() if not name.endswith("xmlns")}
    children = [
        (shape(child), re.sub(r"\s+", " ", child.tail or ""))
        for child in element
        if isinstance(child.tag, str)
    ]
    if element.tag in {"html", "head"}:  # what stands between their parts is never shown
        children = [(child, "") for child, _tail in children]
        return element.tag, kept, "", children
    return element.tag, kept, re.sub(r"\s+", " ", element.text or ""), children


@pytest.mark.slow
@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("kind", KINDS)
def test_quick_tree_is_that_of_the_slow_parser(
    samples: Samples, monkeypatch: pytest.MonkeyPatch, kind: str, variant: str
) -> None:
    pages: list[str] = []

    def heard(html: str, fetcher: Any) -> HTML:
        pages.append(html)
        return parsed(html, fetcher)

    monkeypatch.setattr(rendering, "parsed", heard)
    in_parts = isinstance(kind_of(kind), InParts)
    for language in LANGUAGES if variant == "plain" else LANGUAGES[:1]:
        document = Document(kind=kind, language=language, data=VARIANTS[variant](samples[kind]))
        is_laid_out = variant in LAID_OUT or (variant == "crowded" and kind in LONG)
        if is_laid_out and not in_parts:
            pages.append(rendering.printable(to_html(document)))
        else:
            to_pdf(document)
    assert pages
    for html in pages:
        root = quickly(html)
        assert root is not None
        slow = HTML(string=html, url_fetcher=PackagedFetcher())
        assert shape(root) == shape(slow.etree_element)


@pytest.mark.parametrize(
    "html",
    [
        "<!doctype html><html><body><p>open</body></html>",
        "<!doctype html><html><body>&nbsp;</body></html>",
        "<!doctype html><html><body>a & b</body></html>",
        '<!doctype html><!DOCTYPE x [<!ENTITY a "b">]><html><body>&a;</body></html>',
        "<!doctype html><html><body><!-- said --></body></html>",
        "<p>no page</p>",
        "",
    ],
)
def test_what_is_not_well_formed_is_left_to_the_slow_parser(html: str) -> None:
    assert quickly(html) is None
    assert parsed(html, PackagedFetcher()).etree_element.tag == "html"
