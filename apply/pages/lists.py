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
    whole, known = _options(_Same.of(choices), language)
    if chosen in known:
        plain, marked = known[chosen]
        return whole.replace(plain, marked, 1)
    return f"{whole}{_option(escape(chosen), escape(chosen), ' selected')}" if chosen else whole


def checks(choices: Choices, chosen: str, name: str, language: str) -> str:
    """A box to tick for each choice; `chosen` are values with commas between, `name` is escaped already."""
    boxes = _checks(tuple(choices), language)
    if not boxes:
        nothing = _("There is nothing to choose from yet.")
        return f'<span class="hint">{escape(nothing)}</span>'
    ticked = set(chosen.split(","))
    first = f'<label class="form-check"><input type="checkbox" class="form-check-input" name="{name}"'
    return "".join(
        f"{first}{value_attribute}{' checked' if value in ticked else ''}{label}"
        for value, value_attribute, label in boxes
    )


class _Same:
    """A list of the catalogue, known by itself: to know it by its labels each of them would be translated.

    Lists that are read for a page are known by what is in them.
    """

    __slots__ = ("choices",)

    def __init__(self, choices: tuple[tuple[str, str | Promise], ...]) -> None:
        self.choices = choices

    @classmethod
    def of(cls, choices: Choices) -> _Same | tuple[tuple[str, str | Promise], ...]:
        """How the list is known. Those of the catalogue are tuples that live as long as the process."""
        return cls(choices) if isinstance(choices, tuple) else tuple(choices)

    def __hash__(self) -> int:
        return id(self.choices)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.choices is self.choices


@lru_cache(maxsize=MOST)
def _options(
    listed: _Same | tuple[tuple[str, str | Promise], ...], _language: str
) -> tuple[str, dict[str, tuple[str, str]]]:
    """All options, after one that chooses nothing; and each by its value, plain and chosen."""
    choices = listed.choices if isinstance(listed, _Same) else listed
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
