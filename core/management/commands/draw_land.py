"""`manage.py draw_land`: the pictures of the land that maps of pages share, anew from the polygons."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from core import land


class Command(BaseCommand):
    """Writes the files beside the other static ones; they are kept with the code."""

    help = "Draw the land that the maps of pages share."

    def handle(self, *args: Any, **options: Any) -> None:
        for level, name in land.FILES.items():
            (settings.BASE_DIR / "static" / name).write_text(land.drawn(level), encoding="utf-8")
