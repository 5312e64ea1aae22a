"""What is added up: the figures of a set of projects, and how they are cut."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

UNKNOWN = ""


class Dimension(StrEnum):
    """By what projects are counted. In KIND, REGION and PAIR a project can count several times."""

    PROGRAMME = "edition"  # keys: codes of programme periods
    OBJECTIVE = "objective"  # keys of specific objectives
    THEME = "theme"
    YEAR = "year"  # in which they started
    STATUS = "status"
    KIND = "kind"  # of organisation of the partners
    REGION = "region"  # of the partners: NUTS codes
    PAIR = "pair"  # of countries with partners in the same project: "BE-NL"

    @property
    def counts_several_times(self) -> bool:
        return self in (Dimension.KIND, Dimension.REGION, Dimension.PAIR)


class TooMany(Exception):
    """So many projects that adding them up takes longer than a page may; a worker has been asked to."""


@dataclass(frozen=True)
class Sums:
    """Money is in EUR and only what is published: `eu_funding` is that of `paid` of the `projects`,
    `total_budget` that of `budgeted`, `partners_funding` that of `partners_paid` of the `partners`. The money
    of partners is added up for wholes, programmes, kinds of partner and regions only."""

    projects: int = 0
    paid: int = 0
    eu_funding: Decimal = Decimal("0.00")
    budgeted: int = 0
    total_budget: Decimal = Decimal("0.00")
    partners: int = 0
    partners_paid: int = 0
    partners_funding: Decimal = Decimal("0.00")

    def __add__(self, other: Sums) -> Sums:
        return Sums(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Sums)))

    @classmethod
    def of(cls, values: Iterable[int | Decimal]) -> Sums:
        """From a row of the database, in the order of the fields."""
        return cls(*values)  # type: ignore[arg-type]

    @property
    def is_nothing(self) -> bool:
        return self == Sums()

    @property
    def known_funding(self) -> Decimal | None:
        """European money of the projects; None when it is published of none."""
        return self.eu_funding if self.paid else None

    @property
    def known_partners_funding(self) -> Decimal | None:
        """European money of the partners themselves; None when it is published of none."""
        return self.partners_funding if self.partners_paid else None


@dataclass(frozen=True)
class Cut:
    """The sums of a set of projects by one dimension.

    `rows` by key; `unknown` is what has no known key; `whole` counts each project once. `made_at` is given
    when the figures are older than the newest change.
    """

    dimension: Dimension
    rows: Mapping[str, Sums] = field(default_factory=dict)
    unknown: Sums = Sums()
    whole: Sums = Sums()
    made_at: datetime | None = None
