"""Who may take which step."""

from __future__ import annotations

from collections.abc import Iterable

from programmes.states import Role
from projects.states.names import reaches
from projects.states.steps import STEPS, Step


def allows(step: Step, state: str, roles: Iterable[Role], level: str | None) -> bool:
    """Whether a person with these staff roles and this collaborator level may take `step` in `state`.

    Who writes a project takes no staff step in it, whatever roles the person has.
    """
    if state not in step.sources:
        return False
    if step.level is not None:
        return reaches(level, step.level)
    return level is None and not step.roles.isdisjoint(roles)


def steps_for(state: str, roles: Iterable[Role], level: str | None) -> list[Step]:
    """The steps that such a person may take in `state`, in the table's order."""
    held = frozenset(roles)
    return [step for step in STEPS if allows(step, state, held, level)]
