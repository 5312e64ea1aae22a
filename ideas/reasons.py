"""The reasons for a match in words that anybody can check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ideas.finding import Found
from ideas.matching import Ground, Reason
from ideas.models import Card
from ideas.places import Places
from ideas.states import Role


@dataclass(frozen=True)
class Shown:
    """A matching card with its reasons in words: (sentence, points)."""

    card: Card
    points: int
    reasons: tuple[tuple[str, int], ...]


def in_words(found: Sequence[Found], places: Places) -> list[Shown]:
    """Each match with its reasons as sentences."""
    return [
        Shown(
            one.card,
            one.match.points,
            tuple((sentence(reason, places), reason.points) for reason in one.match.reasons),
        )
        for one in found
    ]


def sentence(reason: Reason, places: Places) -> str:
    """One reason: "Same objective: RSO1.1"."""
    number = len(reason.values)
    values = ", ".join(_value(reason.ground, value, places) for value in reason.values)
    words = {
        Ground.OBJECTIVE: ngettext("Same objective: %(values)s", "Same objectives: %(values)s", number),
        Ground.THEME: ngettext("Same theme: %(values)s", "Same themes: %(values)s", number),
        Ground.ROLE: ngettext(
            "A role that is wanted and offered: %(values)s",
            "Roles that are wanted and offered: %(values)s",
            number,
        ),
        Ground.REGION: _(
            "The organisation that offers itself is where the idea looks for partners: %(values)s"
        ),
        Ground.WANTS_US: _("The idea comes from where the organisation wants to work: %(values)s"),
        Ground.WORDS: ngettext("The same word: %(values)s", "The same words: %(values)s", number),
    }
    return words[reason.ground] % {"values": values}


def _value(ground: Ground, value: str, places: Places) -> str:
    if ground == Ground.THEME:
        return str(places.themes.get(value, value))
    if ground == Ground.ROLE:
        return str(Role(value).label).lower()
    if ground in {Ground.REGION, Ground.WANTS_US}:
        return places.region_name(value)
    return value
