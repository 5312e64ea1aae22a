"""What must be there before a contract can be recorded; each point says why, and whose turn it is."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.contracting.filling import contract_of
from projects.models import Attachment, BankAccount, Contract, ContractPerson, Project
from projects.models.attachments import AttachmentState, Purpose
from projects.states import Step

Turn = Literal["applicants", "secretariat", "either"]


@dataclass(frozen=True)
class Item:
    """One point. `place` names the part of the contract's page, or the page, where it is mended."""

    key: str
    label: str
    is_met: bool
    text: str
    turn: Turn
    place: str


Provider = Callable[[Project], Iterable[Item]]


def checklist(project: Project) -> list[Item]:
    """All points in the order in which they usually come; those of the apps above stand first."""
    contract = contract_of(project)
    above: list[Item] = []
    for path in settings.CONTRACT_POINTS:
        provider: Provider = import_string(path)
        above.extend(provider(project))
    return [
        *above,
        _days(contract),
        _people(contract),
        _account(contract),
        *_agreement(project, contract),
        _number(contract),
        _signatures(contract),
        _paper(project),
    ]


def is_ready(project: Project) -> bool:
    """Whether nothing is missing."""
    return all(item.is_met for item in checklist(project))


def obstacle(project: Project, step: Step, on: datetime.date | None) -> str | Promise | None:
    """What keeps the contract from being recorded; None when all is there, or a manager overrode it."""
    if contract_of(project).override_note:
        return None
    missing = [item.label for item in checklist(project) if not item.is_met]
    if not missing:
        return None
    return ngettext(
        "One point of the checklist is not met: %(points)s. Complete it, or override it with a reason.",
        "%(count)d points of the checklist are not met: %(points)s. Complete them, or override them with a "
        "reason.",
        len(missing),
    ) % {"count": len(missing), "points": ", ".join(missing)}


def _days(contract: Contract) -> Item:
    is_met = bool(contract.pk and contract.starts_on and contract.ends_on)
    text = (
        _("Both days are given and lie within the time in which the programme pays costs.")
        if is_met
        else _("Confirm when the project starts and ends. The days of the application form are proposed.")
    )
    return Item("days", _("First and last day of the project"), is_met, text, "applicants", "days")


def _people(contract: Contract) -> Item:
    named = {row.kind for row in contract.people.all()} if contract.pk else set()
    missing = [str(kind.label) for kind in ContractPerson.Kind if kind.value not in named]
    text = (
        _("Still to name: %(kinds)s.") % {"kinds": ", ".join(missing)}
        if missing
        else _("Each side of the project has somebody who answers for it.")
    )
    return Item("people", _("Who answers for the project"), not missing, text, "applicants", "people")


def _account(contract: Contract) -> Item:
    standing = {row.state for row in contract.accounts.standing()} if contract.pk else set()
    is_waiting = BankAccount.State.WAITING in standing
    is_met = BankAccount.State.VALID in standing and not is_waiting
    label = _("Bank account of the lead partner")
    if is_met:
        text = _("A second person has confirmed the account.")
    elif is_waiting:
        text = _("An account waits for a second person: somebody else who manages it, or the secretariat.")
    else:
        text = _("Give the account to which the money is paid.")
    return Item("account", label, is_met, text, "either" if is_waiting else "applicants", "account")


def _agreement(project: Project, contract: Contract) -> list[Item]:
    """Nothing where the lead partner stands alone: there is nobody to agree with."""
    if project.partnerships.count() < 2:
        return []
    has_paper = _has(project, Purpose.AGREEMENT)
    is_met = has_paper and contract.agreement_signed_on is not None
    if is_met:
        text = _("The signed agreement is uploaded, with its date.")
    elif has_paper:
        text = _("Give the date on which the last partner signed.")
    else:
        text = _("Upload the agreement that all partners have signed, and give its date.")
    label = _("Partnership agreement")
    return [Item("agreement", label, is_met, text, "applicants", "papers" if not has_paper else "days")]


def _number(contract: Contract) -> Item:
    text = _("As the programme numbers its contracts.")
    return Item("number", _("Contract number"), bool(contract.number), text, "secretariat", "office")


def _signatures(contract: Contract) -> Item:
    missing = [
        name
        for name, day in (
            (_("lead partner"), contract.lead_signed_on),
            (_("managing authority"), contract.authority_signed_on),
        )
        if day is None
    ]
    text = (
        _("Not signed yet: %(who)s.") % {"who": ", ".join(missing)}
        if missing
        else _("Lead partner and managing authority have signed.")
    )
    return Item("signatures", _("Signatures"), not missing, text, "secretariat", "office")


def _paper(project: Project) -> Item:
    is_met = _has(project, Purpose.CONTRACT)
    text = (
        _("The signed contract is on file.")
        if is_met
        else _("Upload the contract that both parties have signed.")
    )
    return Item("paper", _("Signed contract"), is_met, text, "either", "papers")


def _has(project: Project, purpose: str) -> bool:
    papers = Attachment.objects.present().filter(project=project, purpose=purpose)
    return papers.filter(state=AttachmentState.CLEAN).exists()
