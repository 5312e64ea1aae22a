"""The acts of the trail of a card of the partner search, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: Mapping[str, Promise] = {
    "begin card": _("Card begun"),
    "change card": _("Card changed"),
    "publish card": _("Card published"),
    "withdraw card": _("Card withdrawn"),
    "end card": _("Card ended"),
    "report card": _("Card reported"),
    "clear card": _("Shown again by the secretariat"),
    "hide card": _("Hidden by the secretariat"),
    "ask notices": _("E-mails on new matches asked for"),
    "stop notices": _("E-mails on new matches stopped"),
    "turn card into draft": _("Turned into a draft"),
}


def in_words(action: str) -> str | Promise:
    """An act in words, or its name when it has none."""
    return ACTS.get(action, action)
