"""French texts of the files keep their marks on the line of the word before them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

FILES = sorted((Path(settings.BASE_DIR) / "fixtures").rglob("*.yaml"))
BREAKS = re.compile(r" [:;!?»](?=\W|$)|« ")


def texts(value: Any) -> Iterator[str]:
    """Every text below `value`."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def test_pattern_knows_a_space_that_breaks():
    assert BREAKS.search("Démonstration : ici")
    assert not BREAKS.search("Démonstration\N{NO-BREAK SPACE}: ici")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_mark_stays_with_its_word(path):
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert [text for text in texts(content) if BREAKS.search(text)] == []
