"""Maps of marked regions as SVG, drawn on the server: a project's lead and partners, a programme's area.

No tiles, no third party. `core/shapes.py` has the outlines, `core/shaded.py` maps of figures.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from math import hypot

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import land
from core.shapes import Box, Point, Shape, grid_of, nearest, overlap, plain, shapes
from core.shapes import view as view_of
from core.texts import colon

LEAD, PARTNER = "lead", "partner"
MOST_NAMED = 60  # regions in the words below a map of an area


def regions(marked: Mapping[str, str], *, title: str, is_on_paper: bool = True) -> SafeString:
    """A figure with the regions of `marked` (NUTS code of any level: "lead" or "partner") and what is around.

    A lead's region is filled, a partner's is hatched, so that they differ in grey print; lines go from the
    lead (a square) to its partners (rings). A legend and the credit for the boundaries stand below. Codes
    that are unknown or far away are left out; with none left the answer is empty, and the page's table says
    where the partners are. On a screen what lies around is a picture that all pages share (core/land.py).
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
    named = [part for part in parts if part[2]]
    return _drawn(layer, roles, named, title, _ways(marked), is_on_paper)


def _ways(marked: Mapping[str, str]) -> list[tuple[Point, Point]]:
    """From the middle of the lead's region to that of each partner's; none when no lead is known."""
    middles: dict[str, list[Point]] = {LEAD: [], PARTNER: []}
    for code, role in marked.items():
        shape = nearest(code)
        if shape and shape.middle not in middles[role]:
            middles[role].append(shape.middle)
    return [(start, end) for start in middles[LEAD][:1] for end in middles[PARTNER] if end != start]


def _drawn(
    layer: Mapping[str, Shape],
    roles: Mapping[str, str],
    parts: list[tuple[str, str, str]],
    title: str,
    ways: Iterable[tuple[Point, Point]] = (),
    is_on_paper: bool = True,
) -> SafeString:
    """The regions, the `ways` over them, what lies around; `parts`: label, role and words of the legend."""
    view = view_of([layer[code].box for code in roles])
    unit = (view[2] - view[0]) / 400
    mark = hashlib.sha256(repr(sorted(roles.items())).encode()).hexdigest()[:8]
    level = 3 if layer is shapes(3) else 2
    drawn = plain(_around(layer, roles, view), unit) if is_on_paper else [land.image(level)]
    for role in (PARTNER, LEAD):
        held = [layer[code] for code, given in roles.items() if given == role]
        if held:
            drawn.append(_marked(held, role, mark, unit))
    drawn += _lines(list(ways), unit)
    return _figure(view, _hatch(mark, unit / grid_of(unit)), drawn, title, parts, is_on_paper)


def _around(layer: Mapping[str, Shape], roles: Mapping[str, str], view: Box) -> list[Shape]:
    """The regions that are not marked, as far as they are seen."""
    found = [shape for shape in layer.values() if shape.code not in roles and overlap(shape.box, view)]
    if layer is shapes(3):  # around them lie regions of which only level 2 is kept
        divided = {code[:4] for code in layer}
        found += [
            shape for shape in shapes(2).values() if shape.code not in divided and overlap(shape.box, view)
        ]
    return found


def area(codes: Iterable[str], *, title: str, label: str = "") -> SafeString:
    """A figure with regions of one kind, as a programme's area; empty when none of them is known.

    The page lists the regions: the words below the map only count them when they are many.
    """
    marked = dict.fromkeys(codes, PARTNER)
    roles = _roles(marked)
    if not roles:
        return SafeString("")
    layer = shapes(_level(marked))
    names = sorted({layer[code].name for code in roles})
    told = ", ".join(names) if len(names) <= MOST_NAMED else _("%(count)d regions") % {"count": len(names)}
    return _drawn(layer, roles, [(label or _("In the area"), PARTNER, told)], title)


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


def _figure(
    view: Box,
    hatch: SafeString,
    drawn: Iterable[SafeString],
    title: str,
    held: list[tuple[str, str, str]],
    is_on_paper: bool,
) -> SafeString:
    """A PDF needs the words inside the picture; on a page the caption below has them, and is read out too."""
    left, top, right, bottom = view
    summary = "; ".join(f"{label}{colon()} {named}" for label, _role, named in held) if is_on_paper else ""
    return format_html(
        '<figure class="chart map"><svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="{} {} {} {}">'
        "<title>{}</title>{}{}{}</svg><figcaption>{} {}</figcaption></figure>",
        *(left, top, right - left, bottom - top, title),
        format_html("<desc>{}</desc>", summary) if summary else "",
        hatch,
        format_html_join("", "{}", ((piece,) for piece in drawn)),
        format_html_join(
            " ",
            '<span class="key key-{}"></span><strong>{}{}</strong> {}.',
            ((role, label, colon(), named) for label, role, named in held),
        ),
        credit(),
    )


def credit() -> SafeString:
    """The words that stand below every map."""
    return format_html(
        '<span class="source">{}</span>', _("© EuroGeographics for the administrative boundaries")
    )


def _lines(ways: list[tuple[Point, Point]], unit: float) -> list[SafeString]:
    """Bent lines, each over a light one that lifts it off the map; then the marks at their ends."""
    if not ways:
        return []
    bent = "".join(_bent(start, end) for start, end in ways)
    mark = f"ways-{hashlib.sha256(bent.encode()).hexdigest()[:8]}"
    drawn = [format_html('<defs><path id="{}" fill="none" d="{}"/></defs>', mark, bent)]
    drawn += [
        format_html(
            '<use href="#{}" class="{}" stroke="{}" stroke-width="{}"/>',
            *(mark, kind, colour, f"{unit * width:.1f}"),
        )
        for kind, colour, width in (("way-under", "#ffffff", 4), ("way", "#141d33", 1.6))
    ]
    radius = f"{unit * 3.4:.1f}"
    rings = format_html_join("", '<circle cx="{}" cy="{}" r="{}"/>', ((*end, radius) for _start, end in ways))
    drawn.append(
        format_html(
            '<g class="way-end" fill="#ffffff" stroke="#141d33" stroke-width="{}">{}</g>',
            *(f"{unit * 1.8:.1f}", rings),
        )
    )
    (east, south), side = ways[0][0], unit * 9
    drawn.append(
        format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" class="way-start" fill="#ffcc00" stroke="#141d33"'
            ' stroke-width="{}"/>',
            *(f"{east - side / 2:.1f}", f"{south - side / 2:.1f}", f"{side:.1f}", f"{side:.1f}"),
            f"{unit * 1.8:.1f}",
        )
    )
    return drawn


def _bent(start: Point, end: Point) -> str:
    """A path that leaves the straight line by an eighth of its length: crossing ones can be told apart."""
    (left, top), (right, bottom) = start, end
    length = hypot(right - left, bottom - top)
    east = (left + right) / 2 + (bottom - top) / 8
    south = (top + bottom) / 2 - (right - left) / 8
    return f"M{left} {top}Q{east:.0f} {south:.0f} {right} {bottom}" if length else f"M{left} {top}"


def _hatch(mark: str, unit: float) -> SafeString:
    """Diagonal lines; the id holds a digest, so that several maps can stand on one page."""
    side = f"{unit * 7:.2f}"
    return format_html(
        '<defs><pattern id="hatch-{0}" patternUnits="userSpaceOnUse" width="{1}" height="{1}">'
        '<rect width="{1}" height="{1}" class="partner-ground" fill="#dbe5fb"/>'
        '<path d="M0 {1}L{1} 0" class="partner-line" stroke="#003399" stroke-width="{2}"/></pattern></defs>',
        *(mark, side, f"{unit * 1.4:.2f}"),
    )


def _marked(held: Iterable[Shape], role: str, mark: str, unit: float) -> SafeString:
    """All regions of a role as one path."""
    grid = grid_of(unit)
    fill, edge = ("#003399", "#001f5c") if role == LEAD else (f"url(#hatch-{mark})", "#003399")
    return format_html(
        '<path transform="scale({})" d="{}" class="{}" fill="{}" stroke="{}" stroke-width="{}"/>',
        *(grid, "".join(shape.drawn(grid) for shape in held), role, fill, edge, f"{unit / grid * 1.4:.2f}"),
    )
