"""The picture of the countries is the one that the polygons give, and maps of pages lie on it."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.conf import settings

from core import land
from core.maps import regions

SQUARE = [(0, 0), (0, 2), (2, 2), (2, 0)]
BESIDE = [(2, 0), (2, 2), (4, 2), (4, 0)]


@pytest.mark.parametrize("level", land.FILES)
def test_file_is_what_the_polygons_give(level):
    """`manage.py draw_land` writes it anew."""
    file = settings.BASE_DIR / "static" / land.FILES[level]
    assert file.read_text(encoding="utf-8") == land.drawn(level)


@pytest.mark.parametrize(("level", "most"), [(2, 12_000), (3, 18_000)])
def test_picture_is_light_and_says_its_place(level, most):
    drawn, grid = land.drawn(level), land.GRIDS[level]
    ET.fromstring(drawn)  # noqa: S314 - of our own making
    assert len(drawn) < most
    box = [int(number) // grid for number in re.findall(r'="(-?\d+)"', land.image(level))]
    assert f'viewBox="{box[0]} {box[1]} {box[2]} {box[3]}"' in drawn


def test_regions_that_touch_have_one_outline():
    (ring,) = land.outlines([SQUARE, BESIDE])
    assert sorted(ring) == [(0, 0), (0, 2), (2, 0), (2, 2), (4, 0), (4, 2)]


def test_regions_apart_keep_theirs():
    far = [(x + 9, y) for x, y in SQUARE]
    assert sorted(sorted(ring) for ring in land.outlines([SQUARE, far])) == [sorted(SQUARE), sorted(far)]


def test_hole_that_a_region_fills_is_gone():
    hole = [(1, 1), (2, 1), (2, 2), (1, 2)]
    outer = [(0, 0), (0, 3), (3, 3), (3, 0)]
    assert [sorted(ring) for ring in land.outlines([outer, hole, hole[::-1]])] == [sorted(outer)]


def test_map_of_a_page_is_drawn_on_the_shared_picture_and_one_on_paper_is_whole():
    marked = {"BE251": "lead", "PL213": "partner"}
    page, paper = regions(marked, title="T", is_on_paper=False), regions(marked, title="T")
    assert page.count("<image ") == 1
    assert 'class="region' not in page
    assert "<image " not in paper
    assert 'class="region' in paper
    assert len(page) < 4_000
    near = regions({"BE251": "lead"}, title="T", is_on_paper=False)
    assert "img/land-2" in page
    assert "img/land-3" in near
