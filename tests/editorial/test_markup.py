"""What a writer types is drawn from fixed tags, and nothing typed ever runs."""

from uuid import UUID

import pytest

from editorial import markup

KEY = UUID("2b0c1c2e-6f1f-4d5e-9d7a-0a3a4a1f7c11")


def drawn(text: str) -> str:
    return str(markup.draw(text, lambda uid: f"[figure {uid}]"))


def test_headings_paragraphs_lists_and_marks_are_drawn() -> None:
    text = "## One\n\nTwo **three** *four*\nfive\n\n- a\n- b\n\n3. c\n4. d\n"
    assert drawn(text) == (
        "<h2>One</h2><p>Two <strong>three</strong> <em>four</em>\nfive</p>"
        '<ul><li>a</li><li>b</li></ul><ol start="3"><li>c</li><li>d</li></ol>'
    )


def test_the_title_of_the_page_is_the_only_heading_of_the_first_level() -> None:
    assert drawn("# One\n\n###### Six") == "<h2>One</h2><h4>Six</h4>"


def test_a_quote_names_who_said_it() -> None:
    assert drawn("> We work together.\n> — An Example, minister") == (
        '<figure class="quote"><blockquote><p>We work together.</p></blockquote>'
        "<figcaption>An Example, minister</figcaption></figure>"
    )


def test_a_quote_without_a_name_stays_whole() -> None:
    assert drawn("> One\n> two") == '<figure class="quote"><blockquote><p>One\ntwo</p></blockquote></figure>'


def test_a_link_over_the_last_line_of_a_quote_is_not_cut() -> None:
    html = drawn("> [one\n> — two](https://example.org/)")
    assert html.count("<a ") == html.count("</a>") == 1


def test_a_picture_alone_is_a_figure_without_paragraph() -> None:
    assert drawn(f"One\n\n![x](picture:{KEY})") == f"<p>One</p>[figure {KEY}]"


def test_links_lead_to_the_web_to_mails_and_within_the_site() -> None:
    text = "[a](https://example.org/?a=1&b=2) [b](mailto:a@example.org) [c](/nl/projects/) [d](#top)"
    assert drawn(text) == (
        '<p><a href="https://example.org/?a=1&amp;b=2" rel="external">a</a> '
        '<a href="mailto:a@example.org">b</a> <a href="/nl/projects/">c</a> <a href="#top">d</a></p>'
    )


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
        "[a](vbscript:x)",
        "[a](//example.org/x)",
        "[a](<java\tscript:alert(1)>)",
        "![a](javascript:alert(1))",
        '![a](https://example.org/x.png "t")',
        '[a](https://example.org/"onmouseover="alert(1))',
        '!["onerror=alert(1)](picture:x)',
        "<https://example.org/><svg/onload=alert(1)>",
        "&lt;script&gt;",
        "# <b>x</b>",
        "> — <b>x</b>",
        "\x00<script>",
        "[a]: javascript:alert(1)\n\n[a]",
    ],
)
def test_nothing_that_was_typed_runs(typed: str) -> None:
    html = drawn(typed)
    bare = html
    for tag in ("p", "h2", "blockquote", "figure", "figcaption"):
        bare = bare.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    bare = bare.replace('<figure class="quote">', "").replace("</a>", "")
    assert "<" not in bare.replace('<a href="https://example.org/', "")
    assert 'href="j' not in html.lower()
    assert 'href="//' not in html
    assert '"onmouseover="' not in html


def test_deep_nesting_and_long_texts_end() -> None:
    assert len(drawn(">" * 5000 + "x")) < 20_000
    assert len(drawn("*" * 60_000)) < 200_000
    assert len(drawn("[" * 20_000)) < 200_000


def test_outline_finds_headings_links_and_pictures() -> None:
    found = markup.outline(
        f"## One *two*\n\n#### Four\n\n[here](https://example.org) [x](ftp://a)\n\n"
        f"![](picture:{KEY})\n![](https://example.org/a.png)"
    )
    assert [(one.level, one.text) for one in found.headings] == [(2, "One two"), (4, "Four")]
    assert [(one.text, one.address) for one in found.links] == [
        ("here", "https://example.org"),
        ("x", "ftp://a"),
    ]
    assert found.pictures == [KEY]
    assert found.unknown_pictures == ["https://example.org/a.png"]
    assert found.broken_links == ["ftp://a"]


def test_plain_gives_words_without_marks() -> None:
    assert markup.plain("## One\n\nTwo **three**\n\n- [four](/nl/)\n") == "One\nTwo three\nfour"
