"""Every step that a project can take: the one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programmes.states import DECIDES, SECRETARIAT, Role
from projects.states.names import Level, State


@dataclass(frozen=True)
class Step:
    """One act that moves a project.

    `routes` names, for each state in which the step may be taken, where it can lead: one state, or several
    when the project's own history decides (a resubmission goes back to where the project was returned from).
    Deletion leads nowhere. Either `roles` (staff) or `level` (the least collaborator level) says who.
    `precondition` is the name under which settings.PROJECT_PRECONDITIONS or the lifecycle checks more.
    """

    key: str
    label: Promise
    routes: Mapping[State, tuple[State, ...]]
    roles: frozenset[Role] = field(default_factory=frozenset)
    level: Level | None = None
    needs_note: bool = False
    needs_date: bool = False
    precondition: str = ""
    tone: str = "secondary"

    @property
    def sources(self) -> frozenset[State]:
        """The states in which the step may be taken."""
        return frozenset(self.routes)

    @property
    def targets(self) -> frozenset[State]:
        """Every state to which the step can lead."""
        return frozenset(target for targets in self.routes.values() for target in targets)


_S = State
_BACK_FROM_DECISION = (_S.ELIGIBLE, _S.RESERVE, _S.APPROVED_WITH_CONDITIONS, _S.CONDITIONS_SUBMITTED)
_MODIFICATION_ENDS = {
    _S.MODIFICATION_PRECONTRACTING_SUBMITTED: (_S.APPROVED,),
    _S.MODIFICATION_SUBMITTED: (_S.CONTRACTED,),
}
_WITHDRAWN_FROM = (
    *(_S.STEP1_SUBMITTED, _S.STEP1_RETURNED, _S.STEP1_ELIGIBLE),
    *(_S.STEP1_APPROVED, _S.STEP1_APPROVED_WITH_CONDITIONS),
    *(_S.DRAFT, _S.SUBMITTED, _S.RETURNED, _S.ELIGIBLE, _S.RESERVE),
)
_MANAGER = frozenset({Role.MANAGER})


def _all_to(target: State, *sources: State) -> dict[State, tuple[State, ...]]:
    return dict.fromkeys(sources, (target,))


STEPS: tuple[Step, ...] = (
    Step(
        "submit",
        _("Submit"),
        {
            _S.STEP1_DRAFT: (_S.STEP1_SUBMITTED,),
            _S.STEP1_RETURNED: (_S.STEP1_SUBMITTED, _S.STEP1_ELIGIBLE),
            _S.DRAFT: (_S.SUBMITTED,),
            _S.RETURNED: (_S.SUBMITTED, _S.ELIGIBLE, _S.APPROVED),
            _S.RETURNED_FOR_CONDITIONS: (_S.CONDITIONS_SUBMITTED,),
            _S.MODIFICATION_PRECONTRACTING: (_S.MODIFICATION_PRECONTRACTING_SUBMITTED,),
            _S.IN_MODIFICATION: (_S.MODIFICATION_SUBMITTED,),
        },
        level=Level.EDIT,
        precondition="complete",
        tone="primary",
    ),
    Step(
        "withdraw",
        _("Withdraw"),
        _all_to(_S.WITHDRAWN, *_WITHDRAWN_FROM),
        level=Level.MANAGE,
        precondition="may_be_withdrawn",
        tone="danger",
    ),
    Step(
        "delete_draft",
        _("Delete the draft"),
        {_S.STEP1_DRAFT: (), _S.DRAFT: ()},
        level=Level.MANAGE,
        precondition="never_submitted",
        tone="danger",
    ),
    Step(
        "start_step_two",
        _("Start step 2"),
        _all_to(_S.DRAFT, _S.STEP1_APPROVED, _S.STEP1_APPROVED_WITH_CONDITIONS),
        level=Level.MANAGE,
        precondition="step_two_open",
        tone="primary",
    ),
    Step(
        "return_to_applicant",
        _("Return to the applicant"),
        {
            **_all_to(_S.STEP1_RETURNED, _S.STEP1_SUBMITTED, _S.STEP1_ELIGIBLE),
            **_all_to(_S.RETURNED, _S.SUBMITTED, _S.ELIGIBLE, _S.APPROVED),
        },
        SECRETARIAT,
        needs_note=True,
    ),
    Step(
        "take_back",
        _("Take it back as it was submitted"),
        {
            _S.STEP1_RETURNED: (_S.STEP1_SUBMITTED, _S.STEP1_ELIGIBLE),
            _S.RETURNED: (_S.SUBMITTED, _S.ELIGIBLE, _S.APPROVED),
        },
        SECRETARIAT,
        needs_note=True,
    ),
    Step(
        "declare_eligible",
        _("Declare eligible"),
        {_S.STEP1_SUBMITTED: (_S.STEP1_ELIGIBLE,), _S.SUBMITTED: (_S.ELIGIBLE,)},
        SECRETARIAT,
        needs_date=True,
        precondition="screening_concluded",
        tone="primary",
    ),
    Step(
        "declare_ineligible",
        _("Declare not eligible"),
        {_S.STEP1_SUBMITTED: (_S.STEP1_INELIGIBLE,), _S.SUBMITTED: (_S.INELIGIBLE,)},
        SECRETARIAT,
        needs_note=True,
        needs_date=True,
        precondition="screening_concluded",
        tone="danger",
    ),
    Step(
        "approve",
        _("Approve"),
        {
            _S.STEP1_ELIGIBLE: (_S.STEP1_APPROVED,),
            **_all_to(
                _S.APPROVED, _S.ELIGIBLE, _S.RESERVE, _S.APPROVED_WITH_CONDITIONS, _S.CONDITIONS_SUBMITTED
            ),
        },
        DECIDES,
        needs_date=True,
        precondition="quality_concluded",
        tone="primary",
    ),
    Step(
        "approve_with_conditions",
        _("Approve with conditions"),
        {
            _S.STEP1_ELIGIBLE: (_S.STEP1_APPROVED_WITH_CONDITIONS,),
            **_all_to(_S.APPROVED_WITH_CONDITIONS, _S.ELIGIBLE, _S.RESERVE),
        },
        DECIDES,
        needs_note=True,
        needs_date=True,
        precondition="quality_concluded",
    ),
    Step(
        "put_on_reserve",
        _("Put on the reserve list"),
        _all_to(_S.RESERVE, _S.ELIGIBLE),
        DECIDES,
        needs_date=True,
        precondition="quality_concluded",
    ),
    Step(
        "postpone",
        _("Postpone the decision"),
        {state: (state,) for state in (_S.STEP1_ELIGIBLE, _S.ELIGIBLE, _S.RESERVE)},
        DECIDES,
        needs_note=True,
        needs_date=True,
    ),
    Step(
        "refuse",
        _("Refuse"),
        {
            _S.STEP1_ELIGIBLE: (_S.STEP1_NOT_APPROVED,),
            **_all_to(
                _S.NOT_APPROVED,
                _S.ELIGIBLE,
                _S.RESERVE,
                _S.APPROVED_WITH_CONDITIONS,
                _S.CONDITIONS_SUBMITTED,
            ),
        },
        DECIDES,
        needs_note=True,
        needs_date=True,
        precondition="quality_concluded",
        tone="danger",
    ),
    Step(
        "revert",
        _("Undo the last decision"),
        {
            **_all_to(_S.STEP1_SUBMITTED, _S.STEP1_ELIGIBLE, _S.STEP1_INELIGIBLE),
            **_all_to(
                _S.STEP1_ELIGIBLE,
                _S.STEP1_APPROVED,
                _S.STEP1_APPROVED_WITH_CONDITIONS,
                _S.STEP1_NOT_APPROVED,
            ),
            **_all_to(_S.SUBMITTED, _S.ELIGIBLE, _S.INELIGIBLE),
            _S.RESERVE: (_S.ELIGIBLE,),
            _S.APPROVED_WITH_CONDITIONS: (_S.ELIGIBLE, _S.RESERVE),
            _S.APPROVED: _BACK_FROM_DECISION,
            _S.NOT_APPROVED: _BACK_FROM_DECISION,
        },
        _MANAGER,
        needs_note=True,
        precondition="decision_stands",
        tone="danger",
    ),
    Step(
        "return_for_conditions",
        _("Ask the applicant to meet the conditions"),
        _all_to(_S.RETURNED_FOR_CONDITIONS, _S.APPROVED_WITH_CONDITIONS),
        SECRETARIAT,
        needs_note=True,
    ),
    Step(
        "hand_back",
        _("Hand back for further changes"),
        {
            _S.CONDITIONS_SUBMITTED: (_S.RETURNED_FOR_CONDITIONS,),
            _S.MODIFICATION_PRECONTRACTING_SUBMITTED: (_S.MODIFICATION_PRECONTRACTING,),
            _S.MODIFICATION_SUBMITTED: (_S.IN_MODIFICATION,),
        },
        SECRETARIAT,
        needs_note=True,
    ),
    Step(
        "open_modification",
        _("Open a modification"),
        {_S.APPROVED: (_S.MODIFICATION_PRECONTRACTING,), _S.CONTRACTED: (_S.IN_MODIFICATION,)},
        SECRETARIAT,
        needs_note=True,
        precondition="sub_grant_stays",
    ),
    Step(
        "approve_modification",
        _("Approve the modification"),
        _MODIFICATION_ENDS,
        DECIDES,
        needs_date=True,
        tone="primary",
    ),
    Step(
        "reject_modification",
        _("Reject the modification"),
        _MODIFICATION_ENDS,
        DECIDES,
        needs_note=True,
        needs_date=True,
        tone="danger",
    ),
    Step(
        "cancel_modification",
        _("Cancel the modification"),
        {_S.MODIFICATION_PRECONTRACTING: (_S.APPROVED,), _S.IN_MODIFICATION: (_S.CONTRACTED,)},
        SECRETARIAT,
        needs_note=True,
        tone="danger",
    ),
    Step(
        "set_contracted",
        _("Record the contract"),
        _all_to(_S.CONTRACTED, _S.APPROVED),
        _MANAGER,
        needs_date=True,
        precondition="contract_ready",
        tone="primary",
    ),
    Step("close", _("Close the project"), _all_to(_S.CLOSED, _S.CONTRACTED), _MANAGER),
    Step("reopen", _("Reopen the project"), _all_to(_S.CONTRACTED, _S.CLOSED), _MANAGER, needs_note=True),
)
BY_KEY: Mapping[str, Step] = {step.key: step for step in STEPS}
DECISION_STEPS = frozenset(
    {
        "declare_eligible",
        "declare_ineligible",
        "approve",
        "approve_with_conditions",
        "put_on_reserve",
        "refuse",
    }
)
