"""Doing what a posted form asks for, and showing on the form why it was refused."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from core.errors import DomainError, TooOften

REFUSED, TOO_OFTEN = "refused", "too_often"


def done(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Whether the posted form was valid and its act was done.

    A refusal joins the errors of the form, so that the page comes back with what was typed.
    """
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        act()
    except DomainError as refusal:
        code = TOO_OFTEN if isinstance(refusal, TooOften) else REFUSED
        form.add_error(None, ValidationError(str(refusal.text), code=code))
        return False
    return True


def is_refused(form: forms.BaseForm) -> bool:
    """Whether the form was in order and its act was refused."""
    return any(form.has_error(place, code) for place in form.errors for code in (REFUSED, TOO_OFTEN))


def status_of(form: forms.BaseForm, mistake: int = 400) -> int:
    """The HTTP status of a page with this form: 429 beyond a limit, 409 when refused, else `mistake`."""
    if not (form.is_bound and form.errors):
        return 200
    if form.has_error(NON_FIELD_ERRORS, TOO_OFTEN):
        return TooOften.status
    return DomainError.status if is_refused(form) else mistake
