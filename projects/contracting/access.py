"""Who may see and give what of a contract, and while the project is in which states."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError, NotAllowed
from programmes.states import SECRETARIAT
from projects.locking import locked
from projects.models import BankAccount, Project
from projects.permissions import has_contract, standing
from projects.states import Level, State, reaches


def is_open(project: Project) -> bool:
    """Whether anything of the contract may be changed: not once the project is closed."""
    return has_contract(project) and project.state != State.CLOSED


def may_fill(user: User | AnonymousUser, project: Project) -> bool:
    """Whether the person writes the whole project, and so gives the applicants' part."""
    return reaches(standing(user, project).level, Level.EDIT)


def may_work(user: User | AnonymousUser, project: Project) -> bool:
    """Whether the person is of the secretariat, and no applicant of this project."""
    who = standing(user, project)
    return who.level is None and not who.roles.isdisjoint(SECRETARIAT)


def may_give_account(user: User | AnonymousUser, project: Project) -> bool:
    """Whether the person manages the whole project: where the money goes is for nobody else to say."""
    return reaches(standing(user, project).level, Level.MANAGE)


def may_see_account(user: User | AnonymousUser, project: Project) -> bool:
    """Whether the person needs the whole number of the account; everybody else sees it masked."""
    return may_give_account(user, project) or may_work(user, project)


def may_settle_account(user: User | AnonymousUser, account: BankAccount) -> bool:
    """Whether the person may confirm the account: somebody who needs it, and did not give it."""
    project = account.contract.project
    is_other = isinstance(user, User) and account.given_by_id != user.pk
    return is_other and account.state == BankAccount.State.WAITING and may_see_account(user, project)


def opened(project: Project, by: User, *, is_allowed: bool = True) -> Project:
    """The project, locked, while its contract may be changed; NotAllowed, DomainError."""
    fresh = locked(project)
    require_open(fresh)
    if not is_allowed:
        raise NotAllowed(_("You may not change this part of the contract."))
    return fresh


def require_open(project: Project) -> None:
    """DomainError before the project is approved, and once it is closed."""
    if project.state == State.CLOSED:
        raise DomainError(_("The project is closed, so its contract is locked. Reopen the project first."))
    if not is_open(project):
        raise DomainError(
            _("There is no contract to prepare while the project is “%(state)s”.")
            % {"state": project.get_state_display()}
        )
