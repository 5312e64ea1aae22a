"""What the days of a contract must be like, and why."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.errors import DomainError
from projects.models import Contract, Project, StateChange
from projects.states import STANDS_APPROVED, State

_DECIDED = (State.APPROVED, State.APPROVED_WITH_CONDITIONS)


def decided_on(project: Project) -> datetime.date | None:
    """The day of the decision that gave the project its money; the first one, whatever was modified since."""
    changes = StateChange.objects.of(project).filter(step__in=["approve", "approve_with_conditions"])
    decision = changes.filter(target__in=_DECIDED).first()
    return decision.decided_on if decision else None


def contracted_on(project: Project) -> datetime.date | None:
    """The date of the contract, once it is recorded."""
    recorded = StateChange.objects.of(project).filter(step="set_contracted", target__in=STANDS_APPROVED)
    change = recorded.first()
    return change.decided_on if change else None


def check_days(project: Project, contract: Contract) -> None:
    """DomainError that names the first day that cannot be, and the limit that it crosses."""
    edition = project.call.programme_period
    start, end = contract.starts_on, contract.ends_on
    if start and end and end < start:
        raise DomainError(_("The project cannot end before it starts."))
    if start and edition.eligible_from and start < edition.eligible_from:
        raise DomainError(
            _("The project cannot start before %(day)s, the first day on which the programme may pay costs.")
            % {"day": date_format(edition.eligible_from)}
        )
    if end and edition.eligible_until and end > edition.eligible_until:
        raise DomainError(
            _("The project cannot end after %(day)s, the last day on which the programme may pay costs.")
            % {"day": date_format(edition.eligible_until)}
        )
    _check_signatures(project, contract)


def _check_signatures(project: Project, contract: Contract) -> None:
    today = timezone.localdate(timezone=project.call.zone)
    decision = decided_on(project)
    signed = (contract.agreement_signed_on, contract.lead_signed_on, contract.authority_signed_on)
    if any(day and day > today for day in signed):
        raise DomainError(_("Nothing can have been signed in the future. Give the day of the signature."))
    bound = (contract.lead_signed_on, contract.authority_signed_on, contract.in_force_on)
    if decision and any(day and day < decision for day in bound):
        raise DomainError(
            _("The contract cannot be signed or enter into force before the decision of %(day)s.")
            % {"day": date_format(decision)}
        )
