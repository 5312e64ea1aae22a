"""The translations: compiled before a start, and held complete by `make check`."""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from scripts.services import ROOT


def compile_all(locale: Path = ROOT / "locale") -> int:
    """Compile each catalogue that is newer than its compiled form; returns how many."""
    count = 0
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.is_file() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name)
        made = target.with_suffix(".mo.new")
        with made.open("wb") as file:
            write_mo(file, catalogue)
        made.replace(target)
        count += 1
    return count


if __name__ == "__main__":
    print(f"{compile_all()} catalogues compiled", file=sys.stderr)
