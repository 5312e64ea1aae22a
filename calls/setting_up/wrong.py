"""What can be wrong with a value of a set-up: said beside the field that holds it."""

from __future__ import annotations

from django.utils.functional import Promise

from core.errors import DomainError


class Wrong(DomainError):
    """A value that a call can't have. `name` is the name of the value, "" when it is about several."""

    def __init__(self, text: str | Promise, name: str = "") -> None:
        super().__init__(text)
        self.name = name
