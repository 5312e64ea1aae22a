"""Shaded maps: every value in a class, regions as links with their figures, nothing by colour alone."""

import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest

from core.shaded import Area, Class, classes, shaded, step_of
from core.shapes import nearest, outline, shapes

SVG = "{http://www.w3.org/2000/svg}"


def read(figure):
    return ET.fromstring(figure)  # noqa: S314 - of our own making


def area(code, value, label="", url=""):
    return Area(code, label or code, value, f"{value} projects", url)


def drawn(areas, **more):
    return shaded(areas, title=more.pop("title", "Projects"), write=lambda value: f"{value:f}", **more)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], []),
        ([0, None], []),
        ([3], [(3, 3)]),
        ([1, 1, 1, 2], [(1, 1), (2, 2)]),
        ([1, 2, 3, 4, 5], [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]),
        ([5, 1, 9, 2, 7, 8, 3], [(1, 2), (3, 5), (7, 7), (8, 8), (9, 9)]),
    ],
)
def test_classes_hold_every_value_once(values, expected):
    found = classes(values)
    assert [(step.first, step.last) for step in found] == expected
    assert [step.number for step in found] == list(range(1, len(found) + 1))


def test_step_of_nothing_is_none():
    steps = [Class(1, Decimal(1), Decimal(4))]
    assert step_of(4, steps) == steps[0]
    assert step_of(0, steps) is None
    assert step_of(None, steps) is None


def test_regions_are_links_with_names_and_figures_in_the_order_given():
    figure = drawn([area("BE25", 3, "West", "?area=BE25&x=1"), area("BE10", 7, "Brussels", "?area=BE10")])
    links = [(link.get("href"), link.get("aria-label")) for link in read(figure).iter(f"{SVG}a")]
    assert links == [("?area=BE25&x=1", "West: 3 projects"), ("?area=BE10", "Brussels: 7 projects")]


def test_legend_tells_the_figures_of_each_class_and_what_is_missing():
    figure = drawn([area("BE25", 3), area("BE10", 7), area("NL41", 0), area("FRE1", None)])
    legend = [" ".join(item.itertext()).split() for item in read(figure).iter("li")]
    assert legend == [["1", "3"], ["2", "7"], ["none"], ["not", "published"]]
    assert 'class="zero"' in figure
    assert 'class="none"' in figure


def test_hostile_words_are_escaped():
    figure = drawn([area("BE25", 3, '<script>"x', '"><script>')], title="<b>")
    assert "<script>" not in figure
    read(figure)


@pytest.mark.parametrize("code", ["", "X", "XX", "BE25123", "<b>", "\x00", "be25"])
def test_codes_without_an_outline_are_left_to_the_table(code):
    assert drawn([area(code, 3)]) == ""
    assert drawn([area(code, 3), area("BE25", 1)], within=code).count('class="q') == 1


def test_countries_are_their_regions_together():
    belgium = outline("BE")
    assert belgium.box == (
        min(shape.box[0] for code, shape in shapes(2).items() if code.startswith("BE")),
        min(shape.box[1] for code, shape in shapes(2).items() if code.startswith("BE")),
        max(shape.box[2] for code, shape in shapes(2).items() if code.startswith("BE")),
        max(shape.box[3] for code, shape in shapes(2).items() if code.startswith("BE")),
    )
    assert nearest("DE111") == outline("DE11")


def test_the_whole_of_europe_by_nuts_2_stays_light():
    areas = [area(code, number) for number, code in enumerate(shapes(2))]
    assert len(drawn(areas).encode()) < 150_000
