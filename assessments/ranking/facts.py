"""What the rankings of a call rest on, as the database has it: one bulk query for each kind of fact."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from assessments.models import Decision, FinalScore, TieOrder
from assessments.ranking.reckoning import Budget, Entry
from assessments.states import Outcome, Standing
from calls.models import Call
from core.rounding import half_up2
from projects.models import Project, StateChange
from projects.states import FUNDED, RETURNS, STANDS_APPROVED, STEP1, State

# What a state of step 2 says of the money; a returned one stands where it was returned from.
GRANTED = FUNDED | {
    State.APPROVED_WITH_CONDITIONS,
    State.RETURNED_FOR_CONDITIONS,
    State.CONDITIONS_SUBMITTED,
}
STANDINGS: Mapping[int, Mapping[str, str]] = {
    1: {
        State.STEP1_SUBMITTED: Standing.UNDECIDED,
        State.STEP1_ELIGIBLE: Standing.UNDECIDED,
        State.STEP1_APPROVED: Standing.GRANTED,
        State.STEP1_APPROVED_WITH_CONDITIONS: Standing.GRANTED,
        State.STEP1_NOT_APPROVED: Standing.REFUSED,
        # what is in step 2 has passed step 1
        **{state: Standing.GRANTED for state in State if state not in STEP1 and state != State.WITHDRAWN},
    },
    2: {
        State.SUBMITTED: Standing.UNDECIDED,
        State.ELIGIBLE: Standing.UNDECIDED,
        State.RESERVE: Standing.RESERVE,
        State.NOT_APPROVED: Standing.REFUSED,
        **dict.fromkeys(GRANTED, Standing.GRANTED),
    },
}
WAITING = frozenset({State.SUBMITTED, State.STEP1_SUBMITTED})


def budget_of(call: Call) -> Budget:
    """The money of the call and of its objectives; one query."""
    return Budget(call.budget, dict(call.objective_budgets.values_list("objective_id", "amount")))


def most_of(call: Call) -> Decimal:
    """The highest total that a proposal of the call can reach; one query."""
    weights = call.criteria.aggregate(all=Sum("weight"))["all"] or 0
    return half_up2(Decimal(weights * call.score_highest))


def entries_of(call: Call, step: int, keys: Collection[int] | None = None) -> list[Entry]:
    """What ranks in that step of the call, or only those of `keys`; six queries at most."""
    projects = Project.objects.real().filter(call=call, first_submitted_at__isnull=False)
    if call.is_two_step:
        projects = projects.filter(versions__step=step).distinct()
    if keys is not None:
        projects = projects.filter(pk__in=keys)
    rows = [
        (pk, code, objective, returned_from if state in RETURNS else state, asked)
        for pk, code, objective, state, returned_from, asked in projects.values_list(
            "pk", "code", "objective_id", "state", "returned_from", "eu_asked"
        )
    ]
    standings = STANDINGS[step]
    granted = _granted([pk for pk, _code, _objective, state, _asked in rows if state in FUNDED])
    granted |= _cuts([pk for pk, _code, _objective, state, _asked in rows if state in GRANTED])
    reserve = _reserve_ranks([pk for pk, _code, _objective, state, _asked in rows if state == State.RESERVE])
    scores = _scores(call, step, keys)
    ties = _ties(call, step, keys)
    return [
        Entry(
            key=pk,
            code=code or "",
            objective=objective,
            asked=granted.get(pk, asked),
            standing=standings[state],
            is_eligible=state not in WAITING,
            reserve_rank=reserve.get(pk),
            tie=_tie(ties.get(pk), scores.get(pk)),
            **_figures(scores.get(pk)),
        )
        for pk, code, objective, state, asked in rows
        if state in standings
    ]


def _figures(score: FinalScore | None) -> dict[str, Any]:
    if score is None:
        return {"score": None, "passes": None}
    return {
        "score": score.total,
        "passes": score.meets,
        "assessments": score.finished,
        "spread": score.spread,
    }


def _scores(call: Call, step: int, keys: Collection[int] | None) -> dict[int, FinalScore]:
    scores = FinalScore.objects.filter(project__call=call, step=step)
    if keys is not None:
        scores = scores.filter(project__in=keys)
    return {score.project_id: score for score in scores}


def _granted(keys: Collection[int]) -> dict[int, Decimal]:
    """The European money of the version that stands approved, whatever is being modified meanwhile."""
    standing = (
        StateChange.objects.filter(project__in=keys, target__in=STANDS_APPROVED, version__isnull=False)
        .order_by("project_id", "-at", "-pk")
        .distinct("project_id")
        .values_list("project_id", "version__data__totals__eu_funding")
    )
    return {pk: Decimal(amount) for pk, amount in standing if amount is not None}


def _cuts(keys: Collection[int]) -> dict[int, Decimal]:
    """What was granted, where a decision that stands cut it."""
    cuts = Decision.objects.cuts().filter(project__in=keys)
    newest = cuts.order_by("project_id", "-recorded_at", "-pk").distinct("project_id")
    return {pk: amount for pk, amount in newest.values_list("project_id", "granted") if amount is not None}


def _reserve_ranks(keys: Collection[int]) -> dict[int, int | None]:
    """The rank on the reserve list that the newest decision gave, by project."""
    reserved = Decision.objects.standing().filter(project__in=keys, outcome=Outcome.RESERVE)
    newest = reserved.order_by("project_id", "-recorded_at", "-pk").distinct("project_id")
    return dict(newest.values_list("project_id", "reserve_rank"))


def _tie(order: tuple[Decimal, int] | None, score: FinalScore | None) -> int | None:
    """The committee's order, as long as the score is the one that was tied."""
    return order[1] if order and score is not None and score.total == order[0] else None


def _ties(call: Call, step: int, keys: Collection[int] | None) -> dict[int, tuple[Decimal, int]]:
    orders = TieOrder.objects.filter(project__call=call, step=step)
    if keys is not None:
        orders = orders.filter(project__in=keys)
    return {
        pk: (score, position) for pk, score, position in orders.values_list("project", "score", "position")
    }
