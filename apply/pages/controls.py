"""One field as it stands on a page, and its HTML: label, control, token, what the last save said of it.

Drawn here and not in a template because a page holds hundreds of fields: a template costs ten times as much.
Whatever comes from people goes through `escape`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from html import escape

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apply.pages.conflicts import Conflict
from apply.pages.places import field_id
from projects import fields
from projects.form import FormField

Choices = Sequence[tuple[str, str | Promise]]
# Of these the earlier texts can be read and brought back; the token of one never saved.
KEPT = frozenset({"line", "text"})
UNSAVED = "0"
UNITS = {"amount": "€", "rate": "%", "whole_percent": "%"}
# Of a text of so many characters and more, the box is as tall as ROWS lines.
LONG, ROWS, FEW_ROWS = 1500, 9, 4
# Fields that hold several of a list: their ids with commas between them.
MANY = frozenset({"partners", "activities", "categories"})


@dataclass(frozen=True)
class Trouble:
    """Why a field was not saved, with what was typed.

    `theirs` is what somebody else saved meanwhile, and `both` what comes of the two, for texts.
    """

    typed: str
    text: str
    theirs: str | None = None
    both: str | None = None


@dataclass(frozen=True)
class Box:
    """One field in one language, for one row. `key` is the full key; values are as the reader writes them."""

    field: FormField
    key: str
    language: str
    label: str
    full_label: str
    value: str
    token: str
    is_editable: bool
    hint: str = ""
    choices: Choices = ()
    trouble: Trouble | None = None
    is_optional: bool = False
    asked: str = ""

    @cached_property
    def id(self) -> str:
        return field_id(self.key)

    @property
    def kind(self) -> str:
        return self.field.kind

    @property
    def is_counted(self) -> bool:
        """Whether the characters are told: of what is typed, not of what is chosen."""
        return bool(self.field.limit) and self.kind not in ("country", "region")

    @property
    def error(self) -> str:
        return self.trouble.text if self.trouble else ""

    @property
    def is_stale(self) -> bool:
        return self.trouble is not None and self.trouble.theirs is not None

    @property
    def shown(self) -> str:
        """The stored value in words and with its unit, for reading only."""
        shown = self._in_words(self.value)
        unit = UNITS.get(self.kind, "")
        return f"{shown} {unit}" if shown and unit else shown

    @property
    def theirs_shown(self) -> str:
        theirs = self.trouble.theirs if self.trouble else ""
        return self._in_words(fields.shown(self.field, theirs or ""))

    @property
    def drawn(self) -> SafeString:
        """The field as HTML, with a control when it can be written, else as text."""
        return SafeString(_frame(self, _control(self) if self.is_editable else _fixed(self)))

    def _in_words(self, value: str) -> str:
        if not self.choices:
            return value
        names = {known: str(label) for known, label in self.choices}
        parts = value.split(",") if self.kind in MANY else [value]
        return ", ".join(names.get(part, part) for part in parts)


def _frame(box: Box, inner: str) -> str:
    name = box.id
    language = f' data-language="{box.language}"' if box.language else ""
    optional = f' <span class="optional">{escape(_("(optional)"))}</span>' if box.is_optional else ""
    is_hinted = box.hint and box.is_editable
    hint = f'<p class="hint" id="{name}-hint">{escape(box.hint)}</p>' if is_hinted else ""
    is_labelled = box.is_editable and box.kind not in MANY
    tag = (
        f'label class="form-label" for="{name}"' if is_labelled else f'p class="form-label" id="{name}-label"'
    )
    end = "label" if is_labelled else "p"
    return (
        f'<div class="form-field" data-field-box{language}>'
        f"<{tag}>{escape(box.label)}{optional}</{end}>{asked_note(box.asked)}{hint}{inner}</div>\n"
    )


def asked_note(note: str) -> str:
    """What the secretariat asks of a field, beside it; nothing without a note."""
    if not note:
        return ""
    words = escape(_("Asked of you: %(note)s") % {"note": note})
    return f'<p class="asked-note">{words}</p>'


def _fixed(box: Box) -> str:
    shown = escape(box.shown) or f'<span class="not-known">{escape(_("not known"))}</span>'
    return f'<p class="prose fixed-value" id="{box.id}" tabindex="-1"{_lang(box)}>{shown}</p>'


def _control(box: Box) -> str:
    draw = _CONTROLS.get(box.kind, _line)
    key = escape(box.key)
    token = f'<input type="hidden" autocomplete="off" name="token:{key}" value="{escape(box.token)}">'
    return f"{draw(box)}{token}{_said(box)}{_foot(box)}"


@cache
def _at_most(_language: str | None, limit: int | None) -> str:
    """Words that stand under each of hundreds of fields, looked up once in a language."""
    return escape(_("At most %(limit)s characters") % {"limit": limit})


@cache
def _earlier(_language: str | None) -> str:
    return escape(_("Earlier texts"))


def _foot(box: Box) -> str:
    counter = ""
    if box.is_counted:
        text = _at_most(get_language(), box.field.limit)
        counter = f'<span class="counter" id="{box.id}-count">{text}</span>'
    return (
        f'<p class="field-foot"><span class="saved-state" data-field-state></span>{_past(box)}{counter}</p>'
    )


def _past(box: Box) -> str:
    """The way to the earlier texts of a field that was saved once; the page holds the form that it names."""
    if box.kind not in KEPT or box.token == UNSAVED:
        return ""
    hidden = f'<span class="visually-hidden">: {escape(box.full_label)}</span>'
    return (
        f'<button class="link-button" form="history" name="key" value="{escape(box.key)}">'
        f"{_earlier(get_language())}{hidden}</button>"
    )


def _said(box: Box) -> str:
    """What the last save said: why not, and what somebody else wrote."""
    if not box.trouble:
        return ""
    error = f'<p class="invalid-feedback d-block" id="{box.id}-error">{escape(box.error)}</p>'
    if not box.is_stale:
        return error
    trouble = box.trouble
    return error + Conflict(box.key, box.id, box.language, box.shown, box.theirs_shown, trouble.both).drawn


def _attributes(box: Box, css: str, *, described: str = "") -> str:
    """What every control carries; `css` is its class."""
    name, key = box.id, escape(box.key)
    about = [f"{name}-hint"] if box.hint else []
    if box.trouble:
        about.append(f"{name}-error")
    if box.is_counted:
        about.append(f"{name}-count")
    if described:
        about.append(described)
    return (
        f'class="{css}{" is-invalid" if box.trouble else ""}" name="{key}" id="{name}" data-key="{key}"'
        f' data-label="{escape(box.full_label)}" autocomplete="off"{_lang(box)}'
        + (f' data-limit="{box.field.limit}"' if box.is_counted else "")
        + (f' aria-describedby="{" ".join(about)}"' if about else "")
        + (' aria-invalid="true" data-unsaved' if box.trouble else "")
    )


def _lang(box: Box) -> str:
    return f' lang="{box.language}"' if box.language else ""


def _line(box: Box) -> str:
    kind = _TYPES.get(box.kind, "text")
    return f'<input type="{kind}" {_attributes(box, "form-control")} value="{escape(box.value)}">'


def _text(box: Box) -> str:
    rows = ROWS if (box.field.limit or LONG) >= LONG else FEW_ROWS
    # A browser leaves out one line end after the tag, so that a text may begin with one.
    return f'<textarea rows="{rows}" {_attributes(box, "form-control")}>\n{escape(box.value)}</textarea>'


def _amount(box: Box) -> str:
    control = f'<input type="text" inputmode="decimal" {_attributes(box, "form-control amount-input")}'
    unit = f'<span class="input-group-text" aria-hidden="true">{UNITS[box.kind]}</span>'
    return f'<div class="input-group">{control} value="{escape(box.value)}">{unit}</div>'


def _number(box: Box) -> str:
    attributes = _attributes(box, "form-control amount-input")
    return f'<input type="text" inputmode="decimal" {attributes} value="{escape(box.value)}">'


def _choice(box: Box) -> str:
    options = "".join(_option(value, str(label), value == box.value) for value, label in box.choices)
    if box.value and not any(value == box.value for value, _label in box.choices):
        options += _option(box.value, box.value, True)  # no longer offered, and still what is stored
    first = f'<option value="">{escape(_("Choose"))}</option>'
    return f"<select {_attributes(box, 'form-select')}>{first}{options}</select>"


def _many(box: Box) -> str:
    chosen = set(box.value.split(","))
    key = escape(box.key)
    boxes = "".join(
        f'<label class="form-check"><input type="checkbox" class="form-check-input" name="{key}"'
        f' value="{escape(value)}"{" checked" if value in chosen else ""}> {escape(str(label))}</label>'
        for value, label in box.choices
    )
    none = (
        ""
        if box.choices
        else f'<span class="hint">{escape(_("There is nothing to choose from yet."))}</span>'
    )
    attributes = _attributes(box, "many")
    return (
        f'<fieldset {attributes} data-many tabindex="-1" aria-labelledby="{box.id}-label">'
        f"{boxes}{none}</fieldset>"
        f'<input type="hidden" name="many:{key}" value="1">'
    )


def _option(value: str, label: str, is_chosen: bool) -> str:
    return f'<option value="{escape(value)}"{" selected" if is_chosen else ""}>{escape(label)}</option>'


_TYPES = {"date": "date", "email": "email", "phone": "tel", "address": "url"}
_CONTROLS: dict[str, Callable[[Box], str]] = {
    "text": _text,
    "number": _number,
    **dict.fromkeys(UNITS, _amount),
    **dict.fromkeys(("choice", "period", "indicator", "partner", "country", "region"), _choice),
    **dict.fromkeys(MANY, _many),
}
