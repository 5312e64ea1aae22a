"""A card as readers see it: codes with their names, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.countries import country_name
from core.texts import Localised, Text
from ideas.models import Card
from ideas.places import Places
from ideas.states import Role


@dataclass(frozen=True)
class Named:
    """A card with the names of what it chose; `home` is where its organisation lies."""

    card: Card
    objectives: tuple[tuple[str, Text], ...]
    themes: tuple[Text, ...]
    regions: tuple[str, ...]
    roles: tuple[str, ...]
    home: str

    @property
    def words(self) -> Localised:
        """The text in the reader's language, or the nearest other."""
        text: Text = self.card.text
        return text.best()

    @property
    def codes(self) -> str:
        """The codes of the objectives in one line."""
        return ", ".join(code for code, _title in self.objectives)


def named(cards: Iterable[Card], places: Places) -> list[Named]:
    """Each card with its names; nothing is read but what `places` holds or reads once."""
    return [
        Named(
            card,
            tuple((code, places.objectives.get(code, Text(en=code))) for code in card.objectives),
            tuple(places.themes.get(code, Text(en=code)) for code in card.themes),
            tuple(places.region_name(code) for code in card.regions),
            tuple(str(Role(role).label) for role in card.roles),
            _home(card, places),
        )
        for card in cards
    ]


def _home(card: Card, places: Places) -> str:
    country = country_name(card.country) if card.country else ""
    region = places.regions.get(card.region, "") if card.region else ""
    return ", ".join(part for part in (region, country) if part)
