"""Who is joined to whom, as arcs beside a list of names: text keeps its size, so it fits a telephone."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.charts import COLOURS, FONT, INK

ROW, LEFT, LINE_HEIGHT, CHARACTERS, LINES = 48, 96, 16, 26, 3
THINNEST, THICKEST = 1.5, 7.0


def arcs(
    names: Sequence[str], joined: Sequence[tuple[int, int, int]], *, title: str, summary: str, language: str
) -> SafeString:
    """A figure with one row for each name; `joined` has the places of two names and how strongly they are.

    The thicker an arc, the stronger. The page gives a table of the same pairs; `summary` has them in words.
    """
    if not joined:
        return SafeString("")
    strongest = max(weight for _one, _other, weight in joined)
    drawn = [_arc(one, other, weight / strongest) for one, other, weight in reversed(joined)]
    drawn += [_name(name, place) for place, name in enumerate(names)]
    return format_html(
        '<figure class="chart arcs"><svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{}" width="100%"'
        ' height="{}" font-family="{}"><title>{}</title><desc>{}</desc>{}</svg></figure>',
        *(language, ROW * len(names), FONT, title, summary),
        format_html_join("", "{}", ((piece,) for piece in drawn)),
    )


def _middle(place: int) -> int:
    return ROW * place + ROW // 2


def _arc(one: int, other: int, share: float) -> SafeString:
    top, bottom = sorted((_middle(one), _middle(other)))
    reach = LEFT - min(120, 26 + round((bottom - top) * 0.32))
    width = THINNEST + (THICKEST - THINNEST) * share
    return format_html(
        '<path d="M{0} {1}C{2} {1} {2} {3} {0} {3}" class="arc" fill="none" stroke="{4}"'
        ' stroke-width="{5}"/>',
        *(LEFT, top, reach, bottom, COLOURS[0], f"{width:.1f}"),
    )


def _name(name: str, place: int) -> SafeString:
    lines = textwrap.wrap(name, CHARACTERS, max_lines=LINES, placeholder=" …") or [""]
    top = _middle(place) + 5 - LINE_HEIGHT * (len(lines) - 1) / 2
    texts = format_html_join(
        "",
        '<text x="{}" y="{}" class="t" fill="{}" font-size="14">{}</text>',
        ((LEFT + 14, top + LINE_HEIGHT * number, INK, line) for number, line in enumerate(lines)),
    )
    return format_html(
        '<circle cx="{}" cy="{}" r="5" class="knot" fill="#ffffff" stroke="{}" stroke-width="2"/>{}',
        *(LEFT, _middle(place), INK, texts),
    )
