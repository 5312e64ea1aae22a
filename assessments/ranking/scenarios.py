"""What-ifs with a ranking of the database: reckoned for one person, saved under a name, deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from assessments.final import measure_of, sheets_of
from assessments.models import Ranking, Scenario
from assessments.ranking.facts import budget_of
from assessments.ranking.keeping import current, stored_entries
from assessments.ranking.reading import closed_to
from assessments.ranking.reckoning import Board, Entry, reckon
from assessments.ranking.supposing import (
    Changes,
    read_changes,
    suppose_budget,
    suppose_entries,
    suppose_scores,
)
from calls.models import Call
from core.errors import DomainError, NotAllowed
from programmes.models import SpecificObjective
from programmes.permissions import has_role
from programmes.states import SEES_ALL_SUBMITTED

MOST_SCENARIOS = 100  # of one person in one call


@dataclass(frozen=True)
class Supposed:
    """The real ranking and a supposed one, both as the person may read them."""

    ranking: Ranking
    entries: tuple[Entry, ...]
    real: Board
    board: Board
    is_partial: bool


def suppose(
    call: Call, user: User, changes: Changes, objectives: Mapping[str, SpecificObjective], step: int = 2
) -> Supposed:
    """Reckon with these changes; a handful of queries, some more when weights change."""
    ranking = current(call, step)
    closed = closed_to(user, call)
    entries = [entry for entry in stored_entries(ranking) if entry.key not in closed]
    budget = budget_of(call)
    real = reckon(entries, budget)
    changed = entries
    if changes.weights:
        changed, ranking.most = _reweighted(call, entries, changes, step)
    keys = {name: objective.pk for name, objective in objectives.items()}
    board = reckon(suppose_entries(changed, changes), suppose_budget(budget, changes, keys))
    return Supposed(ranking, tuple(entries), real, board, bool(closed))


def _reweighted(call: Call, entries: list[Entry], changes: Changes, step: int) -> tuple[list[Entry], Decimal]:
    """The entries with other totals, and the most that can be reached."""
    criteria = list(call.criteria.all())
    measure = measure_of(call, criteria)
    weights = {row.pk: changes.weights.get(row.key, row.weight) for row in criteria}
    given, agreed = sheets_of([entry.key for entry in entries])
    sheets = {
        entry.key: [agreed[place]] if (place := (entry.key, step)) in agreed else list(given.get(place, []))
        for entry in entries
    }
    other = replace(measure, weights=weights)
    return suppose_scores(entries, other, sheets), other.most


@transaction.atomic
def save_scenario(
    call: Call, *, by: User, name: str, changes: Changes, step: int = 2, shared: bool = False
) -> Scenario:
    """Keep a what-if; the same name of the same person is written over."""
    if not has_role(by, call.programme_period.programme_id, SEES_ALL_SUBMITTED):
        raise NotAllowed(_("Only people who can read the ranking may save a what-if."))
    said = name.strip()
    if not said or not changes:
        raise DomainError(_("Give a name, and change at least one thing before saving."))
    Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    mine = Scenario.objects.filter(call=call, owner=by)
    if mine.count() >= MOST_SCENARIOS and not mine.filter(name=said, step=step).exists():
        raise DomainError(_("You have saved too many what-ifs for this call. Delete some first."))
    kept, _is_new = Scenario.objects.update_or_create(
        call=call,
        step=step,
        owner=by,
        name=said,
        defaults={
            "changes": [list(pair) for pair in changes.pairs()],
            "shared": shared,
            "saved_at": timezone.now(),
        },
    )
    new = {"scenario": kept.pk, "name": said, "shared": shared, "changes": kept.changes}
    trail.record(call.chain, "save what-if", by=by, new=new)
    return kept


@transaction.atomic
def delete_scenario(scenario: Scenario, *, by: User) -> None:
    """Throw away an own what-if."""
    if scenario.owner_id != by.pk:
        raise NotAllowed(_("Only the person who saved a what-if may delete it."))
    old = {"scenario": scenario.pk, "name": scenario.name, "changes": scenario.changes}
    trail.record(scenario.call.chain, "delete what-if", by=by, old=old)
    scenario.delete()


def changes_of(scenario: Scenario) -> Changes:
    """The changes of a saved what-if, read as strictly as those of an address."""
    pairs = scenario.changes if isinstance(scenario.changes, list) else []
    return read_changes(
        (str(pair[0]), str(pair[1])) for pair in pairs if isinstance(pair, list) and len(pair) == 2
    )
