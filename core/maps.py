"""Maps of regions as SVG, drawn on the server from polygons kept beside the code; no tiles, no third party.

Regions are NUTS 2021: level 3 in Belgium, the Netherlands and northern France, level 2 elsewhere. The
projection is Lambert's azimuthal equal-area one around 52 N 10 E, as is usual for statistics of Europe.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import cos, radians, sin, sqrt

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.texts import colon

LEAD, PARTNER = "lead", "partner"
MOST_NAMED = 60  # regions in the words below a map of an area
EARTH = 63_710  # radius in units of 100 m
LATITUDE, LONGITUDE = radians(52), radians(10)
SMALLEST = 1_600  # side of the smallest picture, in units of 100 m
# The mainland and its near islands: far ones would leave no room for the rest, and are named in the text.
SHOWN = (-25.0, 34.0, 45.0, 72.0)

# Neighbouring countries differ in tint, so that borders are seen without lines.
TINTS = ("#e9edf5", "#dde4ef", "#f2f4f9", "#e3e5ea")
COUNTRY_TINT = {"BE": 0, "NL": 1, "FR": 2, "DE": 3, "LU": 1, "CH": 0, "IT": 3, "ES": 0, "AT": 1, "DK": 0}

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Shape:
    """A region: its name, the SVG path of its polygons, and the box around them."""

    code: str
    name: str
    path: str
    box: Box


def project(longitude: float, latitude: float) -> tuple[int, int]:
    """Degrees to units of 100 m east and south of the centre."""
    phi, away = radians(latitude), radians(longitude) - LONGITUDE
    scale = EARTH * sqrt(2 / (1 + sin(LATITUDE) * sin(phi) + cos(LATITUDE) * cos(phi) * cos(away)))
    east = scale * cos(phi) * sin(away)
    north = scale * (cos(LATITUDE) * sin(phi) - sin(LATITUDE) * cos(phi) * cos(away))
    return round(east), -round(north)


@cache
def shapes(level: int) -> dict[str, Shape]:
    """The regions of level 2 or 3 by code, read and projected once for each process."""
    content = json.loads((settings.BASE_DIR / "fixtures" / "geo" / f"nuts{level}.geojson").read_text())
    found = (_shape(feature) for feature in content["features"])
    return {shape.code: shape for shape in found if shape is not None}


def _shape(feature: Mapping[str, Mapping[str, object]]) -> Shape | None:
    geometry, properties = feature["geometry"], feature["properties"]
    polygons: list[list[list[list[float]]]] = geometry["coordinates"]  # type: ignore[assignment]
    if geometry["type"] == "Polygon":
        polygons = [polygons]  # type: ignore[list-item]
    rings = [ring for polygon in polygons for ring in polygon if all(_is_shown(*point) for point in ring)]
    if not rings:
        return None
    points = [[project(*point) for point in ring] for ring in rings]
    path = "".join("M" + "L".join(f"{x} {y}" for x, y in ring[:-1]) + "Z" for ring in points)
    return Shape(
        code=str(properties["NUTS_ID"]),
        name=str(properties["NUTS_NAME"]),
        path=path,
        box=_around(point for ring in points for point in ring),
    )


def _is_shown(longitude: float, latitude: float) -> bool:
    west, south, east, north = SHOWN
    return west <= longitude <= east and south <= latitude <= north


def _around(points: Iterable[tuple[int, int]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def regions(marked: Mapping[str, str], *, title: str) -> SafeString:
    """A figure with the regions of `marked` (NUTS code of any level: "lead" or "partner") and what is around.

    A lead's region is filled, a partner's is hatched, so that they differ in grey print; a legend and the
    credit for the boundaries stand below. Codes that are unknown or far away are left out; with none left the
    answer is empty, and the page's table says where the partners are.
    """
    roles = _roles(marked)
    if not roles:
        return SafeString("")
    layer = shapes(_level(marked))
    names = {
        role: ", ".join(sorted({layer[code].name for code, held in roles.items() if held == role}))
        for role in (LEAD, PARTNER)
    }
    parts = [(_("Lead partner"), LEAD, names[LEAD]), (_("Partners"), PARTNER, names[PARTNER])]
    return _drawn(layer, roles, [part for part in parts if part[2]], title)


def _drawn(
    layer: Mapping[str, Shape], roles: Mapping[str, str], parts: list[tuple[str, str, str]], title: str
) -> SafeString:
    """The regions and what lies around them; `parts` are label, role and words of the legend."""
    view = _view([layer[code].box for code in roles])
    background = [shape for shape in layer.values() if shape.code not in roles and _overlap(shape.box, view)]
    if layer is shapes(3):  # around them lie regions of which only level 2 is kept
        divided = {code[:4] for code in layer}
        background += [
            shape for shape in shapes(2).values() if shape.code not in divided and _overlap(shape.box, view)
        ]
    return _figure(layer, roles, background, view, title, parts)


def area(codes: Iterable[str], *, title: str) -> SafeString:
    """A figure with the regions of a programme's area; empty when none of them is known.

    The page lists the regions: the words below the map only count them when they are many.
    """
    marked = dict.fromkeys(codes, PARTNER)
    roles = _roles(marked)
    if not roles:
        return SafeString("")
    layer = shapes(_level(marked))
    names = sorted({layer[code].name for code in roles})
    told = ", ".join(names) if len(names) <= MOST_NAMED else _("%(count)d regions") % {"count": len(names)}
    return _drawn(layer, roles, [(_("In the area"), PARTNER, told)], title)


def _level(marked: Mapping[str, str]) -> int:
    """Level 3 when every region lies where we have level 3, otherwise level 2."""
    detailed = shapes(3)
    return 3 if all(any(code.startswith(one) for code in detailed) for one in marked if one) else 2


def _roles(marked: Mapping[str, str]) -> dict[str, str]:
    """Role by the code of a shape; a lead wins over a partner in the same region."""
    layer, roles = shapes(_level(marked)), dict[str, str]()
    for code, role in marked.items():
        wanted = code if _level(marked) == 3 else code[:4]
        for known in layer:
            if wanted and known.startswith(wanted) and roles.get(known) != LEAD:
                roles[known] = role
    return roles


def _view(boxes: list[Box]) -> Box:
    """The boxes and a margin around them, in the proportion of 4 to 3."""
    west, north = min(box[0] for box in boxes), min(box[1] for box in boxes)
    east, south = max(box[2] for box in boxes), max(box[3] for box in boxes)
    width = max(SMALLEST, round((east - west) * 1.3), round((south - north) * 1.3 * 4 / 3))
    height = width * 3 // 4
    left, top = (west + east - width) // 2, (north + south - height) // 2
    return left, top, left + width, top + height


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _figure(
    layer: Mapping[str, Shape],
    roles: Mapping[str, str],
    background: list[Shape],
    view: Box,
    title: str,
    held: list[tuple[str, str, str]],
) -> SafeString:
    left, top, right, bottom = view
    unit = (right - left) / 400
    mark = hashlib.sha256(repr(sorted(roles.items())).encode()).hexdigest()[:8]
    summary = "; ".join(f"{label}{colon()} {named}" for label, _role, named in held)
    return format_html(
        '<figure class="chart map"><svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="{} {} {} {}">'
        "<title>{}</title><desc>{}</desc>{}{}{}</svg><figcaption>{} {}</figcaption></figure>",
        *(left, top, right - left, bottom - top, title, summary, _hatch(mark, unit)),
        format_html_join("", "{}", ((_plain(shape, unit),) for shape in background)),
        format_html_join(
            "", "{}", ((_marked(layer[code], role, mark, unit),) for code, role in roles.items())
        ),
        format_html_join(
            " ",
            '<span class="key key-{}"></span><strong>{}:</strong> {}.',
            ((r, la, na) for la, r, na in held),
        ),
        format_html(
            '<span class="source">{}</span>', _("© EuroGeographics for the administrative boundaries")
        ),
    )


def _plain(shape: Shape, unit: float) -> SafeString:
    country = shape.code[:2]
    tint = COUNTRY_TINT.get(country, sum(map(ord, country)) % len(TINTS))
    return format_html(
        '<path d="{}" class="region r{}" fill="{}" stroke="#ffffff" stroke-width="{}"/>',
        *(shape.path, tint, TINTS[tint], f"{unit:.1f}"),
    )


def _hatch(mark: str, unit: float) -> SafeString:
    """Diagonal lines; the id holds a digest, so that several maps can stand on one page."""
    side = f"{unit * 7:.1f}"
    return format_html(
        '<defs><pattern id="hatch-{0}" patternUnits="userSpaceOnUse" width="{1}" height="{1}">'
        '<rect width="{1}" height="{1}" class="partner-ground" fill="#dbe5fb"/>'
        '<path d="M0 {1}L{1} 0" class="partner-line" stroke="#003399" stroke-width="{2}"/></pattern></defs>',
        *(mark, side, f"{unit * 1.4:.1f}"),
    )


def _marked(shape: Shape, role: str, mark: str, unit: float) -> SafeString:
    if role == LEAD:
        return format_html(
            '<path d="{}" class="lead" fill="#003399" stroke="#001f5c" stroke-width="{}"/>',
            shape.path,
            f"{unit * 1.4:.1f}",
        )
    return format_html(
        '<path d="{}" class="partner" fill="url(#hatch-{})" stroke="#003399" stroke-width="{}"/>',
        shape.path,
        mark,
        f"{unit * 1.4:.1f}",
    )
