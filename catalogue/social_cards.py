"""The picture that stands for a project where its address is shared: drawn here, kept for a while, bounded.

A card depends on its words and on this module alone; the same words give the same file. The keeper holds a
few thousand files and drops others. Drawing one takes some hundredths of a second, and only so many are
drawn in a minute by one process: a crawler that wants them all gets 503 and is told when to come back.
"""

from __future__ import annotations

import hashlib
import io
import time
from collections import deque
from dataclasses import astuple, dataclass
from functools import cache
from threading import Lock

from django.contrib.staticfiles import finders
from django.core.cache import caches
from PIL import Image, ImageDraw, ImageFont

from core import emblem

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
EDITION = 1  # raise it when the drawing changes
KEPT = 30 * 24 * 3600  # seconds
DRAWN_A_MINUTE = 120  # by one process
INK, PAPER, SOFT = "#0a1f5c", "#ffffff", "#c9d6ff"
BRANDS = {"FWVL": "#6cc4a8", "VLNED": "#f2a35e", "IE": "#b592dc"}  # as --accent in tokens.css

_drawn: deque[float] = deque()
_lock = Lock()


class TooManyCards(Exception):
    """This process has drawn enough for now."""


@dataclass(frozen=True)
class Card:
    """The words of a card. `programme_code` decides the colour."""

    name: str
    title: str
    programme: str
    programme_code: str
    facts: str
    statement: str

    @property
    def key(self) -> str:
        """Known by all that shapes the picture."""
        words = "\x1f".join((str(EDITION), *astuple(self)))
        return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:32]


@dataclass(frozen=True)
class Style:
    """How words are written: height in pixels, weight from 200 to 900, colour."""

    size: int
    weight: int
    fill: str


def picture(card: Card) -> bytes:
    """The card as PNG, from the keeper or drawn now. Raises TooManyCards."""
    keeper = caches["pictures"]
    kept = keeper.get(card.key)
    if kept is None:
        _take_turn()
        kept = draw(card)
        keeper.set(card.key, kept, KEPT)
    return bytes(kept)


def draw(card: Card) -> bytes:
    """The picture itself."""
    image = Image.new("RGB", (WIDTH, HEIGHT), INK)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, HEIGHT - 16, WIDTH, HEIGHT), fill=BRANDS.get(card.programme_code, emblem.YELLOW))
    _write(pen, (MARGIN, 64), card.programme, Style(32, 600, SOFT), lines=1)
    below = _write(pen, (MARGIN, 122), card.name, Style(84, 700, PAPER), lines=2)
    _write(pen, (MARGIN, below + 16), card.title, Style(40, 400, PAPER), lines=3 if below < 300 else 2)
    _draw_emblem(image, (MARGIN, HEIGHT - 128))
    beside = MARGIN + 152
    _write(pen, (beside, HEIGHT - 130), card.facts, Style(32, 600, PAPER), lines=1)
    _write(pen, (beside, HEIGHT - 86), card.statement, Style(28, 400, SOFT), lines=1)
    file = io.BytesIO()
    image.quantize(96).save(file, "PNG", optimize=True)
    return file.getvalue()


def _take_turn() -> None:
    now = time.monotonic()
    with _lock:
        while _drawn and _drawn[0] < now - 60:
            _drawn.popleft()
        if len(_drawn) >= DRAWN_A_MINUTE:
            raise TooManyCards
        _drawn.append(now)


def _write(pen: ImageDraw.ImageDraw, at: tuple[int, int], text: str, style: Style, *, lines: int) -> int:
    """Wrapped text; returns where it ends. What does not fit ends in an ellipsis."""
    font = _font(style.size, style.weight)
    left, top = at
    for line in _wrapped(_clean(text), font, WIDTH - MARGIN - left, lines):
        pen.text((left, top), line, font=font, fill=style.fill)
        top += int(style.size * 1.16)
    return top


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int, most: int) -> list[str]:
    lines: list[str] = []
    words = text.split()[:60]
    while words and len(lines) < most:
        line = words.pop(0)[:60]
        while words and font.getlength(f"{line} {words[0]}") <= width:
            line = f"{line} {words.pop(0)}"
        is_last = len(lines) == most - 1
        lines.append(_cut(line, font, width, must=bool(is_last and words)))
    return lines


def _cut(line: str, font: ImageFont.FreeTypeFont, width: int, *, must: bool) -> str:
    """The line as far as it fits, with an ellipsis when something is left out."""
    if not must and font.getlength(line) <= width:
        return line
    while line and font.getlength(f"{line} …") > width:
        line = line[:-1]
    return f"{line} …"


def _clean(text: str) -> str:
    """Without what cannot be drawn: signs of control, halves of characters."""
    sane = text.encode("utf-8", "ignore").decode()
    return " ".join("".join(sign if sign.isprintable() else " " for sign in sane).split())


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(finders.find("fonts/source-sans-3.ttf")), size)
    font.set_variation_by_axes([weight])
    return font


def _draw_emblem(image: Image.Image, at: tuple[int, int]) -> None:
    """The European emblem, 120 by 80, in its white outline."""
    big = Image.new("RGB", (emblem.HEIGHT * 3, emblem.HEIGHT * 2), emblem.BLUE)
    pen = ImageDraw.Draw(big)
    for star in emblem.stars().strip("MZ").split("ZM"):
        numbers = [float(number) for number in star.replace("L", " ").split()]
        pen.polygon(
            [(x * 2, y * 2) for x, y in zip(numbers[::2], numbers[1::2], strict=True)], fill=emblem.YELLOW
        )
    small = big.resize((120, 80), Image.Resampling.LANCZOS)
    framed = Image.new("RGB", (126, 86), PAPER)
    framed.paste(small, (3, 3))
    image.paste(framed, (at[0] - 3, at[1] - 3))
