"""The land that maps of pages lie on, as a picture for each level: browsers fetch it once and keep it.

`manage.py draw_land` writes the file from the polygons; maps on paper draw what they need themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.shapes import COUNTRY_TINT, TINTS, Point, around, path_of, rings_of, shapes

# By the level of the regions that a map marks. Of level 3 the neighbours of the marked ones are told apart.
FILES = {2: "img/land-2.svg", 3: "img/land-3.svg"}
GRIDS = {2: 16, 3: 8}  # in units of 100 m: fine enough for a map of one country, and of one province
# As --paper and --land-0 to --land-3 in tokens.css: pictures don't see the variables of a page.
DARK = ("#0e1526", "#28334e", "#313d5b", "#222c45", "#2c3446")


def image(level: int) -> SafeString:
    """The picture, in the place that it takes on a map."""
    left, top, width, height = _box(GRIDS[level])
    return format_html(
        '<image href="{}" x="{}" y="{}" width="{}" height="{}"/>',
        *(static(FILES[level]), left, top, width, height),
    )


def drawn(level: int) -> str:
    """The file: a path for all land of a tint, in steps of the grid, light and dark."""
    grid = GRIDS[level]
    left, top, width, height = (number // grid for number in _box(grid))
    paths: dict[int, list[str]] = {}
    for country, rings in [*_countries(level), *_regions(level)]:
        tint = COUNTRY_TINT.get(country, sum(map(ord, country)) % len(TINTS))
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


def _countries(level: int) -> Iterator[tuple[str, list[list[Point]]]]:
    """The outline of each country, without the parts whose regions of level 3 are drawn."""
    divided = {code[:4] for code in shapes(3)} if level == 3 else set()
    parts: dict[str, list[list[Point]]] = {}
    for shape in shapes(2).values():
        if shape.code not in divided:
            parts.setdefault(shape.code[:2], []).extend(rings_of(shape.path, GRIDS[level]))
    for country, rings in parts.items():
        yield country, list(outlines(rings))


def _regions(level: int) -> Iterator[tuple[str, list[list[Point]]]]:
    for shape in shapes(3).values() if level == 3 else ():
        yield shape.code[:2], rings_of(shape.path, GRIDS[level])


def _box(grid: int) -> tuple[int, int, int, int]:
    """Left, top, width and height of all that is drawn, in whole steps of the grid."""
    west, north, east, south = around(
        corner for shape in shapes(2).values() for corner in (shape.box[:2], shape.box[2:])
    )
    left, top = west // grid - 1, north // grid - 1
    return left * grid, top * grid, (east // grid + 2 - left) * grid, (south // grid + 2 - top) * grid
