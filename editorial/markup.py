"""The few marks that a writer may type, read into parts, and drawn as HTML from fixed tags alone.

Headings (##, ###, ####), paragraphs, lists, **strong** and *stressed* words, links, quotes (>) of which the
last line may name who said it (— Name, office), and pictures by their key: ![](picture:<uuid>). Nothing that
was typed becomes a tag or an attribute but addresses of links, of which only four sorts are let through.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

MOST = 40_000  # characters of one text
HIGHEST, LOWEST = 2, 4  # headings; the first level is the title of the page
_ADDRESS = re.compile(r"(?:https?://[^/\s]|mailto:[^\s@]+@|tel:\+?[0-9]|/(?!/)|#)", re.IGNORECASE)
_SAID_BY = re.compile(r"^\s*(?:—|–|--)\s+(?P<who>\S.*)$")
_PICTURE = re.compile(r"^picture:(?P<uid>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$")
_MARKS = {"strong": "strong", "em": "em"}
_BLOCKS = {"bullet_list": "ul", "list_item": "li"}
_BREAKS = frozenset({"softbreak", "hardbreak"})

Draw = Callable[[UUID], str]


@dataclass(frozen=True)
class Heading:
    """`level` is 2 to 4 as shown; `typed` is the number of signs."""

    level: int
    typed: int
    text: str


@dataclass(frozen=True)
class Link:
    text: str
    address: str


@dataclass
class Outline:
    """What a text is made of, in order: for checks, and for knowing which pictures it shows."""

    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[UUID] = field(default_factory=list)
    unknown_pictures: list[str] = field(default_factory=list)
    broken_links: list[str] = field(default_factory=list)


def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero", {"maxNesting": 12})
    reader.enable(["heading", "list", "blockquote", "emphasis", "link", "image", "escape", "newline"])
    # Every address is read, so that checks can name those that are then left out.
    setattr(reader, "validateLink", lambda url: True)  # noqa: B010 - the library's way to replace it
    return reader


_READER = _reader()


def outline(text: str) -> Outline:
    """The headings, links and pictures of a text."""
    found = Outline()
    tokens = _tokens(text)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type != "inline":
            continue
        children = token.children or []
        if before is not None and before.type == "heading_open":
            typed = len(before.markup)
            found.headings.append(Heading(_level(before), typed, _plain(children)))
        _note(children, found)
    return found


def draw(text: str, picture: Draw) -> SafeString:
    """The text as HTML. `picture` gives the whole figure of a picture, "" when there is none."""
    return mark_safe("".join(_drawn(_tokens(text), picture)))  # noqa: S308 - fixed tags, all else escaped


def plain(text: str) -> str:
    """The words alone, on lines: for searching, for the beginning in a list."""
    lines = [_plain(token.children or []) for token in _tokens(text) if token.type == "inline"]
    return "\n".join(line for line in lines if line)


def is_address(address: str) -> bool:
    """Whether a link may lead there: the web, a mail, a telephone, or a place on this site."""
    return _ADDRESS.match(address) is not None and not re.search(r"[\x00-\x20\x7f]", address)


def _tokens(text: str) -> list[Token]:
    return _READER.parse(text[:MOST].replace("\x00", ""))


def _level(token: Token) -> int:
    return min(max(len(token.markup), HIGHEST), LOWEST)


def _plain(children: Sequence[Token]) -> str:
    return "".join(
        " " if child.type in _BREAKS else child.content for child in children if child.type != "image"
    ).strip()


def _note(children: Sequence[Token], found: Outline) -> None:
    for place, child in enumerate(children):
        if child.type == "image":
            uid = _uid(child)
            if uid is None:
                found.unknown_pictures.append(str(child.attrs.get("src", ""))[:200])
            else:
                found.pictures.append(uid)
        elif child.type == "link_open":
            address = str(child.attrs.get("href", ""))
            found.links.append(Link(_plain(_until_close(children, place)), address))
            if not is_address(address):
                found.broken_links.append(address[:200])


def _until_close(children: Sequence[Token], place: int) -> list[Token]:
    inside = []
    for child in children[place + 1 :]:
        if child.type == "link_close":
            break
        inside.append(child)
    return inside


def _uid(image: Token) -> UUID | None:
    match = _PICTURE.match(str(image.attrs.get("src", "")))
    return UUID(match["uid"]) if match else None


def _drawn(tokens: Sequence[Token], picture: Draw) -> Iterator[str]:
    ends = _quote_ends(tokens)
    for place, token in enumerate(tokens):
        name, _underscore, way = token.type.rpartition("_")
        if token.type == "inline":
            yield _line(token, picture, ends.get(place, ""))
        elif name == "heading":
            yield f"<{'/' if way == 'close' else ''}h{_level(token)}>"
        elif name == "paragraph":
            yield "" if token.hidden or _is_figure(tokens, place) else f"<{'/' if way == 'close' else ''}p>"
        elif name == "blockquote":
            yield ('<figure class="quote"><blockquote>' if way == "open" else _end_of_quote(place, ends))
        elif name == "ordered_list":
            start = token.attrs.get("start") if way == "open" else None
            yield f'<ol start="{int(start)}">' if start else ("<ol>" if way == "open" else "</ol>")
        elif name in _BLOCKS:
            yield f"<{'/' if way == 'close' else ''}{_BLOCKS[name]}>"


def _is_figure(tokens: Sequence[Token], place: int) -> bool:
    """Whether the paragraph that opens or closes here is a picture alone: a figure stands by itself."""
    inside = tokens[place + 1] if tokens[place].type == "paragraph_open" else tokens[place - 1]
    children = inside.children or []
    return len(children) == 1 and children[0].type == "image"


def _quote_ends(tokens: Sequence[Token]) -> dict[int, str]:
    """Of the last line of each quote that names who said it: where it stands, and the name."""
    found = {}
    for place, token in enumerate(tokens):
        if token.type != "blockquote_close" or place < 2 or tokens[place - 2].type != "inline":
            continue
        children = tokens[place - 2].children or []
        breaks = [child for child in children if child.type in _BREAKS]
        line = tokens[place - 2].content.rpartition("\n")[2]
        match = _SAID_BY.match(line)
        # a mark or link that goes on over the last line can't be cut in two
        if match and (not breaks or breaks[-1].level == 0):
            found[place - 2] = match["who"].strip()
    return found


def _end_of_quote(place: int, ends: dict[int, str]) -> str:
    who = ends.get(place - 2, "")
    return f"</blockquote>{f'<figcaption>{escape(who)}</figcaption>' if who else ''}</figure>"


def _line(token: Token, picture: Draw, who: str) -> str:
    children = list(token.children or [])
    if who:  # said below the quote
        breaks = [at for at, child in enumerate(children) if child.type in _BREAKS]
        children = children[: breaks[-1]] if breaks else []
    parts, open_links = [], list[bool]()
    for child in children:
        if child.type == "link_open":
            address = str(child.attrs.get("href", ""))
            open_links.append(is_address(address))
            parts.append(_link(address) if open_links[-1] else "")
        elif child.type == "link_close":
            parts.append("</a>" if open_links.pop() else "")
        else:
            parts.append(_mark(child, picture))
    return "".join(parts)


def _link(address: str) -> str:
    rel = ' rel="external"' if address.lower().startswith("http") else ""
    return f'<a href="{escape(address)}"{rel}>'


def _mark(child: Token, picture: Draw) -> str:
    name, _underscore, way = child.type.rpartition("_")
    if child.type == "image":
        uid = _uid(child)
        return picture(uid) if uid is not None else ""
    if name in _MARKS:
        return f"<{'/' if way == 'close' else ''}{_MARKS[name]}>"
    if child.type == "hardbreak":
        return "<br>"
    return "\n" if child.type == "softbreak" else escape(child.content)
