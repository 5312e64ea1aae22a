"""The fonts that browsers get: small, split by letters, and made once."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

from core import fonts
from core.fonts import print_font, web_font
from core.packaged import packaged_file

WHOLE = "fonts/source-sans-3.ttf"


def letters(path):
    with TTFont(path) as font:
        return set(font.getBestCmap())


def test_web_fonts_are_found_and_together_hold_every_letter_once():
    latin, rest = (Path(finders.find(f"fonts/source-sans-3-{part}.woff2")) for part in ("latin", "rest"))
    assert letters(latin) & letters(rest) == set()
    assert letters(latin) | letters(rest) == letters(packaged_file(WHOLE))
    assert set(map(ord, "€éçÿŁő…“”→−")) <= letters(latin)
    assert set(map(ord, "ΑωБъ")) <= letters(rest)


def test_the_latin_part_is_small():
    assert Path(finders.find("fonts/source-sans-3-latin.woff2")).stat().st_size < 70_000


def test_a_web_font_is_made_once_and_keeps_its_weights(tmp_path):
    source = packaged_file(WHOLE)
    made = web_font(source, "latin", tmp_path)
    before = made.stat()
    assert web_font(source, "latin", tmp_path) == made
    assert made.stat().st_mtime_ns == before.st_mtime_ns
    assert [one.name for one in tmp_path.iterdir()] == [made.name]
    with TTFont(made) as font:
        assert [(axis.axisTag, axis.minValue, axis.maxValue) for axis in font["fvar"].axes] == [
            ("wght", 200, 900)
        ]


def test_a_print_font_is_one_weight_with_every_letter_and_the_same_each_time(tmp_path):
    source = packaged_file(WHOLE)
    made = Path(finders.find("fonts/print-600.ttf"))
    with TTFont(made) as font:
        assert "fvar" not in font
        assert "gvar" not in font
        assert font["OS/2"].usWeightClass == 600
    assert letters(made) == letters(source)
    assert print_font(source, 600, tmp_path).read_bytes() == made.read_bytes()


def test_of_two_that_need_a_font_the_second_waits_for_the_first(tmp_path):
    written, made = [], tmp_path / "a.ttf"

    def write(target):
        written.append(target)
        time.sleep(0.2)
        Path(target).write_text("whole")

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _number: fonts._once(made, write), range(4)))
    assert found == [made] * 4
    assert (len(written), made.read_text()) == (1, "whole")
    assert list(tmp_path.iterdir()) == [made]


def test_every_packaged_name_is_there():
    for name in (*settings.PACKAGED_ASSETS, *settings.WEB_FONTS, *settings.PRINT_FONTS):
        assert finders.find(name), name
