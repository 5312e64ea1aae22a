"""One field as it stands on a page, and its HTML: label, control, token, what the last save said of it.

Drawn here and not in a template because a page holds hundreds of fields: a template costs ten times as much.
Whatever comes from people goes through `escape`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from html import escape

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apply.pages import lists
from apply.pages.conflicts import Conflict
from apply.pages.lists import Choices
from apply.pages.places import field_id
from core.stencils import Outline, mark
from projects import fields
from projects.form import FormField

# Of these the earlier texts can be read and brought back; the token of one never saved.
KEPT = frozenset({"line", "text"})
UNSAVED = "0"
UNITS = {"amount": "€", "rate": "%", "whole_percent": "%"}
# Of a text of so many characters and more, the box is as tall as ROWS lines.
LONG, ROWS, FEW_ROWS = 1500, 9, 4
# Fields that hold one of a list.
LISTED = frozenset({"choice", "period", "indicator", "partner", "country", "region"})
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
    """One field in one language, for one row. `key` is the full key; values are as the reader writes them.

    `reader` is the language of the page.
    """

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
    reader: str = ""

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
        if not self.is_editable:
            return SafeString(_frame(self, _fixed(self)))
        if self.trouble or self.asked:
            return SafeString(_frame(self, _control(self, _inside(self))))
        values = (escape(self.key), self.id, escape(self.full_label), escape(self.token), _inside(self))
        return SafeString(_outline(self).filled(values))

    def _in_words(self, value: str) -> str:
        if not self.choices:
            return value
        names = {known: str(label) for known, label in self.choices}
        parts = value.split(",") if self.kind in MANY else [value]
        return ", ".join(names.get(part, part) for part in parts)


# The fields as they are drawn with holes for key, id, full label, token and what stands in the control.
_outlines: dict[tuple[Hashable, ...], Outline] = {}
MOST = 4000


def _outline(box: Box) -> Outline:
    """The field without what differs from row to row: a page holds the same one many times."""
    of, unsaved = box.field, box.token == UNSAVED
    known = (of.key, of.kind, of.limit, box.language, box.label, box.hint, box.is_optional, unsaved)
    where = (*known, box.reader)
    found = _outlines.get(where)
    if found is None:
        if len(_outlines) >= MOST:
            _outlines.clear()
        token = UNSAVED if unsaved else mark(3)
        pattern = replace(box, key=mark(0), full_label=mark(2), token=token, choices=())
        drawn = _frame(pattern, _control(pattern, mark(4)))
        found = _outlines[where] = Outline(drawn.replace(pattern.id, mark(1)))
    return found


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
    blank = _("not filled in")
    shown = escape(_read(box)) or f'<span class="not-known">{escape(blank)}</span>'
    return f'<p class="prose fixed-value" id="{box.id}" tabindex="-1"{_lang(box)}>{shown}</p>'


def _read(box: Box) -> str:
    """The value as one reads it: a day in words. What was typed and not saved stands as it was typed."""
    is_day = box.kind == "date" and box.value and not box.trouble
    return date_format(date.fromisoformat(box.value)) if is_day else box.shown


def _control(box: Box, inside: str) -> str:
    """The control around the value or the choices, `inside`, with what belongs to it."""
    draw = _CONTROLS.get(box.kind, _line)
    key = escape(box.key)
    token = f'<input type="hidden" autocomplete="off" name="token:{key}" value="{escape(box.token)}">'
    return f"{draw(box, inside)}{token}{_said(box)}{_foot(box)}"


def _foot(box: Box) -> str:
    counter = ""
    if box.is_counted:
        text = escape(_("At most %(limit)s characters") % {"limit": box.field.limit})
        counter = f'<span class="counter" id="{box.id}-count">{text}</span>'
    return (
        f'<p class="field-foot"><span class="saved-state" data-field-state></span>{_past(box)}{counter}</p>'
    )


def _past(box: Box) -> str:
    """The way to the earlier texts of a field that was saved once; the page holds the form that it names."""
    if box.kind not in KEPT or box.token == UNSAVED:
        return ""
    name, hidden = _("Earlier texts"), f'<span class="visually-hidden">: {escape(box.full_label)}</span>'
    return (
        f'<button class="link-button" form="history" name="key" value="{escape(box.key)}">'
        f"{escape(name)}{hidden}</button>"
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


def _inside(box: Box) -> str:
    """What differs in the control of a field: its value, or the choices with the chosen one."""
    if box.kind in MANY:
        return lists.checks(box.choices, box.value, escape(box.key), box.reader)
    if box.kind in LISTED:
        return lists.options(box.choices, box.value, box.reader)
    return escape(box.value)


def _line(box: Box, inside: str) -> str:
    kind = _TYPES.get(box.kind, "text")
    return f'<input type="{kind}" {_attributes(box, "form-control")} value="{inside}">'


def _text(box: Box, inside: str) -> str:
    rows = ROWS if (box.field.limit or LONG) >= LONG else FEW_ROWS
    # A browser leaves out one line end after the tag, so that a text may begin with one.
    return f'<textarea rows="{rows}" {_attributes(box, "form-control")}>\n{inside}</textarea>'


def _amount(box: Box, inside: str) -> str:
    control = f'<input type="text" inputmode="decimal" {_attributes(box, "form-control amount-input")}'
    unit = f'<span class="input-group-text" aria-hidden="true">{UNITS[box.kind]}</span>'
    return f'<div class="input-group">{control} value="{inside}">{unit}</div>'


def _number(box: Box, inside: str) -> str:
    attributes = _attributes(box, "form-control amount-input")
    return f'<input type="text" inputmode="decimal" {attributes} value="{inside}">'


def _choice(box: Box, inside: str) -> str:
    return f"<select {_attributes(box, 'form-select')}>{inside}</select>"


def _many(box: Box, inside: str) -> str:
    attributes = _attributes(box, "many")
    return (
        f'<fieldset {attributes} data-many tabindex="-1" aria-labelledby="{box.id}-label">'
        f"{inside}</fieldset>"
        f'<input type="hidden" name="many:{escape(box.key)}" value="1">'
    )


_TYPES = {"date": "date", "email": "email", "phone": "tel", "address": "url"}
_CONTROLS: dict[str, Callable[[Box, str], str]] = {
    "text": _text,
    "number": _number,
    **dict.fromkeys(UNITS, _amount),
    **dict.fromkeys(LISTED, _choice),
    **dict.fromkeys(MANY, _many),
}
