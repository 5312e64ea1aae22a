"""The fields of the form as boxes on a page: label, value, token, and what the last save said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from apply.pages.controls import Box, Choices, Trouble
from core.templatetags.ui import LANGUAGE_NAMES
from core.texts import colon
from projects import fields
from projects.form import FormField, full_key

__all__ = ["Box", "Choices", "Filling", "Group", "Trouble", "box", "faults", "languages_group"]


@dataclass(frozen=True)
class Filling:
    """What boxes are filled with: stored values by full key, and the troubles of a save just tried."""

    stored: Mapping[str, fields.Current]
    is_editable: bool
    troubles: Mapping[str, Trouble] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """Boxes that stand side by side: one field in each language, or the fields of one row."""

    label: str
    boxes: tuple[Box, ...]
    hint: str = ""
    remove_url: str = ""
    is_optional: bool = False


def box(
    of: FormField, key: str, filling: Filling, *, choices: Choices = (), row: str = "", is_hinted: bool = True
) -> Box:
    """The box of one full key. `row` names the partner or source in messages that stand far from it."""
    hint = str(of.help) if is_hinted else ""
    return _box(of, key, filling, label=str(of.label), hint=hint, choices=choices, row=row)


def languages_group(of: FormField, languages: Iterable[str], filling: Filling) -> Group:
    """A field in each language of the call, side by side."""
    boxes = tuple(
        _box(of, full_key(of.key, code), filling, label=LANGUAGE_NAMES.get(code, code), language=code)
        for code in languages
    )
    return Group(str(of.label), boxes, str(of.help))


def faults(groups: Iterable[Group]) -> list[Box]:
    """The boxes that were not saved, for the summary on top of the page."""
    return [one for group in groups for one in group.boxes if one.trouble]


def _box(  # noqa: PLR0913 - a box has this many facts
    of: FormField,
    key: str,
    filling: Filling,
    *,
    label: str,
    hint: str = "",
    language: str = "",
    choices: Choices = (),
    row: str = "",
) -> Box:
    stored = filling.stored.get(key) or fields.Current("", "")
    trouble = filling.troubles.get(key)
    first = label if not language else f"{of.label} ({label})"
    return Box(
        field=of,
        key=key,
        language=language,
        label=label,
        full_label=f"{row}{colon()} {first}" if row else first,
        value=trouble.typed if trouble else fields.shown(of, stored.value),
        token=stored.token,
        is_editable=filling.is_editable,
        hint=hint,
        choices=choices,
        trouble=trouble,
    )
