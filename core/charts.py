"""Charts as SVG, the same on a page and in a PDF: bars, shares of a whole, spans of time.

Lengths are percentages of the width and text keeps its size, so a chart fits a telephone without shrinking.
Every value stands there as text; colours only repeat it. Colours are attributes, which PDFs read, and
classes, with which pages follow the dark mode. The page gives a table with the same figures beside a chart.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.texts import colon

COLOURS = ("#003399", "#a35f00", "#00686d", "#8a3b8f", "#56647e", "#a3171c")
INK, SOFT, LINE = "#141d33", "#47526b", "#d5dcea"
FONT = "Source Sans 3, DejaVu Sans, sans-serif"
SIZE = 15  # of text
LINE_HEIGHT, BAR_HEIGHT, GAP = 19, 14, 16
CHARACTERS = 36  # of a label on one line, so that it fits a width of 288 pixels


@dataclass(frozen=True)
class Bar:
    """One value: `shown` is how the reader sees it ("€ 1.234,56"), `value` only measures the bar."""

    label: str
    value: Decimal
    shown: str


@dataclass(frozen=True)
class Span:
    """Something that lasts: `shown` says from when to when in the reader's words."""

    label: str
    start: date
    end: date
    shown: str


@dataclass(frozen=True)
class Step:
    """A line of a work plan: periods counted from 1; equal ones are a point in time, None is not known yet.

    `tone` is the number of a colour, from 1; `is_heading` lines carry the name of what follows.
    """

    label: str
    first: int | None
    last: int | None
    shown: str
    tone: int = 1
    is_heading: bool = False


def bars(rows: Sequence[Bar], *, title: str, language: str, characters: int = CHARACTERS) -> SafeString:
    """Horizontal bars from zero for paper (pages: `core.page_bars`). Negative values are drawn as zero.

    A line of a label takes so many `characters`: more than on a telephone where the chart is wide.
    """
    largest = max((row.value for row in rows), default=Decimal(0))
    drawn, ends, tops, top = [], [], list[int](), 0
    for row in rows:
        lines = _lines_of(row.label, row.shown, characters)
        drawn += _texts(lines, "0", top)
        ends.append((top + 14 + LINE_HEIGHT * (len(lines) - 1), row.shown))
        tops.append(top + LINE_HEIGHT * len(lines) + 1)
        top = tops[-1] + BAR_HEIGHT + GAP
    shown = format_html(
        '<g text-anchor="end" font-weight="600">{}</g>',
        format_html_join("", '<text y="{}" x="100%">{}</text>', ends),
    )
    widths = [f"{percent(row.value, largest):.2f}%" for row in rows]
    tracks = _alike("track", LINE, [(at, "100%") for at in tops])
    values = _alike("c1", COLOURS[0], list(zip(tops, widths, strict=True)))
    return _figure([*drawn, shown, tracks, values], top - GAP, title, summary(rows), language)


def shares(parts: Sequence[Bar], *, title: str, language: str, characters: int = CHARACTERS) -> SafeString:
    """One bar that is the whole, cut into numbered parts, with a legend in the same numbers.

    A line of the legend takes so many `characters`: more than on a telephone where the chart is wide.
    """
    whole = sum((part.value for part in parts), Decimal(0))
    drawn, left, top = [], Decimal(0), 34
    for number, part in enumerate(parts, start=1):
        width = percent(part.value, whole)
        kind, fill = f"c{(number - 1) % len(COLOURS) + 1}", COLOURS[(number - 1) % len(COLOURS)]
        if width:
            drawn.append(_rectangle(f"{left:.2f}%", 0, f"{width:.2f}%", f"{kind} cut", fill, height=24))
        if width >= 6:
            drawn.append(_text(f"{left + width / 2:.2f}%", 17, str(number), "n", "#ffffff", anchor="middle"))
        drawn.append(_rectangle("0", top + 3, "18", kind, fill, height=16))
        drawn.append(_text("9", top + 15.5, str(number), "n", "#ffffff", anchor="middle", size=13))
        text, height = _label(part.label, part.shown, top, left="26", characters=characters)
        drawn.append(text)
        left, top = left + width, top + height + 6
    return _figure(drawn, top, title, summary(parts), language)


def timeline(spans: Sequence[Span], *, title: str, language: str, today: date | None = None) -> SafeString:
    """Bars along the years from the first start to the last end; `today` is marked when it lies between."""
    if not spans:
        return _figure([], 0, title, "", language)
    first = date(min(span.start for span in spans).year, 1, 1)
    last = date(min(max(span.end for span in spans).year + 1, 9999), 1, 1)

    def place(day: date) -> float:
        return 100 * (day - first).days / max((last - first).days, 1)

    drawn, tops, top = [], list[int](), 0
    for span in spans:
        text, height = _label(span.label, span.shown, top)
        tops.append(top + height)
        left, right = place(span.start), place(span.end)
        drawn += [
            text,
            _rectangle("0", top + height, "100%", "track", LINE),
            _rectangle(f"{left:.2f}%", top + height, f"{max(right - left, 0.8):.2f}%", "c1", COLOURS[0]),
        ]
        top += height + BAR_HEIGHT + GAP
    step = max(1, -(-(last.year - first.year) // 7))
    years = range(first.year, last.year, step)
    drawn.append(_years([(f"{place(date(year, 1, 1)):.2f}%", year) for year in years], top))
    if today is not None and first <= today < last:
        x, anchor = f"{place(today):.2f}%", "start" if place(today) < 50 else "end"
        drawn += [_line(x, bar - 4, bar + BAR_HEIGHT + 4, "now") for bar in tops]
        drawn += [
            _line(x, top - GAP, top + 14, "now"),
            _text(x, top + 28, _("today"), "t", INK, anchor=anchor, size=13),
        ]
        top += 20
    summary = "; ".join(f"{span.label}{colon()} {span.shown}" for span in spans)
    return _figure(drawn, top + 14, title, summary, language)


def plan(steps: Sequence[Step], *, periods: int, title: str, language: str) -> SafeString:
    """Bars and points over numbered periods, one below the other; the numbers stand below all."""
    count = max(periods, 1)
    drawn, top = [], 0
    for step in steps:
        text, height = _label(step.label, step.shown, top, is_heading=step.is_heading)
        drawn.append(text)
        top += height
        if not step.is_heading or step.first:
            drawn += _stretch(step, top, count)
            top += BAR_HEIGHT
        top += GAP
    every = -(-count // 10)
    for number in range(1, count + 1, every):
        x = f"{100 * (number - 0.5) / count:.2f}%"
        drawn += [
            _line(x, top - GAP + 2, top - GAP + 8),
            _text(x, top + 8, str(number), "s", SOFT, size=13, anchor="middle"),
        ]
    summary = "; ".join(f"{step.label}: {step.shown}" for step in steps if step.shown)
    return _figure(drawn, top + 14, title, summary, language)


def _stretch(step: Step, top: int, count: int) -> list[SafeString]:
    """The track of a line with its bar, or with a point in the middle of its period."""
    track = _rectangle("0", top, "100%", "track", LINE)
    if not step.first or not step.last:
        return [track]
    first, last = min(step.first, count), min(step.last, count)
    kind, fill = f"c{step.tone}", COLOURS[step.tone - 1]
    left, width = 100 * (first - 1) / count, 100 * (last - first + 1) / count
    if step.first != step.last or step.tone == 1:
        return [track, _rectangle(f"{left:.2f}%", top, f"{width:.2f}%", kind, fill)]
    point = format_html(
        '<circle cx="{}" cy="{}" r="{}" class="{}" fill="{}"/>',
        *(f"{left + width / 2:.2f}%", top + BAR_HEIGHT / 2, BAR_HEIGHT / 2 + 1, kind, fill),
    )
    return [track, point]


def percent(value: Decimal, whole: Decimal) -> Decimal:
    """How much of the width a value takes; nothing when it is negative or the whole is."""
    return max(Decimal(0), 100 * value / whole) if whole > 0 else Decimal(0)


def summary(rows: Iterable[Bar]) -> str:
    """Every value in words, for those who do not see the picture."""
    return "; ".join(f"{row.label}{colon()} {row.shown}" for row in rows)


def _label(
    label: str,
    shown: str,
    top: float,
    left: str = "0",
    *,
    is_heading: bool = False,
    characters: int = CHARACTERS,
) -> tuple[SafeString, int]:
    """The lines of a label with its value at the right end of the last one, and their height."""
    lines = _lines_of(label, shown, characters)
    texts = _texts(lines, left, top, "t v" if is_heading else "t")
    end = _text("100%", top + 14 + LINE_HEIGHT * (len(lines) - 1), shown, "t v", INK, anchor="end")
    return format_html("{}{}", format_html_join("", "{}", ((text,) for text in texts)), end), (
        LINE_HEIGHT * len(lines) + 1
    )


def _lines_of(label: str, shown: str, characters: int = CHARACTERS) -> list[str]:
    """The lines of a label; an empty last one when the value has no room beside the words."""
    lines = textwrap.wrap(label, characters) or [""]
    return [*lines, ""] if len(lines[-1]) + len(shown) > characters + 4 else lines


def _texts(lines: Sequence[str], left: str, top: float, kind: str = "t") -> list[SafeString]:
    return [
        _text(left, top + 14 + LINE_HEIGHT * number, line, kind, INK)
        for number, line in enumerate(lines)
        if line
    ]


def _text(
    x: str, y: float, text: str, kind: str, fill: str, *, anchor: str = "start", size: int = SIZE
) -> SafeString:
    """Only what differs from the figure's own (`_figure`) is said: texts are most of a chart's weight."""
    differs = {
        "x": x if x != "0" else "",
        "fill": fill if fill != INK else "",
        "text-anchor": anchor if anchor != "start" else "",
        "font-size": str(size) if size != SIZE else "",
        "font-weight": "600" if "v" in kind.split() or kind == "n" else "",
    }
    said = format_html_join("", ' {}="{}"', (pair for pair in differs.items() if pair[1]))
    own = format_html(' class="{}"', kind) if kind not in {"t", "t v"} else ""  # the figure is "t"
    return format_html('<text y="{}"{}{}>{}</text>', y, own, said, text)


def _rectangle(x: str, y: float, width: str, kind: str, fill: str, height: int = BAR_HEIGHT) -> SafeString:
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" class="{}" fill="{}"/>', x, y, width, height, kind, fill
    )


def _alike(kind: str, fill: str, bars: Sequence[tuple[int, str]]) -> SafeString:
    """Bars of one colour from the left edge, by top and width: what they share is said once."""
    return format_html(
        '<g class="{}" fill="{}">{}</g>',
        *(kind, fill),
        format_html_join(
            "",
            '<rect y="{}" width="{}" height="{}"/>',
            ((top, width, BAR_HEIGHT) for top, width in bars),
        ),
    )


def _years(years: Sequence[tuple[str, int]], top: int) -> SafeString:
    """Where each year begins; how marks and words look is said once for all."""
    marks = ((x, top - GAP + 2, top - GAP + 8) for x, _year in years)
    return format_html(
        '<g class="axis" stroke="{0}" stroke-width="1.5">{1}</g>'
        '<g class="s" fill="{0}" font-size="13">{2}</g>',
        SOFT,
        format_html_join("", '<line x1="{0}" y1="{1}" x2="{0}" y2="{2}"/>', marks),
        format_html_join("", '<text y="{}" x="{}">{}</text>', ((top + 8, x, year) for x, year in years)),
    )


def _line(x: str, top: float, bottom: float, kind: str = "axis") -> SafeString:
    return format_html(
        '<line x1="{0}" y1="{1}" x2="{0}" y2="{2}" class="{3}" stroke="{4}" stroke-width="1.5"/>',
        *(x, top, bottom, kind, INK if kind == "now" else SOFT),
    )


def _figure(
    drawn: Sequence[SafeString], height: float, title: str, summary: str, language: str
) -> SafeString:
    return format_html(
        '<figure class="chart"><svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{}" class="t"'
        ' width="100%" height="{}" fill="{}" font-family="{}" font-size="{}">'
        "<title>{}</title><desc>{}</desc>{}</svg></figure>",
        *(language, max(1, round(height)), INK, FONT, SIZE, title, summary),
        format_html_join("", "{}", ((piece,) for piece in drawn)),
    )
