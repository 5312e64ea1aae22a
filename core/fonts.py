"""Fonts as browsers and the maker of PDFs should get them: made once from a packaged font, and kept.

Browsers get parts of it, compressed. Documents get a file for each weight: of a font with a scale of weights
the maker of PDFs would reckon each letter anew for every document, which took four tenths of its time.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

# What Dutch, French, English and the other official languages in Latin letters need, with the signs of our
# pages; nearly every page needs no more. The ranges in static/css/base.css say the same to the browser.
LATIN = (
    "0000-017F,0192,0218-021B,02C6-02DD,2000-206F,20AC,2116,2122,2190-2193,2196-2199,2212,2248,2260-2265,"
    "25A0-25CF,2713-2717,FB01-FB02"
)
PARTS = ("latin", "rest")
FEATURES = ["kern", "liga", "mark", "mkmk", "locl", "ccmp", "tnum", "lnum"]
PRINT_FEATURES = FEATURES  # the same signs on paper as on the page


def web_font(source: Path, part: str, folder: Path) -> Path:
    """The part of a TrueType font as WOFF2 in `folder`; made when it is not there yet, in two seconds.

    Its name tells the source and the recipe, so that a new version of either makes a new file.
    """
    recipe = hashlib.sha256(f"{LATIN} {part} {FEATURES}".encode() + source.read_bytes()).hexdigest()
    return _once(folder / f"{recipe[:16]}-{part}.woff2", lambda target: _write(source, part, target))


def print_font(source: Path, weight: int, folder: Path) -> Path:
    """One weight of a TrueType font with a scale of weights, in `folder`, with every letter of the font."""
    recipe = hashlib.sha256(f"{weight} {PRINT_FEATURES}".encode() + source.read_bytes()).hexdigest()
    return _once(folder / f"{recipe[:16]}-{weight}.ttf", lambda target: _write_weight(source, weight, target))


def _once(made: Path, write: Callable[[str], None]) -> Path:
    """The file, written when it is not there yet: whole or not at all.

    It takes seconds, so that of two processes that need it the second waits for the first.
    """
    if not made.is_file():
        made.parent.mkdir(parents=True, exist_ok=True)
        with _alone(made.with_suffix(".lock")):
            if not made.is_file():
                handle, name = tempfile.mkstemp(dir=made.parent, suffix=made.suffix)
                os.close(handle)
                write(name)
                Path(name).chmod(0o644)
                Path(name).replace(made)
    return made


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Nobody else is inside with this lock, which goes with the process, however that ends."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)  # who waits holds it all the same, and finds the file made


def _write_weight(source: Path, weight: int, target: str) -> None:
    options = subset.Options(layout_features=PRINT_FEATURES, hinting=False, notdef_outline=True)
    whole = subset.Subsetter(options)
    with TTFont(source, recalcTimestamp=False) as font:
        instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
        whole.populate(unicodes=font.getBestCmap())
        whole.subset(font)
        font.save(target)


def _write(source: Path, part: str, target: str) -> None:
    latin = set(subset.parse_unicodes(LATIN))
    with TTFont(source) as font:
        known = set(font.getBestCmap())
    options = subset.Options(flavor="woff2", layout_features=FEATURES)
    reduced = subset.Subsetter(options)
    reduced.populate(unicodes=known & latin if part == "latin" else known - latin)
    with subset.load_font(str(source), options) as font:
        reduced.subset(font)
        subset.save_font(font, target, options)
