"""What the proposals of each objective ask, and what is proposed for them. Pure arithmetic, no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from assessments.ranking.reckoning import NOTHING, Board, Entry


@dataclass(frozen=True, slots=True)
class ObjectiveSum:
    """All proposals of one objective that the ranking lists (None: of none). EUR of European money.

    `proposed` is what is approved already or lies above the line; `unknown` is how many ask an amount that
    is not known, which counts as nothing.
    """

    objective: int | None
    number: int
    unknown: int
    asked: Decimal
    number_proposed: int
    proposed: Decimal


def sums_of(board: Board) -> list[ObjectiveSum]:
    """One for each objective that a proposal has, in the order of the best-ranked."""
    reached = board.reached
    rows: dict[int | None, list[Entry]] = {}
    for row in board.rows:
        rows.setdefault(row.entry.objective, []).append(row.entry)
    return [
        ObjectiveSum(
            objective=objective,
            number=len(some),
            unknown=sum(entry.asked is None for entry in some),
            asked=_total(entry.money for entry in some),
            number_proposed=sum(entry.key in reached for entry in some),
            proposed=_total(entry.money for entry in some if entry.key in reached),
        )
        for objective, some in rows.items()
    ]


def data_of_sum(found: ObjectiveSum) -> dict[str, Any]:
    """As JSON; amounts as texts."""
    return {**asdict(found), "asked": str(found.asked), "proposed": str(found.proposed)}


def sum_from(data: dict[str, Any]) -> ObjectiveSum:
    """What `data_of_sum` wrote."""
    return ObjectiveSum(**{**data, "asked": Decimal(data["asked"]), "proposed": Decimal(data["proposed"])})


def _total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NOTHING)
