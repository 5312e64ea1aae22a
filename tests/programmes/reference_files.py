"""The files of the known facts, and how a test spoils a copy of them."""

from pathlib import Path

from django.conf import settings

FILES = settings.BASE_DIR / "fixtures" / "reference"


def spoil(files: Path, name: str, old: str, new: str) -> None:
    text = (files / name).read_text(encoding="utf-8")
    assert old in text
    (files / name).write_text(text.replace(old, new, 1), encoding="utf-8")
