"""What an issue can tell of: each source knows its things, and stands in the settings under its name."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.texts import LANGUAGES, Text
from editorial.models import Piece, PieceQuerySet
from editorial.reading import path_of
from editorial.states import PieceKind
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
        return [self._thing(one) for one in self._pieces(programme).newest()[:OFFERED]]

    def known(self, programme: Programme, keys: Collection[str]) -> dict[str, Thing]:
        found = self._pieces(programme).filter(slug__in=list(keys))
        return {one.slug: self._thing(one) for one in found}

    def _pieces(self, programme: Programme) -> PieceQuerySet:
        """Those with a page of their own: a story stands on the page of its project."""
        found = Piece.objects.published().filter(programme=programme).select_related("programme")
        return found.exclude(kind=PieceKind.STORY)

    def _thing(self, piece: Piece) -> Thing:
        paths = in_languages(partial(path_of, piece))
        return Thing(piece.slug, piece.title, piece.lead, paths, at=piece.published_at)


def in_languages(path: Callable[[], str]) -> dict[str, str]:
    """A path in each language."""
    paths = {}
    for code in LANGUAGES:
        with override(code):
            paths[code] = path()
    return paths


def sources() -> dict[str, Source]:
    """Each source by its name."""
    return {name: import_string(path)() for name, path in settings.NEWSLETTER_SOURCES.items()}
