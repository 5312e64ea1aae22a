"""Addresses of a list with one thing changed, made from the address that was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote_plus

from django.http import QueryDict

LONGEST = 2000


class Address:
    """The parameters of a list's address that mean something there; others are left behind."""

    def __init__(self, query: QueryDict, known: Iterable[str]) -> None:
        self._pairs = [
            (name, value) for name in known for value in query.getlist(name) if value and _is_sane(value)
        ]

    def without(self, *names: str) -> str:
        """The address without these parameters."""
        return _written(pair for pair in self._pairs if pair[0] not in names)

    def without_value(self, name: str, value: str) -> str:
        """The address without one value of a parameter."""
        return _written(pair for pair in self._pairs if pair != (name, value))

    def changed(self, **values: str) -> str:
        """The address with parameters that have one value changed."""
        kept = [pair for pair in self._pairs if pair[0] not in values]
        return _written([*kept, *values.items()])

    def with_value(self, name: str, value: str) -> str:
        """The address with one more value of a parameter."""
        return _written([*self._pairs, (name, value)])

    def query(self, *without: str) -> str:
        """What stands behind the question mark, to be kept."""
        return self.without(*without)[1:][:LONGEST]

    def has(self, name: str) -> bool:
        """Whether the address says something of a parameter."""
        return any(pair[0] == name for pair in self._pairs)

    def pairs(self, *without: str) -> list[tuple[str, str]]:
        """Names and values, for hidden fields of a form."""
        return [pair for pair in self._pairs if pair[0] not in without]


def _written(pairs: Iterable[tuple[str, str]]) -> str:
    return "?" + "&".join(f"{name}={quote_plus(value)}" for name, value in pairs)


def _is_sane(value: str) -> bool:
    """Whether a value can stand in an address again."""
    return not any("\ud800" <= letter <= "\udfff" for letter in value)
