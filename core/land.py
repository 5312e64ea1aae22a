"""The countries of Europe as one picture, which all maps of a page share: browsers fetch it once and keep it.

`manage.py draw_land` writes the file from the polygons; maps on paper draw what they need themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.shapes import COUNTRY_TINT, TINTS, Point, around, path_of, rings_of, shapes

FILE = "img/land.svg"
GRID = 16  # in units of 100 m: fine enough for a map of one country
LEVEL = 2
# As --paper and --land-0 to --land-3 in tokens.css: pictures don't see the variables of a page.
DARK = ("#0e1526", "#28334e", "#313d5b", "#222c45", "#2c3446")


def image() -> SafeString:
    """The picture, in the place that it takes on a map."""
    left, top, width, height = _box()
    return format_html(
        '<image href="{}" x="{}" y="{}" width="{}" height="{}"/>', static(FILE), left, top, width, height
    )


def drawn() -> str:
    """The file: a path for all countries of a tint, in steps of the grid, light and dark."""
    left, top, width, height = (number // GRID for number in _box())
    paths: dict[int, list[str]] = {}
    for country, regions in _countries().items():
        tint = COUNTRY_TINT.get(country, sum(map(ord, country)) % len(TINTS))
        rings = outlines(ring for path in regions for ring in rings_of(path, GRID))
        paths.setdefault(tint, []).extend(path_of(ring) for ring in rings if len(ring) > 3)
    dark = "".join(f".r{tint}{{fill:{colour}}}" for tint, colour in enumerate(DARK[1:]))
    style = f"@media (prefers-color-scheme:dark){{g{{stroke:{DARK[0]}}}{dark}}}"
    land = "".join(
        f'<path class="r{tint}" fill="{TINTS[tint]}" d="{"".join(found)}"/>'
        for tint, found in sorted(paths.items())
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} {top} {width} {height}">'
        f'<style>{style}</style><g stroke="#ffffff" stroke-width="1">{land}</g></svg>\n'
    )


def outlines(rings: Iterable[list[Point]]) -> Iterator[list[Point]]:
    """The rings around regions that touch: a side that two of them share, once in each direction, goes."""
    sides: set[tuple[Point, Point]] = set()
    for ring in rings:
        for place, end in enumerate(ring):
            start = ring[place - 1]
            if (end, start) in sides:
                sides.discard((end, start))
            else:
                sides.add((start, end))
    ways: dict[Point, list[Point]] = {}
    for start, end in sorted(sides):
        ways.setdefault(start, []).append(end)
    while ways:
        yield _walked(ways)


def _walked(ways: dict[Point, list[Point]]) -> list[Point]:
    """Take one ring out of the sides that are left."""
    at = first = next(iter(ways))
    ring = []
    while at in ways:
        ring.append(at)
        ends = ways[at]
        following = ends.pop()
        if not ends:
            del ways[at]
        at = following
        if at == first:
            break
    return ring


def _countries() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for shape in shapes(LEVEL).values():
        found.setdefault(shape.code[:2], []).append(shape.path)
    return found


def _box() -> tuple[int, int, int, int]:
    """Left, top, width and height of all that is drawn, in whole steps of the grid."""
    west, north, east, south = around(
        corner for shape in shapes(LEVEL).values() for corner in (shape.box[:2], shape.box[2:])
    )
    left, top = west // GRID - 1, north // GRID - 1
    return left * GRID, top * GRID, (east // GRID + 2 - left) * GRID, (south // GRID + 2 - top) * GRID
