"""Lists of choices as HTML: a page holds the same periods, partners and countries many times over."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Choices = Sequence[tuple[str, str | Promise]]
MOST = 500  # lists kept, each in one language


def options(choices: Choices, chosen: str, language: str) -> str:
    """The options of a list, with the stored one chosen though it may no longer be offered."""
    whole, known = _options(tuple(choices), language)
    if chosen in known:
        plain, marked = known[chosen]
        return whole.replace(plain, marked, 1)
    return f"{whole}{_option(escape(chosen), escape(chosen), ' selected')}" if chosen else whole


def checks(choices: Choices, chosen: str, name: str, language: str) -> str:
    """A box to tick for each choice; `chosen` are values with commas between, `name` is escaped already."""
    boxes = _checks(tuple(choices), language)
    if not boxes:
        return f'<span class="hint">{escape(_("There is nothing to choose from yet."))}</span>'
    ticked = set(chosen.split(","))
    first = f'<label class="form-check"><input type="checkbox" class="form-check-input" name="{name}"'
    return "".join(
        f"{first}{value_attribute}{' checked' if value in ticked else ''}{label}"
        for value, value_attribute, label in boxes
    )


@lru_cache(maxsize=MOST)
def _options(
    choices: tuple[tuple[str, str | Promise], ...], _language: str
) -> tuple[str, dict[str, tuple[str, str]]]:
    """All options, after one that chooses nothing; and each by its value, plain and chosen."""
    known = {}
    for value, label in choices:
        facts = (escape(value), escape(str(label)))
        known[value] = (_option(*facts), _option(*facts, " selected"))
    first = _option("", escape(_("Choose")))
    return first + "".join(_option(escape(value), escape(str(label))) for value, label in choices), known


@lru_cache(maxsize=MOST)
def _checks(
    choices: tuple[tuple[str, str | Promise], ...], _language: str
) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (value, f' value="{escape(value)}"', f"> {escape(str(label))}</label>") for value, label in choices
    )


def _option(value: str, label: str, selected: str = "") -> str:
    return f'<option value="{value}"{selected}>{label}</option>'
