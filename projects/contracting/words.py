"""Texts that can be stored, from whatever somebody sends."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.errors import DomainError


def line(typed: str, length: int) -> str:
    """One line of at most `length` characters; DomainError for what no data base holds."""
    return text(" ".join(_storable(typed).split()), length)


def text(typed: str, length: int) -> str:
    """Text of at most `length` characters; DomainError for what no data base holds."""
    kept = _storable(typed).strip()
    if len(kept) > length:
        raise DomainError(
            _("The text is too long: %(given)d characters. Keep it under %(limit)d.")
            % {"given": len(kept), "limit": length}
        )
    return kept


def _storable(typed: str) -> str:
    if "\x00" in typed or any("\ud800" <= character <= "\udfff" for character in typed):
        raise DomainError(_("The text holds characters that cannot be stored. Type it again without them."))
    return typed
