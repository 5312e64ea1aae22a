"""The fields of the form as boxes on a page: label, value, token, and what the last save said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apply.pages.controls import Box, Trouble, asked_note
from apply.pages.lists import Choices
from core.templatetags.ui import LANGUAGE_NAMES
from core.texts import colon
from projects import fields
from projects.form import FormField, Use, full_key
from projects.opening import WHOLE, Opening

__all__ = ["Box", "Choices", "Filling", "Group", "Trouble", "box", "faults", "languages_group"]


@dataclass(frozen=True)
class Filling:
    """What boxes are filled with: stored values by full key, and the troubles of a save just tried.

    `uses` tell which fields the call makes optional; without them none is marked. `opening` says which fields
    a correction round leaves open, and `notes` what it asks of them. `reader` is the language of the page.
    """

    stored: Mapping[str, fields.Current]
    is_editable: bool
    troubles: Mapping[str, Trouble] = field(default_factory=dict)
    uses: Mapping[str, Use] = field(default_factory=dict)
    opening: Opening = WHOLE
    notes: Mapping[str, str] = field(default_factory=dict)
    reader: str = field(default_factory=lambda: get_language() or "en")

    def may_write(self, key: str) -> bool:
        """Whether the field of a full key takes something now."""
        return self.is_editable and self.opening.has_field(key)

    def may_shape(self, places: Iterable[str]) -> bool:
        """Whether rows may be added, removed or moved at these places."""
        return self.is_editable and self.opening.has(places)

    def is_optional(self, of: FormField) -> bool:
        return self.uses.get(of.key) == "optional"


@dataclass(frozen=True)
class Group:
    """Boxes that stand side by side: one field in each language, or the fields of one row."""

    label: str
    boxes: tuple[Box, ...]
    hint: str = ""
    remove_url: str = ""
    is_optional: bool = False
    asked: str = ""

    @property
    def drawn(self) -> SafeString:
        """The boxes as HTML, in a fieldset when they have a name together."""
        boxes = "".join(one.drawn for one in self.boxes)
        if not self.label:
            return SafeString(f'<div class="field-row">{boxes}</div>' if len(self.boxes) > 1 else boxes)
        label = escape(self.label)
        optional = f' <span class="optional">{escape(_("(optional)"))}</span>' if self.is_optional else ""
        hint = f'<p class="hint">{escape(self.hint)}</p>' if self.hint else ""
        return SafeString(
            f'<fieldset class="field-group"><legend>{label}{optional}</legend>{asked_note(self.asked)}{hint}'
            f'<div class="side-by-side">{boxes}</div>{self._remove(label)}</fieldset>'
        )

    def _remove(self, label: str) -> str:
        if not self.remove_url:
            return ""
        hidden = f'<span class="visually-hidden">: {label}</span>'
        button = (
            f'<button form="remove" formaction="{escape(self.remove_url)}" class="btn btn-danger btn-sm">'
        )
        return f'<p class="actions">{button}{escape(_("Remove"))}{hidden}</button></p>'


def box(  # noqa: PLR0913 - a box has this many facts
    of: FormField,
    key: str,
    filling: Filling,
    *,
    choices: Choices = (),
    row: str = "",
    is_hinted: bool = True,
    label: str = "",
    language: str = "",
) -> Box:
    """The box of one full key. `row` names the partner or entry in messages that stand far from it."""
    stored = filling.stored.get(key) or fields.Current("", "")
    trouble = filling.troubles.get(key)
    own_label, hint = _words(of, filling.reader)
    name = label or own_label
    first = f"{own_label} ({name})" if language else name
    return Box(
        field=of,
        key=key,
        language=language,
        label=name,
        full_label=f"{row}{_colon(filling.reader)} {first}" if row else first,
        value=trouble.typed if trouble else fields.shown(of, stored.value, filling.reader),
        token=stored.token,
        is_editable=filling.may_write(key),
        hint=hint if is_hinted and not language else "",
        choices=choices,
        trouble=trouble,
        is_optional=not language and filling.is_optional(of),
        asked="" if language else filling.notes.get(key, ""),
        reader=filling.reader,
    )


@cache
def _colon(_language: str) -> str:
    return colon()


_known: dict[tuple[str, str], tuple[FormField, str, str]] = {}


def _words(of: FormField, language: str) -> tuple[str, str]:
    """The label and the help of a field of the catalogue, looked up once in a language."""
    found = _known.get((of.key, language))
    if found is None or found[0] is not of:
        found = _known[(of.key, language)] = (of, str(of.label), str(of.help))
    return found[1:]


def languages_group(
    of: FormField, languages: Iterable[str], filling: Filling, *, name: str = "", row: str = ""
) -> Group:
    """A field in each language of the call, side by side; `name` is its key where it stands in a row."""
    boxes = tuple(
        box(
            of,
            full_key(name or of.key, code),
            filling,
            row=row,
            label=LANGUAGE_NAMES.get(code, code),
            language=code,
        )
        for code in languages
    )
    asked = filling.notes.get(name or of.key, "")
    label, hint = _words(of, filling.reader)
    return Group(label, boxes, hint, is_optional=filling.is_optional(of), asked=asked)


def faults(groups: Iterable[Group]) -> list[Box]:
    """The boxes that were not saved, for the summary on top of the page."""
    return [one for group in groups for one in group.boxes if one.trouble]
