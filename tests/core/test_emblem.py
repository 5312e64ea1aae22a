"""The emblem: as published, and the file is what the module draws."""

import re
from math import dist, isclose
from xml.etree import ElementTree

from django.conf import settings

from core.emblem import svg


def star_points():
    path = re.findall(r'fill="#FFCC00" d="([^"]+)"', svg())[0]
    return [
        [tuple(map(float, point.split())) for point in star.split("L")]
        for star in path.replace("M", "").split("Z")
        if star
    ]


def test_stored_file_is_what_the_module_draws():
    assert (settings.BASE_DIR / "static/img/emblem.svg").read_text() == svg() + "\n"


def test_emblem_is_three_by_two_in_the_official_colours():
    root = ElementTree.fromstring(svg("A & B"))  # noqa: S314 (our own text)
    assert root.get("viewBox") == "0 0 270 180"
    assert root[0].text == "A & B"
    assert [path.get("fill") for path in root[1:]] == ["#003399", "#FFCC00"]


def test_twelve_stars_stand_on_the_circle_with_one_point_up():
    stars = star_points()
    assert len(stars) == 12
    for star in stars:
        outer = star[::2]
        centre = (sum(x for x, _y in outer) / 5, sum(y for _x, y in outer) / 5)
        assert isclose(dist(centre, (135, 90)), 60, abs_tol=0.02)
        assert all(isclose(dist(centre, point), 10, abs_tol=0.02) for point in outer)
        top = min(outer, key=lambda point: point[1])
        assert isclose(top[0], centre[0], abs_tol=0.02)
