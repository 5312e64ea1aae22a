"""States of a project from draft to closure, named sets of them, and the steps between them. No database.

The table follows the statuses that programmes know (draft, submitted, eligible, approved, contracted ...),
with withdrawal by the applicant, a reserve list and deletion of a never-submitted draft added.
"""

from projects.states.allowed import allows, steps_for
from projects.states.names import (
    AWAITS_ELIGIBILITY,
    CONTRACTING,
    DRAFTS,
    EDITABLE,
    ELIGIBLE,
    FUNDED,
    LEVEL_RANK,
    MODIFICATION_WAITS,
    MODIFIED,
    REHEARSED,
    RETURNS,
    STANDS_APPROVED,
    STEP1,
    Level,
    State,
    reaches,
    step_of,
)
from projects.states.steps import BY_KEY, DECISION_STEPS, STEPS, Step

__all__ = [
    "AWAITS_ELIGIBILITY",
    "BY_KEY",
    "CONTRACTING",
    "DECISION_STEPS",
    "DRAFTS",
    "EDITABLE",
    "ELIGIBLE",
    "FUNDED",
    "LEVEL_RANK",
    "MODIFICATION_WAITS",
    "MODIFIED",
    "REHEARSED",
    "RETURNS",
    "STANDS_APPROVED",
    "STEP1",
    "STEPS",
    "Level",
    "State",
    "Step",
    "allows",
    "reaches",
    "step_of",
    "steps_for",
]
