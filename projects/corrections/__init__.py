"""Correction rounds: collecting what to ask, asking it, what came back, and reminding of the day."""

from projects.corrections.asking import ask, extend
from projects.corrections.collecting import change_item, collect, drop_item, set_terms
from projects.corrections.naming import Place, Places, name_of, place_of_finding, places_in
from projects.corrections.reminding import remind
from projects.corrections.returning import Asked, asked_items, split

__all__ = [
    "Asked",
    "Place",
    "Places",
    "ask",
    "asked_items",
    "change_item",
    "collect",
    "drop_item",
    "extend",
    "name_of",
    "place_of_finding",
    "places_in",
    "remind",
    "set_terms",
    "split",
]
