"""The contract of an approved project: what each side gives, the account, what is still missing."""

from projects.contracting.access import (
    is_open,
    may_fill,
    may_see_account,
    may_settle_account,
    may_work,
    require_open,
)
from projects.contracting.asking import ask, decline, take_back
from projects.contracting.bank import Account, check_bic, check_iban, confirm, give, refuse
from projects.contracting.checklist import Item, checklist, is_ready
from projects.contracting.filling import (
    APPLICANT_FIELDS,
    STAFF_FIELDS,
    Person,
    StaleContract,
    contract_of,
    fill,
    interventions_offered,
)
from projects.contracting.issuing import issue, may_read_issues, take_back_issue
from projects.contracting.papers import add_paper, papers_of, remove_paper
from projects.contracting.recording import close, override, reopen, set_contracted

__all__ = [
    "APPLICANT_FIELDS",
    "STAFF_FIELDS",
    "Account",
    "Item",
    "Person",
    "StaleContract",
    "add_paper",
    "ask",
    "check_bic",
    "check_iban",
    "checklist",
    "close",
    "confirm",
    "contract_of",
    "decline",
    "fill",
    "give",
    "interventions_offered",
    "is_open",
    "is_ready",
    "issue",
    "may_fill",
    "may_read_issues",
    "may_see_account",
    "may_settle_account",
    "may_work",
    "override",
    "papers_of",
    "refuse",
    "remove_paper",
    "reopen",
    "require_open",
    "set_contracted",
    "take_back",
    "take_back_issue",
]
