"""Which templates and words this process serves, so that what was made with others is known to be old."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings


def _shaping() -> list[Path]:
    """The files of templates and words."""
    base = Path(settings.BASE_DIR)
    return sorted([*base.glob("templates/**/*.html"), *base.glob("locale/*/LC_MESSAGES/*.mo")])


@cache
def released_at() -> int:
    """The newest of these files, in seconds since 1970: no page is older than the templates that made it."""
    return int(max(file.stat().st_mtime for file in _shaping()))


@cache
def release() -> str:
    """A word that changes with any of these files."""
    content = hashlib.sha256()
    for file in _shaping():
        content.update(file.read_bytes())
    return content.hexdigest()[:16]
