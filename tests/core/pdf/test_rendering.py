"""Documents: tagged, with their fonts, the same for the same input, and deaf to what texts ask for."""

import base64
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pikepdf
import pytest
from django.template import engines
from django.utils import translation
from pdfua import validate
from pypdf import PdfReader

from core.pdf import Attachment
from core.pdf.fetching import NotPackaged, PackagedFetcher
from core.pdf.rendering import render
from publications import pictures
from tests.documents.pdf_checks import attachments_of, faults_of
from tests.listening import listening

PAGE = """{% extends "pdf/base.html" %}{% load i18n %}
{% block programme_code %}FWVL{% endblock %}
{% block number %}FWVL-1, version 2.0{% endblock %}
{% block content %}<h1>{{ title }}</h1><p class="prose">{{ text }}</p>
<table><caption>Partners</caption><thead>
<tr><th scope="col">Partner</th><th scope="col">Budget</th></tr></thead><tbody>
<tr><th scope="row">One</th><td class="amount">€ 1,00</td></tr></tbody></table>
{{ raw|safe }}{% endblock %}"""


def page(text="", raw="", title="A title"):
    with translation.override("nl"):
        return engines["django"].from_string(PAGE).render({"title": title, "text": text, "raw": raw})


def written(content):
    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages)


@pytest.fixture
def callers():
    """An address on this machine that hears every caller, and the list of those it heard."""
    with listening() as found:
        yield found


def test_render_makes_a_tagged_pdf_with_language_and_title():
    reader = PdfReader(io.BytesIO(render(page(), language="nl", title="Titel é")))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "nl"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Titel é"
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()


def test_render_passes_the_pdfua_checks(tmp_path):
    place = tmp_path / "page.pdf"
    place.write_bytes(render(page("Tekst"), language="nl", title="Titel"))
    assert validate(str(place)).findings == ()


def test_render_follows_both_standards_with_files_inside():
    files = [
        Attachment("table.csv", "text/csv", b"a,b\r\n", "A table"),
        Attachment("data.json", "application/json", b"{}", "The data", "Source"),
    ]
    content = render(
        page("Tekst"), language="nl", title="Titel & <b>", attachments=files, dated=date(2026, 3, 1)
    )
    assert faults_of(content, "nl") == []
    assert attachments_of(content) == {
        "data.json": ("application/json", "The data", "Source", b"{}"),
        "table.csv": ("text/csv", "A table", "Data", b"a,b\r\n"),
    }
    assert PdfReader(io.BytesIO(content)).metadata.creation_date == datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        ("<h4>Too deep</h4>", "a heading /H4 follows level 1"),
        ('<svg viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>', "a figure has no alternative text"),
        ("<table><tr><td>1</td></tr></table>", "a table has no header cell"),
    ],
)
def test_checks_see_what_is_wrong(raw, fault):
    assert fault in faults_of(render(page(raw=raw), language="nl", title="T"), "nl")
    assert "language is nl, not fr" in faults_of(render(page(), language="nl", title="T"), "fr")


def test_header_cells_know_what_they_head():
    with pikepdf.open(io.BytesIO(render(page(), language="nl", title="T"))) as pdf:
        cells = [
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/TH"
        ]
        assert [str(cell.A.Scope) for cell in cells] == ["/Column", "/Column", "/Row"]


def test_render_embeds_every_font_as_subset():
    reader = PdfReader(io.BytesIO(render(page("ÀÉ ΑΒΓ ЖЯ őłş €"), language="fr", title="T")))
    seen = set()
    for sheet in reader.pages:
        for font in sheet["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in inner["/FontDescriptor"] or "/FontFile3" in inner["/FontDescriptor"]
            seen.add(inner["/BaseFont"])
    assert seen
    assert all("+Source-Sans-3" in name or "+Ubuntu" in name for name in seen)


def test_render_gives_the_same_bytes_for_the_same_input():
    first = render(page("Tekst"), language="nl", title="Titel")
    assert render(page("Tekst"), language="nl", title="Titel") == first
    assert render(page("Andere"), language="nl", title="Titel") != first


def test_render_prints_markup_as_typed():
    typed = '<b>bold</b> <script>alert(1)</script> {{ 7|add:7 }} &amp; "x"'
    assert typed in written(render(page(typed), language="en", title="T")).replace("\n", " ")


@pytest.mark.parametrize(
    "markup",
    [
        '<img alt="" src="{there}/a.png">',
        '<img alt="" src="{there}/b.svg">',
        '<link rel="stylesheet" href="{there}/c.css">',
        '<style>@import url("{there}/d.css");</style>',
        '<style>@font-face {{ font-family: x; src: url("{there}/e.ttf") }} p {{ font-family: x }}</style>',
        '<p style="background: url({there}/f.png)">x</p>',
        '<object data="{there}/g.svg"></object><embed src="{there}/h.svg"><iframe src="{there}/i"></iframe>',
        '<svg viewBox="0 0 9 9"><title>t</title><image width="9" height="9" href="{there}/j.png"/></svg>',
        '<svg viewBox="0 0 9 9"><title>t</title><style>@import url("{there}/k.css");</style></svg>',
        '<svg viewBox="0 0 9 9"><title>t</title><use href="{there}/l.svg#a"/></svg>',
        '<link rel="attachment" href="{there}/m">',
        '<a rel="attachment" href="{there}/n">n</a>',
        '<base href="{there}/"><img alt="" src="o.png">',
        '<img alt="" srcset="{there}/p.png 2x">',
        '<body background="{there}/q.png"><div background="{there}/r.png">x</div></body>',
        "<style>h1::before {{ content: url({there}/s.png) }}</style>",
        "<style>h1 {{ display: list-item; list-style-image: url({there}/t.png) }}</style>",
        "<style>@page {{ background: url({there}/u.png) }}</style>",
        "<style>@page {{ @top-left {{ content: url({there}/v.png) }} }}</style>",
        "<style>p {{ border-image: url({there}/w.png) 1; mask: url({there}/x.svg#a) }}</style>",
        '<link rel="stylesheet" href="data:text/css,@import%20url({there}/y.css);">',
        """<img alt="" src="data:image/svg+xml,<svg><image href='{there}/z.png'/></svg>">""",
        '<svg viewBox="0 0 9 9"><title>t</title><image width="9" xlink:href="{there}/a1.png"/></svg>',
        '<svg viewBox="0 0 9 9"><filter id="f"><feImage href="{there}/a2.png"/></filter></svg>',
        '<svg viewBox="0 0 9 9"><rect fill="url({there}/a3.svg#g)" width="9" height="9"/></svg>',
        '<?xml-stylesheet href="{there}/a4.css"?><!DOCTYPE x SYSTEM "{there}/a5.dtd">',
        '<meta http-equiv="refresh" content="0;url={there}/a6"><script src="{there}/a7.js"></script>',
    ],
)
def test_render_calls_nobody_even_for_raw_markup(callers, markup):
    there, heard = callers
    content = render(page(raw=markup.format(there=there)), language="en", title="T")
    assert content.startswith(b"%PDF-")
    assert heard == []


def test_render_takes_in_no_picture_out_of_the_text_however_large():
    picture = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\x00" * 3_000_000).decode()
    raw = (
        f'<img alt="" src="data:image/png;base64,{picture}">'
        f'<link rel="attachment" href="data:text/plain;base64,{picture}">'
    )
    content = render(page(raw=raw), language="en", title="T")
    reader = PdfReader(io.BytesIO(content))
    assert (len(content) < 100_000, list(reader.attachments)) == (True, [])
    assert [image.name for sheet in reader.pages for image in sheet.images] == []


def test_charts_print_typed_labels_and_open_nothing(callers):
    there, heard = callers
    label = f'"/><image href="{there}/a.png"/><style>@import url({there}/b.css);</style>'
    with translation.override("en"):
        chart = pictures.of_partners([(label, Decimal(3)), (f"url({there}/c)", Decimal(4))], "en")
    content = render(page(raw=chart), language="en", title="T")
    assert heard == []
    assert f"url({there}/c)"[:12] in written(content).replace("\n", "")


def test_render_reads_no_file_of_the_machine(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the hidden words")
    raw = f'<link rel="attachment" href="{secret.as_uri()}"><object data="{secret.as_uri()}"></object>'
    content = render(page(raw=raw), language="en", title="T")
    reader = PdfReader(io.BytesIO(content))
    assert "the hidden words" not in written(content)
    assert list(reader.attachments) == []


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "https://packaged.invalid/",
        "https://packaged.invalid/static/../settings/base.py",
        "https://packaged.invalid/static/css/base.css",
        "https://packaged.invalid/static/css/print/page.css?x",
        "data:text/plain,hello",
        "ftp://127.0.0.1/x",
        "",
    ],
)
def test_fetcher_hands_out_listed_files_only(address):
    with pytest.raises(NotPackaged):
        PackagedFetcher().fetch(address)


def test_fetcher_hands_out_the_font():
    answer = PackagedFetcher().fetch("https://packaged.invalid/static/fonts/print-400.ttf")
    assert answer.read(4) == b"\x00\x01\x00\x00"


@pytest.mark.parametrize(
    "text", ["a\x00b", "a\ud800b", "a\x0bb", "a\ufffeb", "é" * 3, "e" + "\u0301" * 500, "\u202eabc"]
)
def test_render_survives_what_a_text_can_hold(text):
    assert render(page(text, title=text), language="en", title=text).startswith(b"%PDF-")


def test_render_breaks_long_words_instead_of_running_off_the_page():
    reader = PdfReader(io.BytesIO(render(page("x" * 5000), language="en", title="T")))
    assert written(render(page("x" * 300), language="en", title="T")).count("x") >= 300
    assert len(reader.pages) >= 2
