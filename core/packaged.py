"""Styles and fonts that installed packages bring: found by the names that pages and PDFs use for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage

from core.fonts import print_font, web_font


def packaged_file(name: str) -> Path | None:
    """Where the file with this static name lies; None unless a list of the settings has it."""
    folder = Path(settings.STATE_DIR) / "fonts"
    if name in settings.WEB_FONTS:
        whole, part = settings.WEB_FONTS[name]
        source = packaged_file(whole)
        return web_font(source, part, folder) if source else None
    if name in settings.PRINT_FONTS:
        whole, weight = settings.PRINT_FONTS[name]
        source = packaged_file(whole)
        return print_font(source, weight, folder) if source else None
    place = settings.PACKAGED_ASSETS.get(name)
    if place is None:
        return None
    package, inside = place
    spec = find_spec(package)
    roots = list(spec.submodule_search_locations or []) if spec else []
    return next((Path(root) / inside for root in roots if (Path(root) / inside).is_file()), None)


class PackagedStorage(FileSystemStorage):
    """Reads the packaged files by their static names."""

    def path(self, name: str) -> str:
        found = packaged_file(name)
        return str(found) if found else super().path(name)


class PackagedFinder(BaseFinder):
    """Offers the packaged files that are listed to staticfiles, and no other file of their packages."""

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = packaged_file(path)
        if find_all:
            return [str(found)] if found else []
        return str(found) if found else None

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        storage = PackagedStorage()
        for name in (*settings.PACKAGED_ASSETS, *settings.WEB_FONTS, *settings.PRINT_FONTS):
            if not matches_patterns(name, list(ignore_patterns or [])):
                yield name, storage
