"""Which templates, words and code this process serves: what was made with others is known to be old."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import translation

SHAPING = ("catalogue", "core", "documents", "programmes", "publications")  # apps that draw public pages
MANIFEST = "staticfiles.json"  # names the files of this release, which pages link to


def _shaping() -> list[Path]:
    """The files of templates and words, the code that fills them, the list of static files."""
    base = Path(settings.BASE_DIR)
    code = [file for app in SHAPING for file in base.glob(f"{app}/**/*.py") if "migrations" not in file.parts]
    manifest = [file for file in [Path(settings.STATIC_ROOT) / MANIFEST] if file.is_file()]
    words = base.glob("locale/*/LC_MESSAGES/*.mo")
    return sorted([*base.glob("templates/**/*.html"), *words, *code, *manifest])


@cache
def released_at() -> int:
    """The newest of these files, in seconds since 1970: no page is older than the templates that made it."""
    return int(max(file.stat().st_mtime for file in _shaping()))


@cache
def release() -> str:
    """A word that changes with any of these files, and with what pages say of the portal itself."""
    with translation.override("en"):  # the name may be a text in many languages, which are among the files
        told = (settings.PORTAL_URL, str(settings.PORTAL_NAME), settings.CONTACT_EMAIL, settings.DEMO)
    content = hashlib.sha256(repr(told).encode())
    for file in _shaping():
        content.update(file.read_bytes())
    return content.hexdigest()[:16]
