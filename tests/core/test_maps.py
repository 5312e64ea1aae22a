"""Maps: the right regions in the right role, the credit, the words for those who do not see it."""

import re
import xml.etree.ElementTree as ET
from math import hypot

import pytest

from core.maps import area, regions
from core.shapes import project, shapes

BOX = re.compile(r'viewBox="(-?\d+) (-?\d+) (\d+) (\d+)"')


def box(figure):
    return tuple(int(number) for number in BOX.search(figure).groups())


def marked_as(role, figure):
    """The polygons of a role."""
    return re.findall(r"M[^M]+", re.search(rf'd="([^"]+)" class="{role}"', figure)[1])


def test_project_keeps_distances_near_the_centre():
    assert project(10, 52) == (0, 0)
    brussels, lille = project(4.35, 50.85), project(3.06, 50.63)
    assert hypot(brussels[0] - lille[0], brussels[1] - lille[1]) == pytest.approx(940, abs=15)


@pytest.mark.parametrize(
    ("level", "code", "name"), [(2, "BE25", "West-Vlaanderen"), (3, "FRE12", "Pas-de-Calais")]
)
def test_shapes_hold_the_regions(level, code, name):
    assert name in shapes(level)[code].name


def test_regions_tell_lead_from_partner():
    figure = regions({"BE251": "lead", "FRE12": "partner"}, title="Where & who")
    assert figure.count('class="lead"') == 1
    assert figure.count('class="partner"') == 1
    assert "<title>Where &amp; who</title>" in figure
    assert "<desc>Lead partner: Arr. Brugge; Partners: Pas-de-Calais</desc>" in figure
    assert "© EuroGeographics for the administrative boundaries" in figure
    assert " style=" not in figure


def test_lead_wins_in_a_shared_region():
    figure = regions({"BE251": "lead", "BE25": "partner"}, title="T")
    assert len(marked_as("lead", figure)) == 1
    assert len(marked_as("partner", figure)) == 7


def test_view_zooms_to_the_marked_regions():
    near = box(regions({"BE251": "lead"}, title="T"))
    wide = box(regions({"BE251": "lead", "FI1B": "partner"}, title="T"))
    assert near[2] < wide[2]
    for left, top, width, height in (near, wide):
        assert height == width * 3 // 4
        west, north, east, south = shapes(3)["BE251"].box
        assert left <= west
        assert top <= north
        assert left + width >= east
        assert top + height >= south


def test_a_region_without_detail_turns_the_whole_map_to_level_2():
    figure = regions({"BE251": "lead", "PL213": "partner"}, title="T")
    assert "Prov. West-Vlaanderen" in figure
    assert "Małopolskie" in figure


@pytest.mark.parametrize(
    "marked", [{}, {"": "lead"}, {"XX999": "lead"}, {"FRY10": "partner"}, {"<b>": "lead"}]
)
def test_nothing_known_gives_no_map(marked):
    assert regions(marked, title="T") == ""


def test_two_maps_on_a_page_have_their_own_hatches():
    one = re.search(r'id="(hatch-\w+)"', regions({"BE251": "partner"}, title="T"))[1]
    other = re.search(r'id="(hatch-\w+)"', regions({"BE252": "partner"}, title="T"))[1]
    assert one != other


def test_area_names_few_regions_and_counts_many():
    few = area(["BE251", "FRE12"], title="Area")
    assert len(marked_as("partner", few)) >= 2
    assert "<desc>In the area: Arr. Brugge, Pas-de-Calais</desc>" in few
    codes = list(shapes(2))[:80]
    assert "<desc>In the area: 80 regions</desc>" in area(codes, title="Area")


def test_area_of_unknown_regions_is_empty():
    assert area([], title="Area") == ""
    assert area(["XX999"], title="Area") == ""


def test_lines_go_from_the_lead_to_each_region_of_a_partner():
    figure = regions({"BE251": "lead", "FRE12": "partner", "BE254": "partner"}, title="T")
    ways = re.search(r'<path id="(ways-[0-9a-f]+)" fill="none" d="([^"]+)"', figure)
    assert ways[2].count("M") == 2
    assert figure.count(f'<use href="#{ways[1]}"') == 2
    assert figure.count("<circle ") == 2
    assert figure.count('class="way-start"') == 1
    ET.fromstring(figure)  # noqa: S314 - of our own making


@pytest.mark.parametrize("marked", [{"FRE12": "partner", "BE254": "partner"}, {"BE251": "lead"}])
def test_without_a_lead_or_other_partners_there_are_no_lines(marked):
    assert 'class="way' not in regions(marked, title="T")
