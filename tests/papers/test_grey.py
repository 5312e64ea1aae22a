"""Print without colours: every text stands out from its ground in grey, and no mark is a colour alone."""

import re
from pathlib import Path

import pytest
from django.conf import settings

LEAST = 4.5  # WCAG 2.2, 1.4.3
STYLES = [
    path
    for folder in settings.STATICFILES_DIRS
    for path in sorted([*Path(folder).glob("css/pdf.css"), *Path(folder).glob("css/print/*.css")])
]
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COLOUR = re.compile(r"(?<![-\w])color:\s*(#[0-9a-fA-F]{3,6})")
GROUND = re.compile(r"(?:background(?:-color)?|--soft):\s*(#[0-9a-fA-F]{3,6})")
BRAND = re.compile(r"--brand:\s*(#[0-9a-fA-F]{3,6})")
WHITE = "#ffffff"


def grey(colour: str) -> float:
    """How light a colour is once it is grey, 0 to 1: what contrast is reckoned from."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((grey(one), grey(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def style() -> str:
    return re.sub(r"/\*.*?\*/", "", "\n".join(path.read_text() for path in STYLES), flags=re.DOTALL)


def test_every_text_stands_out_from_white_and_from_soft_grounds() -> None:
    sheet = style()
    inks = set(COLOUR.findall(sheet)) | set(BRAND.findall(sheet))
    light_inks = {ink for ink in inks if grey(ink) > 0.7}  # written on dark grounds
    grounds = {WHITE, *(ground for ground in GROUND.findall(sheet) if grey(ground) > 0.7)}
    dark_grounds = {ground for ground in GROUND.findall(sheet) if grey(ground) < 0.3} | set(
        BRAND.findall(sheet)
    )
    weak = {(ink, ground) for ink in inks - light_inks for ground in grounds if contrast(ink, ground) < LEAST}
    weak |= {(ink, ground) for ink in light_inks for ground in dark_grounds if contrast(ink, ground) < LEAST}
    assert len(inks) > 5
    assert weak == set()


@pytest.mark.parametrize("mark", ["ins", "del"])
def test_changes_are_marked_by_lines_as_well(mark: str) -> None:
    rules = [body for names, body in RULE.findall(style()) if mark in re.split(r"[\s,]+", names.strip())]
    assert any("text-decoration" in body for body in rules)
