"""Doing what a posted form asks for, and showing on the form why it was refused."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from core.errors import DomainError

REFUSED = "refused"


def done(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Whether the posted form was valid and its act was done.

    A refusal joins the errors of the form, so that the page comes back with what was typed.
    """
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        act()
    except DomainError as refusal:
        form.add_error(None, ValidationError(str(refusal.text), code=REFUSED))
        return False
    return True


def is_refused(form: forms.BaseForm) -> bool:
    """Whether the form was in order and its act was refused."""
    return form.has_error(NON_FIELD_ERRORS, REFUSED)
