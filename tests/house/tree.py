"""Where the code of the portal lies."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
APPS: list[str] = PROJECT["tool"]["importlinter"]["root_packages"]


def sources(place: str) -> Iterator[Path]:
    """The modules of one top folder, migrations not counted."""
    for path in sorted((ROOT / place).rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


def templates() -> list[Path]:
    """Every HTML template."""
    return sorted((ROOT / "templates").rglob("*.html"))
