"""What an issue can tell of: each source knows its things, and stands in the settings under its name."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.texts import LANGUAGES, Text
from editorial.models import Piece
from programmes.models import Programme

OFFERED = 30


@dataclass(frozen=True)
class Thing:
    """One thing as an issue tells of it. `paths` and `notes` (day, place) by language."""

    key: str
    title: Text
    lead: Text
    paths: Mapping[str, str]
    notes: Text = field(default_factory=Text)
    at: datetime | None = None

    def as_json(self) -> dict[str, Any]:
        """As an issue that was sent keeps it."""
        return {
            "title": dict(self.title),
            "lead": dict(self.lead),
            "paths": dict(self.paths),
            "notes": dict(self.notes),
        }


class Source(ABC):
    """A kind of thing."""

    label: str | Promise

    @abstractmethod
    def offered(self, programme: Programme) -> list[Thing]:
        """What can be chosen now, the first choice first; at most OFFERED."""

    @abstractmethod
    def known(self, programme: Programme, keys: Collection[str]) -> dict[str, Thing]:
        """Those of the keys that are still public."""


class Pieces(Source):
    """What editors wrote and published."""

    label = _("News and other pieces")

    def offered(self, programme: Programme) -> list[Thing]:
        found = Piece.objects.published().filter(programme=programme).newest()
        return [self._thing(one) for one in found.select_related("programme")[:OFFERED]]

    def known(self, programme: Programme, keys: Collection[str]) -> dict[str, Thing]:
        found = Piece.objects.published().filter(programme=programme, slug__in=list(keys))
        return {one.slug: self._thing(one) for one in found.select_related("programme")}

    def _thing(self, piece: Piece) -> Thing:
        paths = in_languages("catalogue:piece", piece.programme.slug, piece.slug)
        if not paths:
            paths = in_languages("catalogue:programme", piece.programme.slug)
        return Thing(piece.slug, piece.title, piece.lead, paths, at=piece.published_at)


def in_languages(name: str, *args: str) -> dict[str, str]:
    """The path of a page in each language; empty when there is no such page."""
    paths = {}
    for code in LANGUAGES:
        with override(code):
            try:
                paths[code] = reverse(name, args=args)
            except NoReverseMatch:
                return {}
    return paths


def sources() -> dict[str, Source]:
    """Each source by its name."""
    return {name: import_string(path)() for name, path in settings.NEWSLETTER_SOURCES.items()}
