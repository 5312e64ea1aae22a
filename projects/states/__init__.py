"""States of a project from draft to closure, named sets of them, and the steps between them. No database.

The table follows the statuses that programmes know (draft, submitted, eligible, approved, contracted ...),
with withdrawal by the applicant, a reserve list and deletion of a never-submitted draft added.
"""

from projects.states.names import EDITABLE, FUNDED, LEVEL_RANK, STANDS_APPROVED, Level, State, reaches
from projects.states.steps import BY_KEY, DECISION_STEPS, STEPS, Step, allows, steps_for

__all__ = [
    "BY_KEY",
    "DECISION_STEPS",
    "EDITABLE",
    "FUNDED",
    "LEVEL_RANK",
    "STANDS_APPROVED",
    "STEPS",
    "Level",
    "State",
    "Step",
    "allows",
    "reaches",
    "steps_for",
]
