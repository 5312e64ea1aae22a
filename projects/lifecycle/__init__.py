"""The verbs that move a project from draft to closure. Each is one transaction, on the locked row."""

from projects.lifecycle.confirming import (
    SecondPersonNeeded,
    cancel_request,
    digest_of,
    request_submission,
)
from projects.lifecycle.deadlines import Closed
from projects.lifecycle.deciding import (
    approve,
    approve_with_conditions,
    close,
    declare_eligible,
    declare_ineligible,
    put_on_reserve,
    refuse,
    reopen,
    return_for_conditions,
    return_to_applicant,
    revert,
    set_contracted,
    take,
    take_back,
)
from projects.lifecycle.drafting import delete_draft, start_draft, start_step_two, withdraw
from projects.lifecycle.kept_modifications import Plan
from projects.lifecycle.modifying import (
    approve_modification,
    cancel_modification,
    hand_back,
    open_modification,
    reject_modification,
)
from projects.lifecycle.moves import Act, Seen
from projects.lifecycle.readiness import NotReady
from projects.lifecycle.rehearsing import delete_rehearsal, start_rehearsal
from projects.lifecycle.starting_over import left_out_of, start_from
from projects.lifecycle.submitting import AlreadySubmitted, submit
from projects.permissions import available_steps

__all__ = [
    "Act",
    "AlreadySubmitted",
    "Closed",
    "NotReady",
    "Plan",
    "SecondPersonNeeded",
    "Seen",
    "approve",
    "approve_modification",
    "approve_with_conditions",
    "available_steps",
    "cancel_modification",
    "cancel_request",
    "close",
    "declare_eligible",
    "declare_ineligible",
    "delete_draft",
    "delete_rehearsal",
    "digest_of",
    "hand_back",
    "left_out_of",
    "open_modification",
    "put_on_reserve",
    "refuse",
    "reject_modification",
    "reopen",
    "request_submission",
    "return_for_conditions",
    "return_to_applicant",
    "revert",
    "set_contracted",
    "start_draft",
    "start_from",
    "start_rehearsal",
    "start_step_two",
    "submit",
    "take",
    "take_back",
    "withdraw",
]
