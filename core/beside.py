"""A form that is shown anew after a refusal: it names what is now, and what is stored stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _


def name_now(form: forms.BaseForm, **now: object) -> None:
    """From here on these hidden fields of a posted form say what is now, so that the next save may win."""
    data = cast(QueryDict, form.data).copy()
    for name, value in now.items():
        data[form.add_prefix(name)] = str(value)
    form.data = data


def show_beside(form: forms.BaseForm, stored: Mapping[str, object]) -> None:
    """Say beside each of these fields what is stored now; a dash where that is nothing."""
    for name, value in stored.items():
        form[name].help_text = _("Stored now: %(value)s") % {"value": value or "–"}
