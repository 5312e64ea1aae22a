"""Maps whose regions are shaded by a figure: classes with their numbers, regions as links, a legend.

The class of a region stands in it as a number and in the legend with its figures, shades run from light to
dark: the map holds in grey print, in dark mode and for people who see few colours. The page gives a table
with the same figures beside it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.maps import credit
from core.shapes import Box, Shape, grid_of, nearest, outline, overlap, plain, shapes, view
from core.texts import colon

SHADES = ("#e4ecfb", "#b4c9f3", "#7fa0e3", "#3f68c4", "#0a2a75")  # from few to many
NUMBERS = ("#141d33", "#141d33", "#141d33", "#ffffff", "#ffffff")  # the number on each shade
CLASSES = len(SHADES)
ROOM = 15  # width, in four-hundredths of the picture, that a region needs to carry its number


@dataclass(frozen=True)
class Area:
    """A region of the map: `shown` is how the reader sees its figure; a `value` of None is not published."""

    code: str
    label: str
    value: Decimal | int | None
    shown: str
    url: str = ""


@dataclass(frozen=True)
class Class:
    """Figures that share a shade: from `first` to `last`, both in it."""

    number: int
    first: Decimal
    last: Decimal


def classes(values: Iterable[Decimal | int | None]) -> list[Class]:
    """At most five classes with about as many regions each; every value above zero is in one of them."""
    ordered = sorted(Decimal(value) for value in values if value)
    found: list[Class] = []
    start = 0
    while start < len(ordered):
        left = CLASSES - len(found)
        end = start + -(-(len(ordered) - start) // left)
        last = ordered[end - 1]
        while end < len(ordered) and ordered[end] == last:
            end += 1
        found.append(Class(len(found) + 1, ordered[start], last))
        start = end
    return found


def shaded(
    areas: Sequence[Area],
    *,
    title: str,
    write: Callable[[Decimal], str],
    within: str = "",
    about: str = "",
    is_printed: bool = False,
) -> SafeString:
    """A figure of the areas in the order given; empty when none of them can be drawn.

    `write` turns a class break into words, `within` is the code of the region that they lie in (the picture
    is cut to it), `about` says below the legend what was counted. On paper (`is_printed`) the title is the
    alternative text of the whole map. A region of level 3 that has no outline of its own is left to the
    table.
    """
    drawn = [(one, shape) for one in areas if (shape := outline(one.code))]
    if not drawn:
        return SafeString("")
    steps = classes(one.value for one, _shape in drawn)
    box = view(_boxes(within) or [shape.box for _one, shape in drawn])
    unit = (box[2] - box[0]) / 400
    mark = hashlib.sha256(f"{title}{within}{len(areas)}".encode()).hexdigest()[:8]
    return format_html(
        '<figure class="chart map shaded"><svg xmlns="http://www.w3.org/2000/svg" role="group"'
        ' aria-label="{}" viewBox="{} {} {} {}">{}{}{}{}</svg><figcaption>{} {} {}</figcaption></figure>',
        *(title, box[0], box[1], box[2] - box[0], box[3] - box[1]),
        format_html("<title>{}</title>", title) if is_printed else "",
        _dots(mark, unit / grid_of(unit)),
        format_html_join("", "{}", ((piece,) for piece in _background(drawn, box, unit))),
        format_html_join("", "{}", ((_region(one, shape, steps, mark, unit),) for one, shape in drawn)),
        _legend(steps, [one for one, _shape in drawn], write),
        about,
        credit(),
    )


def _boxes(within: str) -> list[Box]:
    shape = nearest(within)
    return [shape.box] if shape else []


def _background(drawn: Sequence[tuple[Area, Shape]], box: Box, unit: float) -> list[SafeString]:
    """The regions of level 2 around those of the map, without the ones that it covers."""
    covered: dict[int, set[str]] = {}
    for one, _shape in drawn:
        covered.setdefault(len(one.code), set()).add(one.code)
    found = []
    for code, shape in shapes(2).items():
        is_covered = any(code[:length] in codes for length, codes in covered.items() if length <= 4)
        if not is_covered and overlap(shape.box, box):
            found.append(shape)
    return plain(found, unit)


def _dots(mark: str, unit: float) -> SafeString:
    """What lies over regions whose figure is not published."""
    side, radius = f"{unit * 6:.2f}", f"{unit:.2f}"
    return format_html(
        '<defs><pattern id="dots-{0}" patternUnits="userSpaceOnUse" width="{1}" height="{1}">'
        '<rect width="{1}" height="{1}" class="none-ground" fill="#f4f6fb"/>'
        '<circle cx="{2}" cy="{2}" r="{2}" class="none-dot" fill="#77829b"/></pattern></defs>',
        *(mark, side, radius),
    )


def step_of(value: Decimal | int | None, steps: Sequence[Class]) -> Class | None:
    """The class that a value is in; None for nothing and for what is not published."""
    return next((step for step in steps if value and step.first <= value <= step.last), None)


def _region(one: Area, shape: Shape, steps: Sequence[Class], mark: str, unit: float) -> SafeString:
    step = step_of(one.value, steps)
    if step is not None:
        kind, fill = f"q{step.number}", SHADES[step.number - 1]
    else:
        kind, fill = ("none", f"url(#dots-{mark})") if one.value is None else ("zero", "#ffffff")
    grid = grid_of(unit)
    path = format_html(
        '<path transform="scale({})" d="{}" class="{}" fill="{}" stroke="#47526b" stroke-width="{}"/>',
        *(grid, shape.drawn(grid), kind, fill, f"{unit / grid * (0.7 if len(shape.code) > 3 else 0.3):.2f}"),
    )
    name = f"{one.label}{colon()} {one.shown}"
    inside = format_html(
        "<title>{}</title>{}{}", name, path, _number(shape, step if len(steps) > 1 else None, unit)
    )
    if one.url:
        return format_html('<a href="{}" aria-label="{}">{}</a>', one.url, name, inside)
    return format_html('<g role="img" aria-label="{}">{}</g>', name, inside)


def _number(shape: Shape, step: Class | None, unit: float) -> SafeString:
    """The number of its class, in a region that has room for it; empty where there is no class."""
    if step is None or shape.widest < ROOM * unit:
        return SafeString("")
    return format_html(
        '<text x="{}" y="{}" class="m{}" fill="{}" text-anchor="middle" font-size="{}"'
        ' aria-hidden="true">{}</text>',
        *(shape.middle[0], f"{shape.middle[1] + unit * 4:.0f}", step.number, NUMBERS[step.number - 1]),
        *(f"{unit * 11:.0f}", step.number),
    )


def _legend(steps: Sequence[Class], areas: Sequence[Area], write: Callable[[Decimal], str]) -> SafeString:
    is_one = len(steps) == 1  # of which a number would say nothing
    rows = [(f"q{step.number}", "" if is_one else str(step.number), _span(step, write)) for step in steps]
    if any(one.value is not None and not one.value for one in areas):
        rows.append(("zero", "", _("none")))
    if any(one.value is None for one in areas):
        rows.append(("none", "", _("not published")))
    items = format_html_join(
        "", '<li><span class="shade {}" aria-hidden="true">{}</span> {}</li>', (row for row in rows)
    )
    return format_html('<ul class="legend" aria-label="{}">{}</ul>', _("Legend"), items)


def _span(step: Class, write: Callable[[Decimal], str]) -> str:
    if step.first == step.last:
        return write(step.first)
    return _("%(first)s to %(last)s") % {"first": write(step.first), "last": write(step.last)}
