"""Outlines of European regions, ready to be drawn: read from polygons kept beside the code, projected once.

Regions are NUTS 2021: level 3 in Belgium, the Netherlands and northern France, level 2 elsewhere; levels 0
and 1 are put together from level 2. The projection is Lambert's azimuthal equal-area one around 52 N 10 E,
as is usual for statistics of Europe.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import cos, log2, radians, sin, sqrt

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

EARTH = 63_710  # radius in units of 100 m
LATITUDE, LONGITUDE = radians(52), radians(10)
SMALLEST = 1_600  # side of the smallest picture, in units of 100 m
# The mainland and its near islands: far ones would leave no room for the rest, and are named in the text.
SHOWN = (-25.0, 34.0, 45.0, 72.0)

FINENESS = 1.3  # of a point of the picture: what is nearer to each other is drawn in one place
RING = re.compile("M([^Z]+)Z")

# Neighbouring countries differ in tint, so that borders are seen without lines.
TINTS = ("#e9edf5", "#dde4ef", "#f2f4f9", "#e3e5ea")
COUNTRY_TINT = {"BE": 0, "NL": 1, "FR": 2, "DE": 3, "LU": 1, "CH": 0, "IT": 3, "ES": 0, "AT": 1, "DK": 0}

Box = tuple[int, int, int, int]
Point = tuple[int, int]


@dataclass(frozen=True)
class Shape:
    """A region: its name, the SVG path of its polygons, the box around them, the middle of the largest."""

    code: str
    name: str
    path: str
    box: Box
    middle: Point
    widest: int  # of the largest polygon, in units of 100 m

    def drawn(self, grid: int) -> str:
        """The path on a `grid`, counted in its steps: to be drawn under `scale(grid)`."""
        return _coarse(self.path, grid)


def project(longitude: float, latitude: float) -> Point:
    """Degrees to units of 100 m east and south of the centre."""
    phi, away = radians(latitude), radians(longitude) - LONGITUDE
    scale = EARTH * sqrt(2 / (1 + sin(LATITUDE) * sin(phi) + cos(LATITUDE) * cos(phi) * cos(away)))
    east = scale * cos(phi) * sin(away)
    north = scale * (cos(LATITUDE) * sin(phi) - sin(LATITUDE) * cos(phi) * cos(away))
    return round(east), -round(north)


@cache
def shapes(level: int) -> dict[str, Shape]:
    """The regions of a level from 0 to 3 by code, read and projected once for each process."""
    if level < 2:
        return _joined(level)
    content = json.loads((settings.BASE_DIR / "fixtures" / "geo" / f"nuts{level}.geojson").read_text())
    found = (_shape(feature) for feature in content["features"])
    return {shape.code: shape for shape in found if shape is not None}


def outline(code: str) -> Shape | None:
    """The shape of a region of any level; None where none is kept."""
    return shapes(len(code) - 2).get(code) if 2 <= len(code) <= 5 else None


def nearest(code: str) -> Shape | None:
    """The outline of a region, or of the smallest one around it that is kept."""
    found = (outline(code[:length]) for length in range(min(len(code), 5), 1, -1))
    return next((shape for shape in found if shape), None)


def _joined(level: int) -> dict[str, Shape]:
    """Countries (level 0) or parts of them (1): the regions of level 2 that lie in them, as one path."""
    parts: dict[str, list[Shape]] = {}
    for shape in shapes(2).values():
        parts.setdefault(shape.code[: level + 2], []).append(shape)
    return {code: _one(code, inner) for code, inner in sorted(parts.items())}


def _one(code: str, parts: Sequence[Shape]) -> Shape:
    box = around(corner for part in parts for corner in (part.box[:2], part.box[2:]))
    largest = max(parts, key=lambda part: (part.widest, part.code))
    centre = (box[0] + box[2]) // 2, (box[1] + box[3]) // 2
    near = min(parts, key=lambda part: (_apart(part.middle, centre), part.code))
    return Shape(code, code, "".join(part.path for part in parts), box, near.middle, largest.widest)


def _apart(one: Point, other: Point) -> int:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _shape(feature: Mapping[str, Mapping[str, object]]) -> Shape | None:
    geometry, properties = feature["geometry"], feature["properties"]
    polygons: list[list[list[list[float]]]] = geometry["coordinates"]  # type: ignore[assignment]
    if geometry["type"] == "Polygon":
        polygons = [polygons]  # type: ignore[list-item]
    rings = [ring for polygon in polygons for ring in polygon if all(_is_shown(*point) for point in ring)]
    if not rings:
        return None
    points = [[project(*point) for point in ring] for ring in rings]
    largest = max(points, key=lambda ring: abs(_doubled_area(ring)))
    box = around(largest)
    return Shape(
        code=str(properties["NUTS_ID"]),
        name=str(properties["NUTS_NAME"]),
        path="".join("M" + "L".join(f"{x} {y}" for x, y in ring[:-1]) + "Z" for ring in points),
        box=around(point for ring in points for point in ring),
        middle=_middle(largest),
        widest=box[2] - box[0],
    )


def _is_shown(longitude: float, latitude: float) -> bool:
    west, south, east, north = SHOWN
    return west <= longitude <= east and south <= latitude <= north


def _doubled_area(ring: Sequence[Point]) -> int:
    return sum(x * down - right * y for (x, y), (right, down) in pairwise(ring))


def _middle(ring: Sequence[Point]) -> Point:
    """The centre of gravity of a closed ring; of one without area the first point."""
    doubled = _doubled_area(ring)
    if not doubled:
        return ring[0]
    east = south = 0
    for (x, y), (right, down) in pairwise(ring):
        cross = x * down - right * y
        east, south = east + (x + right) * cross, south + (y + down) * cross
    return round(east / (3 * doubled)), round(south / (3 * doubled))


def around(points: Iterable[tuple[int, ...]]) -> Box:
    """The box around points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def grid_of(unit: float) -> int:
    """How far apart the lines of a grid are, in units of 100 m, in a picture whose points are `unit` wide.

    A power of two, so that pictures of many widths share a dozen grids, whose paths are kept.
    """
    return int(2 ** max(0, round(log2(max(unit, 0.1) * FINENESS))))


@lru_cache(maxsize=8192)
def _coarse(path: str, grid: int) -> str:
    """A path on a grid, written as steps from point to point.

    Neighbours lose the same points, so that no gap opens between them. Islands smaller than the grid go; of
    what has none larger, the first stays as a speck.
    """
    rings = rings_of(path, grid)
    large = [ring for ring in rings if len(ring) > 3] or rings[:1]
    return "".join(path_of(ring) for ring in large)


def rings_of(path: str, grid: int) -> list[list[Point]]:
    """The polygons of a path, in steps of a grid."""
    return [_on_grid(ring, grid) for ring in RING.findall(path)]


def _on_grid(ring: str, grid: int) -> list[Point]:
    points = [tuple(map(int, point.split())) for point in ring.split("L")]
    rounded = [(round(x / grid), round(y / grid)) for x, y in points]
    return [point for place, point in enumerate(rounded) if point != rounded[place - 1]] or rounded[:1]


def path_of(ring: Sequence[Point]) -> str:
    """A polygon as a path: its first point, then steps."""
    steps = ((right - x, down - y) for (x, y), (right, down) in pairwise(ring))
    words = (f"{x}{y}" if y < 0 else f"{x} {y}" for x, y in steps)
    (x, y) = ring[0]
    if len(ring) == 1:
        return f"M{x} {y}z"
    return f"M{x} {y}l{' '.join(words)}z".replace(" -", "-")


def view(boxes: Sequence[Box]) -> Box:
    """The boxes and a margin around them, in the proportion of 4 to 3."""
    west, north = min(box[0] for box in boxes), min(box[1] for box in boxes)
    east, south = max(box[2] for box in boxes), max(box[3] for box in boxes)
    width = max(SMALLEST, round((east - west) * 1.3), round((south - north) * 1.3 * 4 / 3))
    height = width * 3 // 4
    left, top = (west + east - width) // 2, (north + south - height) // 2
    return left, top, left + width, top + height


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share a place."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def plain(around: Iterable[Shape], unit: float) -> list[SafeString]:
    """Regions that are only there to show where the others lie: one path for all of a tint."""
    paths: dict[int, list[str]] = {}
    grid = grid_of(unit)
    for shape in around:
        country = shape.code[:2]
        tint = COUNTRY_TINT.get(country, sum(map(ord, country)) % len(TINTS))
        paths.setdefault(tint, []).append(shape.drawn(grid))
    return [
        format_html(
            '<path transform="scale({})" d="{}" class="region r{}" fill="{}" stroke="#ffffff"'
            ' stroke-width="{}"/>',
            *(grid, "".join(found), tint, TINTS[tint], f"{unit / grid:.2f}"),
        )
        for tint, found in paths.items()
    ]
