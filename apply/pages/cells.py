"""Cells of a table that save themselves, and the tables that they stand in.

Drawn here and not in a template, as apply.pages.controls does, because a budget has hundreds of cells.
Whatever comes from people goes through `escape`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Literal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apply.pages.controls import Trouble
from apply.pages.lists import Choices
from apply.pages.places import field_id
from projects import fields
from projects.fields.outcomes import token_of
from projects.form import FormField
from projects.opening import WHOLE, Opening

EMPTY = fields.Current("", token_of(""))
UNWRITTEN = fields.Current("", "0")
Width = Literal["amount", "short", "wide"]


@dataclass(frozen=True)
class Sheet:
    """What cells are filled with: stored values by full key, and the troubles of a save just tried."""

    stored: Mapping[str, fields.Current]
    is_editable: bool
    troubles: Mapping[str, Trouble] = field(default_factory=dict)
    opening: Opening = WHOLE

    def may_write(self, key: str) -> bool:
        """Whether the cell of a full key takes something now."""
        return self.is_editable and self.opening.has_field(key)


@dataclass(frozen=True)
class Column:
    """A heading; `hint` stands small below it. `is_amount` aligns it with figures."""

    label: str
    hint: str = ""
    is_amount: bool = True

    @property
    def drawn(self) -> str:
        """As HTML."""
        css = ' class="amount"' if self.is_amount else ""
        hint = f' <span class="hint">{escape(self.hint)}</span>' if self.hint else ""
        return f'<th scope="col"{css}>{escape(self.label)}{hint}</th>'


@dataclass(frozen=True)
class Row:
    """A row of cells that are drawn already; `remove_url` takes the row away."""

    label: str
    cells: tuple[SafeString, ...]
    hint: str = ""
    remove_url: str = ""

    @property
    def drawn(self) -> SafeString:
        """Its heading and its cells as HTML."""
        hint = f' <span class="hint">{escape(self.hint)}</span>' if self.hint else ""
        return SafeString(f'<th scope="row">{escape(self.label)}{hint}</th>{"".join(self.cells)}')


@dataclass(frozen=True)
class Table:
    """A table of cells under a caption. `add` holds the address and the kind of row that a button adds."""

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    foot: Row | None = None
    hint: str = ""
    add_kind: str = ""
    total: str = ""

    @property
    def headings(self) -> SafeString:
        """The headings of its columns as HTML."""
        return SafeString("".join(column.drawn for column in self.columns))


def cell(
    of: FormField,
    key: str,
    sheet: Sheet,
    label: str,
    *,
    width: Width = "amount",
    choices: Choices = (),
    fixed: str | None = None,
) -> SafeString:
    """A cell of the table, with its control when it can be written; or with the `fixed` text."""
    stored = sheet.stored.get(key, EMPTY if of.is_column else UNWRITTEN)
    trouble = sheet.troubles.get(key)
    value = trouble.typed if trouble else fields.shown(of, stored.value)
    name = field_id(key)
    if fixed is not None or not sheet.may_write(key):
        shown = value if fixed is None else fixed
        shown = next((str(text) for known, text in choices if known == shown), shown)
        return SafeString(f'<td class="cell-{width}" id="{name}" tabindex="-1">{escape(shown)}</td>')
    draw = _choice if of.kind in {"choice", "period"} else _line
    error, about = "", ""
    if trouble:
        error = f'<p class="invalid-feedback d-block" id="{name}-error">{escape(trouble.text)}</p>'
        about = f' aria-describedby="{name}-error" aria-invalid="true" data-unsaved'
    attributes = (
        f'name="{key}" id="{name}" data-key="{key}" data-cell data-label="{escape(label)}" '
        f'aria-label="{escape(label)}" autocomplete="off"{about}'
    )
    return SafeString(
        f'<td class="cell-{width}" data-field-box>{draw(of, attributes, value, choices)}'
        f'<input type="hidden" autocomplete="off" name="token:{key}" value="{stored.token}">'
        f'{error}<span class="saved-state" data-field-state></span></td>'
    )


def figure(text: str, name: str = "") -> SafeString:
    """A cell that is worked out; under its name the page fills it again after each save."""
    identity = f' id="{name}"' if name else ""
    return SafeString(f'<td class="amount"><span{identity}>{escape(text)}</span></td>')


def blank() -> SafeString:
    """A cell in which nothing can stand."""
    said = escape(_("nothing"))
    return SafeString(f'<td class="cell-none"><span class="visually-hidden">{said}</span></td>')


def _line(of: FormField, attributes: str, value: str, _choices: Choices) -> str:
    mode = ' inputmode="decimal"' if of.kind in {"amount", "number"} else ""
    css = "form-control amount-input" if mode else "form-control"
    return f'<input type="text"{mode} class="{css}" {attributes} value="{escape(value)}">'


def _choice(_of: FormField, attributes: str, value: str, choices: Choices) -> str:
    options = "".join(
        f'<option value="{escape(known)}"{" selected" if known == value else ""}>{escape(str(text))}</option>'
        for known, text in choices
    )
    first = f'<option value="">{escape(_("Choose"))}</option>'
    return f'<select class="form-select" {attributes}>{first}{options}</select>'


def cell_faults(troubles: Mapping[str, Trouble]) -> list[dict[str, str]]:
    """What was not saved, for the summary on top of the page: the place and why."""
    return [{"id": field_id(key), "text": trouble.text} for key, trouble in troubles.items()]
