"""Rows that lean on the row above: partners below a project whose own cells are empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from publications.importing.mapping import Mapping as ListMapping

# What a row says of itself: the rows below it do not say it as well.
_OF_ONE_ROW = frozenset({"facts", "partner_names", "person_names", "contractor"})


class Above:
    """The last row of a sheet that named its project."""

    def __init__(self, mapping: ListMapping) -> None:
        self._mapping = mapping
        self._place: tuple[str, str] = ("", "")
        self._own: dict[str, Any] = {}

    def keep(self, sheet: str, key: str, data: Mapping[str, Any]) -> None:
        """Remember a row that names its project."""
        self._place = (sheet, key)
        if self._mapping.fill_down:
            self._own = {
                name: value
                for name, value in data.items()
                if not name.startswith("partner.") and name not in _OF_ONE_ROW
            }

    def fills(self, sheet: str, data: dict[str, Any]) -> bool:
        """Give a row of a partner what stands above, where the mapping says that empty cells mean so."""
        if not self._own or not self._leans(sheet, data):
            return False
        for name, value in self._own.items():
            data.setdefault(name, value)
        return True

    def key_for(self, sheet: str, data: Mapping[str, Any]) -> str:
        """The key of the project above when the row seems to be one of its partners; else ""."""
        return self._place[1] if self._leans(sheet, data) else ""

    def _leans(self, sheet: str, data: Mapping[str, Any]) -> bool:
        """A partner, and nothing that names a project."""
        if not self._place[1] or self._place[0] != sheet:
            return False
        own = [name for name in self._mapping.key if name not in self._mapping.fixed]
        names = (*own, "title", "acronym", "external_id")
        is_partner = any(name.startswith("partner.") for name in data)
        return is_partner and not any(data.get(name) for name in names)
