"""What can come of a save."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.errors import DomainError

GONE = _(
    "This line is no longer in the proposal: somebody removed it. "
    "Copy your text before you reload the page; a removed line can be brought back below its list."
)


class Current(NamedTuple):
    """A field's stored value in its canonical spelling, and the token that a save must name."""

    value: str
    token: str


@dataclass(frozen=True)
class Saved:
    """The value as it now stands, under a new token."""

    key: str
    language: str
    token: str
    saved_at: datetime
    value: str


class StaleValue(DomainError):
    """Somebody else saved another value since; nothing was overwritten. `token` is that of their value.

    `by` and `at` are None where the value did not come through the form.
    """

    def __init__(self, mine: str, theirs: Current, *, by: User | None, at: datetime | None) -> None:
        super().__init__(
            _("This field was changed since you opened it. Compare both texts and choose which one to keep.")
        )
        self.mine = mine
        self.theirs = theirs.value
        self.token = theirs.token
        self.by = by
        self.at = at


class InvalidValue(DomainError):
    """A value that the field does not take; `text` says how to mend it. Nothing was stored."""

    status = 422

    def __init__(self, text: str | Promise) -> None:
        super().__init__(text)


def token_of(value: str) -> str:
    """The token of a structured field: a short hash of its canonical value."""
    return hashlib.sha256(value.encode()).hexdigest()[:16]
