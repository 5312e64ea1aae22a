"""What the rankings of a call rest on, as the database has it: one bulk query for each kind of fact."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum

from assessments.models import Assessment, TieOrder
from assessments.ranking.reckoning import Budget, Entry
from assessments.results import average
from assessments.states import Standing
from calls.models import Call
from core.rounding import half_up2
from projects.models import Project, Version
from projects.states import FUNDED, RETURNS, STEP1, State

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


@dataclass(frozen=True)
class Result:
    """What the finished assessments of a proposal give: the total, how many they are, how far apart."""

    total: Decimal | None
    number: int
    spread: Decimal | None


def budget_of(call: Call) -> Budget:
    """The money of the call and of its objectives; one query."""
    return Budget(call.budget, dict(call.objective_budgets.values_list("objective_id", "amount")))


def most_of(call: Call) -> Decimal:
    """The highest total that a proposal of the call can reach; one query."""
    weights = call.criteria.aggregate(all=Sum("weight"))["all"] or 0
    return half_up2(Decimal(weights * call.score_highest))


def entries_of(call: Call, step: int, keys: Collection[int] | None = None) -> list[Entry]:
    """What ranks in that step of the call, or only those of `keys`; five queries."""
    asked = _asked(step)
    projects = Project.objects.real().filter(call=call, first_submitted_at__isnull=False)
    if step == 1 or call.is_two_step:
        projects = projects.filter(versions__step=step).distinct()
    if keys is not None:
        projects = projects.filter(pk__in=keys)
    rows = projects.annotate(asked=asked).values_list(
        "pk", "code", "objective_id", "state", "returned_from", "asked"
    )
    results = results_of(call, step, keys)
    ties = _ties(call, step, keys)
    nothing = Result(None, 0, None)
    entries = []
    for pk, code, objective, state, returned_from, money in rows:
        stands_at = returned_from if state in RETURNS else state
        standing = STANDINGS[step].get(stands_at)
        if standing is None:
            continue
        result = results.get(pk, nothing)
        order = ties.get(pk)
        entries.append(
            Entry(
                key=pk,
                code=code,
                objective=objective,
                score=result.total,
                passes=None if result.total is None else True,
                asked=None if money is None else Decimal(money),
                standing=standing,
                is_eligible=stands_at not in WAITING,
                assessments=result.number,
                spread=result.spread,
                tie=order[1] if order and order[0] == result.total else None,
            )
        )
    return entries


def results_of(call: Call, step: int, keys: Collection[int] | None = None) -> dict[int, Result]:
    """The mean of the finished assessments by project, as `assessments.results` reckons it; two queries."""
    wanted = call.criteria.count()
    finished = Assessment.objects.finished().filter(project__call=call, version__step=step)
    if keys is not None:
        finished = finished.filter(project__in=keys)
    totals: dict[int, list[Decimal]] = {}
    summed = finished.annotate(
        given=Count("scores", filter=Q(scores__value__isnull=False)),
        total=Sum(F("scores__value") * F("scores__criterion__weight")),
    )
    for project, given, total in summed.order_by().values_list("project", "given", "total"):
        known = totals.setdefault(project, [])
        if wanted and given == wanted:
            known.append(Decimal(total))
    return {
        project: Result(
            average(known), len(known), half_up2(max(known) - min(known)) if len(known) > 1 else None
        )
        for project, known in totals.items()
    }


def _asked(step: int) -> Subquery:
    newest = Version.objects.filter(project=OuterRef("pk"), step=step).order_by("-number")
    return Subquery(newest.values("data__totals__eu_funding")[:1])


def _ties(call: Call, step: int, keys: Collection[int] | None) -> dict[int, tuple[Decimal, int]]:
    orders = TieOrder.objects.filter(project__call=call, step=step)
    if keys is not None:
        orders = orders.filter(project__in=keys)
    return {
        pk: (score, position) for pk, score, position in orders.values_list("project", "score", "position")
    }
