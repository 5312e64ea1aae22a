"""Stencils: parts of pages that a template draws once for a language, and that are filled page by page.

A part that stands on every page of a proposal, or once for each row of a list, costs a template hundreds of
look-ups each time, though most of it is the same text. A stencil keeps that text with holes in it.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from functools import cache, lru_cache
from html import escape
from typing import cast
from uuid import UUID

from django.conf import settings
from django.template import Context, Template, engines
from django.template.backends.django import DjangoTemplates
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# What may be filled in: words are escaped, what is HTML already is not, identities may stand in addresses.
Fill = str | UUID
MARK = "\x00{}\x00"  # no template and no text of people holds a NUL
STAND_IN = "57e2c117-0000-4000-8000-{:012}"
HOLE = re.compile("\x00([0-9]+)\x00|57e2c117-0000-4000-8000-([0-9]{12})")
MOST = 2000  # stencils kept; facts are few, so languages and places make some hundreds


def draw(name: str, facts: Mapping[str, Hashable], fills: Mapping[str, Fill]) -> SafeString:
    """The part that the template `name` draws for facts and fills.

    The template sees these and nothing else, so nothing of a person or a request can be kept. It may ask
    about facts as it likes. A fill it may only print as it is, as often as it likes: no filter, no `if`. So
    facts are what few values are known of (words of the interface, yes or no), fills are all else.
    TypeError for a fill that is neither text nor an identity.
    """
    holes = tuple((key, isinstance(value, UUID)) for key, value in fills.items())
    outline = _drawn(_template(name), get_language(), tuple(facts.items()), holes)
    return SafeString(outline.filled([_filled(value) for value in fills.values()]))


class Outline:
    """A text with numbered holes."""

    __slots__ = ("_first", "_rest")

    def __init__(self, marked: str) -> None:
        """Cut a text at its marks."""
        parts = HOLE.split(marked)  # text, then number or None, None or number, text …
        self._first = parts[0]
        numbers = (int(one or other) for one, other in zip(parts[1::3], parts[2::3], strict=True))
        self._rest = list(zip(numbers, parts[3::3], strict=True))

    def filled(self, values: Sequence[str]) -> str:
        """The text with these values in its holes, as they are: HTML, or escaped already."""
        drawn = [self._first]
        for place, piece in self._rest:
            drawn.append(values[place])
            drawn.append(piece)
        return "".join(drawn)


def mark(place: int) -> str:
    """What stands in a text where the value of this number goes."""
    return MARK.format(place)


def _template(name: str) -> Template:
    return _read(name) if settings.DEBUG else _kept(name)


@cache
def _kept(name: str) -> Template:
    return _read(name)


def _read(name: str) -> Template:
    return cast(DjangoTemplates, engines["django"]).engine.get_template(name)


def _filled(value: Fill) -> str:
    if isinstance(value, SafeString):
        return value
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} can't be filled in: pass text, or make it a fact")


@lru_cache(maxsize=MOST)
def _drawn(
    template: Template,
    _language: str | None,
    facts: tuple[tuple[str, Hashable], ...],
    holes: tuple[tuple[str, bool], ...],
) -> Outline:
    if any(isinstance(value, SafeString) for _name, value in facts):
        raise TypeError("HTML is no fact: fill it in")
    marks = {
        key: UUID(STAND_IN.format(place)) if is_identity else SafeString(mark(place))
        for place, (key, is_identity) in enumerate(holes)
    }
    return Outline(template.render(Context({**dict(facts), **marks})))
