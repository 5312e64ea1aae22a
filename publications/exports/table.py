"""What a table of the open data is: columns in an order, rows, and the rule that it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language

from publications.exports import reading
from publications.exports.columns import Column, rule_in
from publications.models import PublicationQuerySet


@dataclass(frozen=True)
class Table:
    """One table: its key stands in addresses and never changes. A row is an operation, or a partner of one.

    `rows` gives, unread, the rows of the operations with these keys; `narrow` says which operations belong.
    A spreadsheet holds `others` as further sheets; `tab` names the sheet, else the title does.
    """

    key: str
    title: str | Promise
    about: str | Promise
    rule: str
    columns: tuple[Column, ...]
    rows: Callable[[Sequence[int]], QuerySet[Any]]
    narrow: Q | None = None
    tab: str = ""
    others: tuple[Table, ...] = ()

    @property
    def rule_label(self) -> str:
        return rule_in(self.rule, get_language() or "en")

    @property
    def tabs(self) -> list[str]:
        """The names of the sheets when there are several."""
        return [one.tab for one in (self, *self.others)] if self.others else []

    def operations(self, found: PublicationQuerySet) -> PublicationQuerySet:
        """Those of the found operations that are in this table."""
        return found.filter(self.narrow) if self.narrow else found

    def read(self, keys: Sequence[int]) -> QuerySet[Any, tuple[Any, ...]]:
        """The cells of the rows of these operations, in the order of the columns."""
        cells = {f"c_{column.key}": column.read for column in self.columns}
        read: QuerySet[Any, tuple[Any, ...]] = self.rows(keys).annotate(**cells).values_list(*cells)
        return read

    def without_persons(self) -> Table:
        """The table without names of natural persons: for files that are kept."""
        unnamed = {
            "natural_persons": reading.no_names(),
            "contractors": reading.contractors(persons=False),
            "contractor_name": reading.name_of_legal_entity(),
            "partner_name": reading.name_of_legal_entity(),
            "recipient_name": reading.name_of_legal_entity(),
            "partner_name_en": reading.name_of_legal_entity("name_en"),
        }
        columns = [replace(column, read=unnamed.get(column.key, column.read)) for column in self.columns]
        others = tuple(other.without_persons() for other in self.others)
        return replace(self, columns=tuple(columns), others=others)
