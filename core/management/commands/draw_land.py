"""`manage.py draw_land`: the picture of the countries that maps of pages share, anew from the polygons."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from core import land


class Command(BaseCommand):
    """Writes the file beside the other static ones; it is kept with the code."""

    help = "Draw the countries that the maps of pages share."

    def handle(self, *args: Any, **options: Any) -> None:
        (settings.BASE_DIR / "static" / land.FILE).write_text(land.drawn(), encoding="utf-8")
