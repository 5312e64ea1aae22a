"""Words that lists use for the same thing in several languages; a mapping adds its own before these."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from django.conf import settings

from core.loading.reading import StrictLoader
from publications.importing.headers import plain

FILE = "words.yaml"
HEADINGS = "headings.yaml"


def folder() -> Path:
    """Where the mappings of the house and the common words are kept."""
    return Path(settings.BASE_DIR) / "fixtures" / "mappings"


@cache
def common() -> dict[str, dict[str, str]]:
    """By table and plain word, what it stands for."""
    content = (folder() / FILE).read_text(encoding="utf-8")
    tables = yaml.load(content, Loader=StrictLoader)  # noqa: S506 - a safe loader
    return {
        name: {plain(str(word)): value for value, words in values.items() for word in [value, *words]}
        for name, values in tables.items()
    }
