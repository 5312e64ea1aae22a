"""Correction rounds: collecting what to ask, asking it, what came back, and reminding of the day."""

from projects.corrections.asking import ask, extend, may_end
from projects.corrections.collecting import (
    change_item,
    collect,
    drop_item,
    is_asking_possible,
    may_ask,
    round_under_way,
    set_terms,
)
from projects.corrections.letters import preview
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
    "is_asking_possible",
    "may_ask",
    "may_end",
    "name_of",
    "place_of_finding",
    "places_in",
    "preview",
    "remind",
    "round_under_way",
    "set_terms",
    "split",
]
