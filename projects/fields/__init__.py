"""Saving and reading the fields of the form, one by one, under revision control."""

from projects.fields.current import (
    Texts,
    entry_tokens,
    lump_sum_tokens,
    money_tokens,
    names_of_items,
    partner_tokens,
    plain_tokens,
    tokens,
    tokens_of,
)
from projects.fields.outcomes import Current, InvalidValue, Saved, StaleValue
from projects.fields.past import History, history, restore
from projects.fields.saving import Outcome, save, save_section
from projects.fields.values import shown

__all__ = [
    "Current",
    "History",
    "InvalidValue",
    "Outcome",
    "Saved",
    "StaleValue",
    "Texts",
    "entry_tokens",
    "history",
    "lump_sum_tokens",
    "money_tokens",
    "names_of_items",
    "partner_tokens",
    "plain_tokens",
    "restore",
    "save",
    "save_section",
    "shown",
    "tokens",
    "tokens_of",
]
