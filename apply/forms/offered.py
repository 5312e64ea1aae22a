"""What the fields of a form offer to choose from, known only once it is made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings


def offer(form: forms.Form, languages: Sequence[str], **choices: Sequence[tuple[str, Any]]) -> None:
    """Let each field offer these choices, and `language` these languages; browsers fill nothing in."""
    names = dict(settings.LANGUAGES)
    choices["language"] = [(code, names.get(code, code)) for code in languages]
    for name, offered in choices.items():
        field: Any = form.fields[name]
        field.choices = list(offered)
    for field in form.fields.values():
        field.widget.attrs.setdefault("autocomplete", "off")
