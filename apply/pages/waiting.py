"""What happens next with a proposal, and who has it now, in words for its writers."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from calls.states import CallKind
from projects.states import State

WITH_SECRETARIAT = _("The secretariat has it now. You need to do nothing.")

NEXT: dict[State, str | Promise] = {
    State.STEP1_DRAFT: _("You are writing it for step 1. Submit it before step 1 closes."),
    State.STEP1_SUBMITTED: _("The secretariat checks whether it meets the conditions of step 1."),
    State.STEP1_RETURNED: _("The secretariat asks you to complete it. Correct it, then submit it again."),
    State.STEP1_ELIGIBLE: _("Assessors read it, then it is decided who may take part in step 2."),
    State.STEP1_INELIGIBLE: _("It did not meet the conditions of step 1. The letter gives the reason."),
    State.STEP1_APPROVED: _("You may take part in step 2. Start it here: everything you wrote is kept."),
    State.STEP1_APPROVED_WITH_CONDITIONS: _(
        "You may take part in step 2, under the conditions in the letter. Start it here: everything you "
        "wrote is kept."
    ),
    State.STEP1_NOT_APPROVED: _("It does not go on to step 2. The letter gives the reason."),
    State.DRAFT: _("You are writing it. Submit it before the call closes."),
    State.SUBMITTED: _("The secretariat checks whether it meets the conditions of the call."),
    State.RETURNED: _("The secretariat asks you to complete it. Correct it, then submit it again."),
    State.ELIGIBLE: _("Assessors read it, then the monitoring committee decides."),
    State.INELIGIBLE: _("It did not meet the conditions of the call. The letter gives the reason."),
    State.RESERVE: _("It is on the reserve list, waiting for money to become available."),
    State.APPROVED_WITH_CONDITIONS: _(
        "It was approved with conditions. The secretariat will ask for changes."
    ),
    State.RETURNED_FOR_CONDITIONS: _("Meet the conditions of the decision, then submit it again."),
    State.CONDITIONS_SUBMITTED: _("The secretariat checks whether the conditions are met."),
    State.APPROVED: _(
        "It was approved. Now complete your part of the contract: the page “Contract” says what is missing."
    ),
    State.NOT_APPROVED: _("It was not approved. The letter gives the reason."),
    State.MODIFICATION_PRECONTRACTING: _("You may change it before the contract. Submit it when it is done."),
    State.MODIFICATION_PRECONTRACTING_SUBMITTED: _("The secretariat looks at the changes."),
    State.CONTRACTED: _("The project is running."),
    State.IN_MODIFICATION: _("You may change the project. Submit the changes when they are done."),
    State.MODIFICATION_SUBMITTED: _("The secretariat looks at the changes."),
    State.CLOSED: _("The project is closed."),
    State.WITHDRAWN: _("It was withdrawn."),
}


# Where a funded project passes its money on, its beneficiary selects (Regulation (EU) 2021/1059, Art. 25(3)).
_NEXT_OF_CASCADE: dict[State, str | Promise] = {
    State.ELIGIBLE: _("Assessors read it, then the beneficiary that launched the call decides."),
}


def next_in_words(state: str, kind: str) -> str:
    """One sentence for a state in a kind of call; every state has one."""
    own = _NEXT_OF_CASCADE if kind == CallKind.CASCADE else NEXT
    return str(own.get(State(state)) or NEXT[State(state)])
