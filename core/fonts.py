"""Fonts as browsers should get them: parts of a packaged font, compressed, made once and kept."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

# What Dutch, French, English and the other official languages in Latin letters need, with the signs of our
# pages; nearly every page needs no more. The ranges in static/css/base.css say the same to the browser.
LATIN = (
    "0000-017F,0192,0218-021B,02C6-02DD,2000-206F,20AC,2116,2122,2190-2193,2196-2199,2212,2248,2260-2265,"
    "25A0-25CF,2713-2717,FB01-FB02"
)
PARTS = ("latin", "rest")
FEATURES = ["kern", "liga", "mark", "mkmk", "locl", "ccmp", "tnum", "lnum"]


def web_font(source: Path, part: str, folder: Path) -> Path:
    """The part of a TrueType font as WOFF2 in `folder`; made when it is not there yet, in two seconds.

    Its name tells the source and the recipe, so that a new version of either makes a new file.
    """
    recipe = hashlib.sha256(f"{LATIN} {part} {FEATURES}".encode() + source.read_bytes()).hexdigest()
    made = folder / f"{recipe[:16]}-{part}.woff2"
    if not made.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".woff2")
        os.close(handle)
        _write(source, part, name)
        Path(name).chmod(0o644)
        Path(name).replace(made)  # whole or not at all, also when two processes make it at once
    return made


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
