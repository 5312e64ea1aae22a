"""Kinds of pieces that editors write, where each stands, and where a file stands on its way to readers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PieceKind(models.TextChoices):
    """What a piece is. The value is stored and part of addresses of lists."""

    NEWS = "news", _("News")
    BRIEF = "brief", _("Policy brief")
    PAGE = "page", _("Page")
    DECLARATION = "declaration", _("Declaration or agreement")
    SUMMIT = "summit", _("Ministerial summit")
    DAY = "day", _("Science and innovation day")
    THEME = "theme", _("Theme of the agenda")
    STORY = "story", _("Project story")


class PieceState(models.TextChoices):
    """Where a piece stands; only published ones are public."""

    DRAFT = "draft", pgettext_lazy("piece", "Draft")
    SCHEDULED = "scheduled", pgettext_lazy("piece", "Scheduled")
    PUBLISHED = "published", pgettext_lazy("piece", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("piece", "Withdrawn")


class UploadState(models.TextChoices):
    """Where a file stands: only clean ones are handed out."""

    ARRIVING = "arriving", pgettext_lazy("file", "Arriving")
    WAITING = "waiting", pgettext_lazy("file", "Being checked")
    CLEAN = "clean", pgettext_lazy("file", "Checked")
    REFUSED = "refused", pgettext_lazy("file", "Refused")


class NameState(models.TextChoices):
    """What became of a forgotten name that a document holds. One that went with its file leaves no row."""

    OPEN = "open", _("to look at")
    KEPT = "kept", _("stays")


class Origin(models.TextChoices):
    """Who keeps a row up to date: people in the portal, the files of known facts, or the demo world."""

    PORTAL = "", _("Written in the portal")
    REFERENCE = "reference", _("From the files of known facts")
    DEMO = "demo", _("Demo")


# The pages of a cooperation between governments, beside a programme's news and briefs.
COOPERATION = (
    PieceKind.PAGE,
    PieceKind.DECLARATION,
    PieceKind.SUMMIT,
    PieceKind.DAY,
    PieceKind.THEME,
)
# Kinds that fell on a day, at a place.
DATED = frozenset({PieceKind.DECLARATION, PieceKind.SUMMIT, PieceKind.DAY})
