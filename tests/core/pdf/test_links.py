"""Links: each one element with words or a picture's text, reached once, described by what is read there."""

import io

import pikepdf
import pytest

from core.pdf.rendering import render
from tests.documents.pdf_checks import faults_of

PICTURE = '<svg viewBox="0 0 9 9" width="40" height="40"><title>Code of q</title><path d="M0 0h9v9z"/></svg>'
STYLE = "<style>.of::after { content: target-counter(attr(href), page) } .block { display: block }</style>"


def made(body: str) -> bytes:
    html = f'<html><head>{STYLE}</head><body><h1 id="top">T</h1>{body}</body></html>'
    return render(html, language="en", title="T")


def links_of(content: bytes) -> list[str]:
    """What the links of the first page say of themselves, in the order in which they are reached."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [str(one.Contents) for one in pdf.pages[0].get("/Annots", [])]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<p><a href="https://a.example/">More</a></p>', ["More"]),
        ('<p><a href="https://a.example/">The <bdi>name</bdi> of it</a></p>', ["The name of it"]),
        ('<p><a href="https://a.example/"><strong><bdi>name</bdi></strong></a></p>', ["name"]),
        ('<p><a class="of" href="#top"></a></p>', ["1"]),
        (f'<a class="block" href="https://a.example/">{PICTURE}</a>', ["Code of q"]),
        # a picture is taller than its line, and can be clicked above it too
        (f'<p><a href="https://a.example/">{PICTURE}</a></p>', ["Code of q", "Code of q"]),
        (f'<p><a href="https://a.example/">See {PICTURE}</a></p>', ["See Code of q", "Code of q"]),
        (f'<p><a href="https://a.example/{"x" * 250}">{"x" * 250}</a></p>', ["x" * 250] * 3),
        ("<p>Nothing <span></span></p><p></p><p>but <span><span></span></span> words</p>", []),
    ],
)
def test_links_are_one_element_each_and_described(body, said):
    content = made(body)
    assert links_of(content) == said
    assert faults_of(content, "en") == []


def test_a_link_over_several_lines_is_one_to_each_line():
    content = made(f'<p><a href="https://a.example/">{"Many words " * 20}</a></p>')
    assert links_of(content) == [" ".join(["Many words"] * 20)] * 3
    assert faults_of(content, "en") == []


def test_a_link_of_nothing_is_found():
    content = made('<p>x <a href="https://a.example/"></a></p>')
    assert "a link has neither text nor an alternative" in faults_of(content, "en")


def test_dropped_places_leave_nothing_behind():
    """What was taken out is in no list of the file and not in the file."""
    content = made('<p><a href="https://a.example/">The <bdi>name</bdi> of it</a></p><p></p>')
    with pikepdf.open(io.BytesIO(content)) as pdf:
        links = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Rect" in one]
        handles = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/OBJR"
        ]
        keys = [int(key) for key in list(pdf.Root.StructTreeRoot.ParentTree.Nums)[::2]]
        assert (len(links), len(handles), keys) == (1, 1, [0, 1])
        assert int(links[0].StructParent) == 1
