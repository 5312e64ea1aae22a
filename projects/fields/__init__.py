"""Saving and reading the fields of the form, one by one, under revision control."""

from projects.fields.current import History, history, own_tokens, tokens, tokens_of
from projects.fields.outcomes import Current, InvalidValue, Saved, StaleValue
from projects.fields.saving import Outcome, save, save_section
from projects.fields.values import shown

__all__ = [
    "Current",
    "History",
    "InvalidValue",
    "Outcome",
    "Saved",
    "StaleValue",
    "history",
    "own_tokens",
    "save",
    "save_section",
    "shown",
    "tokens",
    "tokens_of",
]
