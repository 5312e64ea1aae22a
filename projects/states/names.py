"""The states of a project from draft to closure, named sets of them, and the levels of collaborators."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    STEP1_DRAFT = "step1_draft", _("Draft for step 1")
    STEP1_SUBMITTED = "step1_submitted", _("Submitted in step 1")
    STEP1_RETURNED = "step1_returned", _("Returned to the applicant in step 1")
    STEP1_ELIGIBLE = "step1_eligible", _("Eligible in step 1")
    STEP1_INELIGIBLE = "step1_ineligible", _("Not eligible in step 1")
    STEP1_APPROVED = "step1_approved", _("Approved for step 2")
    STEP1_APPROVED_WITH_CONDITIONS = (
        "step1_approved_with_conditions",
        _("Approved for step 2 with conditions"),
    )
    STEP1_NOT_APPROVED = "step1_not_approved", _("Not approved in step 1")
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned to the applicant")
    ELIGIBLE = "eligible", _("Eligible")
    INELIGIBLE = "ineligible", _("Not eligible")
    RESERVE = "reserve", _("On the reserve list")
    APPROVED_WITH_CONDITIONS = "approved_with_conditions", _("Approved with conditions")
    RETURNED_FOR_CONDITIONS = "returned_for_conditions", _("Returned for conditions")
    CONDITIONS_SUBMITTED = "conditions_submitted", _("Conditions submitted")
    APPROVED = "approved", _("Approved")
    NOT_APPROVED = "not_approved", _("Not approved")
    MODIFICATION_PRECONTRACTING = "modification_precontracting", _("In modification before the contract")
    MODIFICATION_PRECONTRACTING_SUBMITTED = (
        "modification_precontracting_submitted",
        _("Modification before the contract submitted"),
    )
    CONTRACTED = "contracted", _("Contracted")
    IN_MODIFICATION = "in_modification", _("In modification")
    MODIFICATION_SUBMITTED = "modification_submitted", _("Modification submitted")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


STEP1 = frozenset(
    {
        State.STEP1_DRAFT,
        State.STEP1_SUBMITTED,
        State.STEP1_RETURNED,
        State.STEP1_ELIGIBLE,
        State.STEP1_INELIGIBLE,
        State.STEP1_APPROVED,
        State.STEP1_APPROVED_WITH_CONDITIONS,
        State.STEP1_NOT_APPROVED,
    }
)
# Written before a deadline of the call; everything else has been submitted at least once.
DRAFTS = frozenset({State.STEP1_DRAFT, State.DRAFT})
# As far as a rehearsal goes: staff never judge one.
REHEARSED = DRAFTS | {State.STEP1_SUBMITTED, State.SUBMITTED, State.WITHDRAWN}
# With the applicant, to be completed; the clock of the secretariat stands.
RETURNS = frozenset({State.STEP1_RETURNED, State.RETURNED})
# Open again after the decision, until the changes are submitted.
MODIFIED = frozenset({State.MODIFICATION_PRECONTRACTING, State.IN_MODIFICATION})
# With the secretariat, to be decided.
MODIFICATION_WAITS = frozenset({State.MODIFICATION_PRECONTRACTING_SUBMITTED, State.MODIFICATION_SUBMITTED})
AWAITS_ELIGIBILITY = frozenset({State.STEP1_SUBMITTED, State.SUBMITTED})
ELIGIBLE = frozenset({State.STEP1_ELIGIBLE, State.ELIGIBLE})
EDITABLE = frozenset(
    {
        State.STEP1_DRAFT,
        State.STEP1_RETURNED,
        State.DRAFT,
        State.RETURNED,
        State.RETURNED_FOR_CONDITIONS,
        State.MODIFICATION_PRECONTRACTING,
        State.IN_MODIFICATION,
    }
)
FUNDED = frozenset(
    {
        State.APPROVED,
        State.MODIFICATION_PRECONTRACTING,
        State.MODIFICATION_PRECONTRACTING_SUBMITTED,
        State.CONTRACTED,
        State.IN_MODIFICATION,
        State.MODIFICATION_SUBMITTED,
        State.CLOSED,
    }
)
# From the decision on: conditions and contract are worked on side by side.
CONTRACTING = FUNDED | {
    State.APPROVED_WITH_CONDITIONS,
    State.RETURNED_FOR_CONDITIONS,
    State.CONDITIONS_SUBMITTED,
}
STANDS_APPROVED = frozenset({State.APPROVED, State.CONTRACTED, State.CLOSED})


def step_of(state: str) -> int:
    """The step of a two-step call that a state belongs to: 1 or 2. One-step calls know only step 2."""
    return 1 if state in STEP1 else 2


class Level(models.TextChoices):
    """What a collaborator may do; each level includes the ones before it."""

    VIEW = "view", _("View")
    EDIT = "edit", _("Edit")
    MANAGE = "manage", _("Manage")


LEVEL_RANK: Mapping[str, int] = {Level.VIEW: 1, Level.EDIT: 2, Level.MANAGE: 3}


def reaches(level: str | None, least: Level) -> bool:
    """Whether a collaborator's level (None: no collaborator) includes `least`."""
    return LEVEL_RANK.get(level or "", 0) >= LEVEL_RANK[least]
