"""The way of a proposal for its writers: what is done, who has it now, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from calls.states import CallKind
from projects.models import StateChange
from projects.states import State

_S = State
_STEP1: tuple[tuple[str | Promise, frozenset[State]], ...] = (
    (_("Step 1: you write it"), frozenset({_S.STEP1_DRAFT})),
    (_("Step 1: the secretariat checks it"), frozenset({_S.STEP1_SUBMITTED, _S.STEP1_INELIGIBLE})),
    (
        _("Step 1: it is assessed and decided on"),
        frozenset(
            {
                _S.STEP1_ELIGIBLE,
                _S.STEP1_APPROVED,
                _S.STEP1_APPROVED_WITH_CONDITIONS,
                _S.STEP1_NOT_APPROVED,
            }
        ),
    ),
)
_STAGES: tuple[tuple[str | Promise, frozenset[State]], ...] = (
    (_("You write it"), frozenset({_S.DRAFT})),
    (_("The secretariat checks it"), frozenset({_S.SUBMITTED, _S.RETURNED, _S.INELIGIBLE})),
    (_("It is assessed and decided on"), frozenset({_S.ELIGIBLE, _S.RESERVE, _S.NOT_APPROVED})),
    (
        _("The conditions are met, where there are any"),
        frozenset({_S.APPROVED_WITH_CONDITIONS, _S.RETURNED_FOR_CONDITIONS, _S.CONDITIONS_SUBMITTED}),
    ),
    (
        _("The contract is made"),
        frozenset({_S.APPROVED, _S.MODIFICATION_PRECONTRACTING, _S.MODIFICATION_PRECONTRACTING_SUBMITTED}),
    ),
    (_("The project runs"), frozenset({_S.CONTRACTED, _S.IN_MODIFICATION, _S.MODIFICATION_SUBMITTED})),
    (_("The project is closed"), frozenset({_S.CLOSED})),
)
_YOURS = frozenset(
    {
        _S.STEP1_DRAFT,
        _S.DRAFT,
        _S.RETURNED,
        _S.STEP1_APPROVED,
        _S.STEP1_APPROVED_WITH_CONDITIONS,
        _S.RETURNED_FOR_CONDITIONS,
        _S.MODIFICATION_PRECONTRACTING,
        _S.IN_MODIFICATION,
        _S.CONTRACTED,
    }
)
# The contract is filled in, and conditions are answered, on both sides.
_BOTH = frozenset({_S.APPROVED, _S.APPROVED_WITH_CONDITIONS})
_ASSESSED = frozenset({_S.ELIGIBLE, _S.STEP1_ELIGIBLE})
_OVER = frozenset(
    {
        _S.STEP1_INELIGIBLE,
        _S.STEP1_NOT_APPROVED,
        _S.INELIGIBLE,
        _S.NOT_APPROVED,
        _S.CLOSED,
        _S.WITHDRAWN,
    }
)


@dataclass(frozen=True)
class Stage:
    """A part of the way. `mark` is done, now or later; `since` when it was reached first."""

    name: str
    mark: str
    since: datetime | None


def way(state: str, is_two_step: bool, changes: Iterable[StateChange]) -> list[Stage]:
    """The stages in order; a withdrawn proposal stands where it was withdrawn."""
    reached: dict[str, datetime] = {}
    last = State(state)
    for change in sorted(changes, key=lambda one: (one.at, one.pk)):
        reached.setdefault(change.target, change.at)
        if last == State.WITHDRAWN and change.target == State.WITHDRAWN and change.source:
            state = change.source
    stages = (*_STEP1, *_STAGES) if is_two_step else _STAGES
    here = next((place for place, (_name, states) in enumerate(stages) if state in states), 0)
    return [
        Stage(str(name), _mark(place, here), _first(reached, states))
        for place, (name, states) in enumerate(stages)
    ]


_DECIDERS: Mapping[str, str | Promise] = {
    **dict.fromkeys(_ASSESSED, _("The assessors, then the monitoring committee.")),
    _S.RESERVE: _("The monitoring committee, once there is money."),
}
# Where a funded project passes its money on, its beneficiary selects (Regulation (EU) 2021/1059, Art. 25(3)).
_DECIDERS_OF_CASCADE: Mapping[str, str | Promise] = {
    **dict.fromkeys(_ASSESSED, _("The assessors, then the beneficiary that launched the call.")),
    _S.RESERVE: _("The beneficiary that launched the call, once there is money."),
}


def holder(state: str, kind: str) -> str | Promise:
    """Who has the proposal now, in a kind of call."""
    if state in _OVER:
        return _("Nobody: it has come to its end.")
    if state in _YOURS:
        return _("You, the people who write it.")
    if state in _BOTH:
        return _("You and the secretariat: each has a part to do.")
    deciders = _DECIDERS_OF_CASCADE if kind == CallKind.CASCADE else _DECIDERS
    return deciders.get(state, _("The secretariat."))


def _mark(place: int, here: int) -> str:
    return "now" if place == here else ("done" if place < here else "later")


def _first(reached: Mapping[str, datetime], states: Iterable[State]) -> datetime | None:
    times = [reached[state] for state in states if state in reached]
    return min(times) if times else None
