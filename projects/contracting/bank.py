"""The account for the money: checked number by number, confirmed by a second person, told to all managers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from stdnum import bic as bics
from stdnum import iban as ibans
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidLength, ValidationError

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from core.retry import retried
from projects.contracting import notices
from projects.contracting.access import may_give_account, may_settle_account, opened
from projects.contracting.filling import kept
from projects.contracting.words import line, text
from projects.models import BankAccount, Project

State = BankAccount.State
REASON_LENGTH = 2000
_LEFT_OUT = re.compile(r"[\s\u200b-\u200f\u2060\ufeff.\-]+")


def check_iban(typed: str) -> str:
    """The number without spaces, in capitals. DomainError that says what is wrong with it.

    Checked are the check digits, the length and form of the country, and the country's own check digits. A
    bank that is not in our list is no fault: lists of banks are never quite current.
    """
    number = _compact(typed)
    if not number:
        raise DomainError(_("Give the IBAN of the account."))
    if not (number.isascii() and number.isalnum()) or len(number) > 34:
        raise DomainError(_("An IBAN has at most 34 letters and digits and begins with the country code."))
    try:
        ibans.validate(number, check_country=False)
        ibans.validate(number)
    except InvalidComponent as fault:
        if not _is_wellformed(number):
            raise DomainError(_iban_fault(number, fault)) from fault
    except ValidationError as fault:
        raise DomainError(_iban_fault(number, fault)) from fault
    return number


def check_bic(typed: str) -> str:
    """The BIC in capitals, or nothing. DomainError that says what is wrong with it."""
    code = _compact(typed)
    if not code:
        return ""
    if not (code.isascii() and code.isalnum() and bics.is_valid(code)):
        raise DomainError(_("A BIC has 8 or 11 letters and digits, such as GEBABEBB. Copy it from the bank."))
    return code


@dataclass(frozen=True)
class Account:
    """An account as somebody typed it."""

    holder: str
    iban: str
    bic: str = ""
    bank: str = ""


@retried
@transaction.atomic
def give(
    project: Project,
    given: Account,
    *,
    by: User,
    key: UUID,
    reason: str = "",
) -> BankAccount:
    """Name the account to which the money is paid, in place of one that waits; the confirmed one holds on.

    For people who manage the project; a change needs its reason. It holds once another person confirms it.
    Everybody who manages the project is told at once. The same `key` gives the same account.
    """
    fresh = opened(project, by, is_allowed=may_give_account(by, project))
    contract = kept(fresh)
    known = BankAccount.objects.filter(creation_key=key).first()
    if known is not None:
        return _own(known, fresh)
    number, code = check_iban(given.iban), check_bic(given.bic)
    holder = line(given.holder, 140)
    if not holder:
        raise DomainError(_("Give the name of the account holder, as the bank writes it."))
    standing = {account.state: account for account in contract.accounts.standing()}
    why = text(reason, REASON_LENGTH)
    if standing and not why:
        raise DomainError(_("Write why the account changes. Everybody who manages the project reads it."))
    valid = standing.get(State.VALID)
    if valid is not None and (valid.iban, valid.bic, valid.holder) == (number, code, holder):
        raise DomainError(_("This is the account that is confirmed already."))
    if State.WAITING in standing:
        _settle(standing[State.WAITING], State.REPLACED, by)
    account = BankAccount.objects.create(
        contract=contract,
        holder=holder,
        iban=number,
        bic=code,
        bank=line(given.bank, 140),
        reason=why,
        given_by=by,
        creation_key=key,
    )
    old = {"account": valid.masked} if valid else None
    trail.record(fresh.chain, "give bank account", by=by, old=old, new=_told(account), note=why)
    notices.tell_account(fresh, account, "account_given", by=by)
    return account


@retried
@transaction.atomic
def confirm(account: BankAccount, *, by: User) -> BankAccount:
    """Confirm as a second person that the account is right; from now on it is the one that holds."""
    project, fresh = _waiting(account, by)
    for old in BankAccount.objects.filter(contract=fresh.contract_id, state=State.VALID):
        old.state = State.REPLACED
        old.save(update_fields=["state"])
    _settle(fresh, State.VALID, by)
    trail.record(project.chain, "confirm bank account", by=by, new=_told(fresh))
    notices.tell_account(project, fresh, "account_confirmed", by=by)
    return fresh


@retried
@transaction.atomic
def refuse(account: BankAccount, *, by: User, reason: str) -> BankAccount:
    """Say as a second person that the account is not right; the one that held before goes on holding."""
    why = text(reason, REASON_LENGTH)
    if not why:
        raise DomainError(_("Write what is wrong with the account."))
    project, fresh = _waiting(account, by)
    _settle(fresh, State.REFUSED, by)
    trail.record(project.chain, "refuse bank account", by=by, old=_told(fresh), note=why)
    notices.tell_account(project, fresh, "account_refused", by=by, note=why)
    return fresh


def _waiting(account: BankAccount, by: User) -> tuple[Project, BankAccount]:
    """Project and account as they are now, locked, if this person may settle it."""
    project = opened(account.contract.project, by)
    fresh = BankAccount.objects.select_related("contract__project__call__programme_period").get(pk=account.pk)
    if fresh.state != State.WAITING:
        raise DomainError(_("Somebody has settled this account already. Reload the page to see how."))
    if fresh.given_by_id == by.pk:
        raise NotAllowed(_("You gave this account yourself. Another person confirms it."))
    if not may_settle_account(by, fresh):
        raise NotAllowed(_("Only people who manage the project, and the secretariat, confirm its account."))
    return project, fresh


def _settle(account: BankAccount, state: str, by: User) -> None:
    account.state, account.settled_by, account.settled_at = state, by, timezone.now()
    account.save(update_fields=["state", "settled_by", "settled_at"])


def _own(known: BankAccount, project: Project) -> BankAccount:
    if known.contract.project_id != project.pk:
        raise DomainError(_("This form was used already. Reload the page."))
    return known


def _told(account: BankAccount) -> dict[str, str]:
    """What the trail keeps: never the whole number."""
    return {"account": account.masked, "bic": account.bic, "state": account.state}


def _compact(typed: str) -> str:
    return _LEFT_OUT.sub("", unicodedata.normalize("NFKC", typed[:200])).upper()


def _is_wellformed(number: str) -> bool:
    """Whether check digits, length and form of the country fit, whatever the bank."""
    try:
        ibans.validate(number, check_country=False)
    except ValidationError:
        return False
    return True


def _iban_fault(number: str, fault: ValidationError) -> str:
    if isinstance(fault, InvalidChecksum):
        return _("The check digits do not fit: at least one character is wrong. Compare it with the bank's.")
    if isinstance(fault, InvalidLength):
        return _("This IBAN is too short or too long for the country %(country)s.") % {"country": number[:2]}
    return _(
        "“%(country)s” and what follows do not have the form of an IBAN. Compare it with the bank's."
    ) % {"country": number[:4]}
