"""The stored ranking of a call: reckoned anew before it is read, when something changed since.

Whoever reads first after a change pays for it; all others read rows by their position. Facts of a proposal
are fetched again only when that proposal changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists
from django.utils import timezone

from assessments.models import RankedProposal, Ranking, RankingChange
from assessments.ranking.facts import budget_of, entries_of, most_of
from assessments.ranking.reckoning import Board, Entry, Purse, percentage, reckon
from assessments.ranking.sums import data_of_sum, sums_of
from assessments.states import Group
from calls.models import Call

FIELDS = [field.attname for field in RankedProposal._meta.concrete_fields if field.attname != "id"]
_LOCKS = 0x52414E4B  # a number of our own among the advisory locks


def current(call: Call, step: int = 2) -> Ranking:
    """The ranking of that step as things stand now; one query when nothing has changed."""
    changes = RankingChange.objects.filter(call_number=call.pk)
    found = Ranking.objects.filter(call=call, step=step).annotate(is_stale=Exists(changes)).first()
    ranking = _renewed(call, step) if found is None or found.is_stale else found
    ranking.call = call
    return ranking


@transaction.atomic
def _renewed(call: Call, step: int) -> Ranking:
    """Take the noted changes and reckon every step of the call; one at a time for each call."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCKS, call.pk % 2**31])
        cursor.execute(
            "DELETE FROM assessments_rankingchange WHERE call_number = %s RETURNING project_number", [call.pk]
        )
        changed = {row[0] for row in cursor.fetchall()}
    steps = (1, 2) if call.is_two_step else (2,)
    for each in steps:
        ranking = Ranking.objects.filter(call=call, step=each).first()
        if ranking is None:
            _reckon(Ranking(call=call, step=each), None)
        elif changed:
            _reckon(ranking, None if None in changed else changed)
    return Ranking.objects.get(call=call, step=step if step in steps else 2)


def _reckon(ranking: Ranking, changed: set[int] | None) -> None:
    """Fetch facts anew (all, or those of the changed), reckon, and store what came out."""
    fresh = entries_of(ranking.call, ranking.step, changed)
    kept = [] if changed is None else [entry for entry in stored_entries(ranking) if entry.key not in changed]
    board = reckon([*kept, *fresh], budget_of(ranking.call))
    _store(ranking, board)


def _store(ranking: Ranking, board: Board) -> None:
    """Write what differs from what is stored."""
    ranking.most = most_of(ranking.call)
    ranking.purses = [data_of(purse) for purse in board.purses]
    ranking.sums = [data_of_sum(found) for found in sums_of(board)]
    ranking.counts = dict(Counter(row.entry.group.value for row in board.rows))
    ranking.reckoned_at = timezone.now()
    ranking.save()
    rows = {row.project_id: row for row in rows_of(ranking, board)}
    known = ranking.proposals.values_list(*FIELDS)
    project = FIELDS.index("project_id")
    same = {
        values[project]
        for values in known
        if values[project] in rows
        and values == tuple(getattr(rows[values[project]], name) for name in FIELDS)
    }
    ranking.proposals.exclude(project__in=same).delete()
    fresh = [row for row in rows.values() if row.project_id not in same]
    RankedProposal.objects.bulk_create(fresh, batch_size=2000)


def rows_of(ranking: Ranking, board: Board) -> list[RankedProposal]:
    """The rows of a board, not stored."""
    made = []
    for row in board.rows:
        entry, own = row.entry, board.within[row.entry.key]
        made.append(
            RankedProposal(
                ranking=ranking,
                project_id=entry.key,
                objective_id=entry.objective,
                group=entry.group.value,
                standing=entry.standing,
                place=board.places.get(entry.key, ""),
                position=row.position,
                rank=row.rank,
                is_tied=row.is_tied,
                tie=entry.tie,
                cumulated=row.cumulated,
                objective_position=own.position,
                objective_rank=own.rank,
                objective_is_tied=own.is_tied,
                objective_cumulated=own.cumulated,
                score=entry.score,
                percentage=percentage(entry.score, ranking.most),
                passes=entry.passes,
                assessments=entry.assessments,
                spread=entry.spread,
                asked=entry.asked,
                reserve_rank=entry.reserve_rank,
            )
        )
    return made


def stored_entries(ranking: Ranking) -> list[Entry]:
    """The entries from which a stored ranking was reckoned; one query."""
    names = ("project_id", "project__code", "objective_id", "score", "passes", "asked", "standing")
    more = ("assessments", "spread", "tie", "group", "reserve_rank")
    rows = ranking.proposals.order_by("position").values_list(*names, *more)
    return [
        Entry(
            key=key,
            code=code or "",
            objective=objective,
            score=score,
            passes=passes,
            asked=asked,
            standing=standing,
            is_eligible=group != Group.WAITING,
            assessments=number,
            spread=spread,
            tie=tie,
            reserve_rank=reserve,
        )
        for key, code, objective, score, passes, asked, standing, number, spread, tie, group, reserve in rows
    ]


def data_of(purse: Purse) -> dict[str, Any]:
    """A purse as JSON; amounts as texts."""
    return {
        name: str(value) if isinstance(value, Decimal) else value for name, value in asdict(purse).items()
    }


def purse_from(data: Mapping[str, Any]) -> Purse:
    """The purse that `data_of` wrote."""
    amounts = {name: Decimal(data[name]) for name in ("amount", "granted", "taken", "left")}
    return Purse(**{**data, **amounts, "at_line": tuple(data["at_line"])})
