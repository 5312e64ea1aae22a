"""Who may do what with a good practice: its row locked, the person and the state checked."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError, NotAllowed
from knowledge.models import GoodPractice
from knowledge.states import WRITABLE, PracticeState
from programmes.permissions import has_role
from programmes.states import SECRETARIAT


def locked(practice: GoodPractice) -> GoodPractice:
    """The practice as it is now, held until the transaction ends."""
    return (
        GoodPractice.objects.select_for_update(of=("self",))
        .select_related("platform__programme")
        .get(pk=practice.pk)
    )


def for_author(practice: GoodPractice, by: User) -> GoodPractice:
    """Locked, for who writes it; NotAllowed for anybody else."""
    fresh = locked(practice)
    if not GoodPractice.objects.written_by(by).filter(pk=fresh.pk).exists():
        raise NotAllowed(_("Only its authors may change this good practice."))
    return fresh


def writable(practice: GoodPractice, by: User) -> GoodPractice:
    """Locked, for who writes it, in a state in which it is written."""
    fresh = for_author(practice, by)
    require_state(fresh, WRITABLE)
    return fresh


def for_secretariat(practice: GoodPractice, by: User) -> GoodPractice:
    """Locked, for the secretariat of the platform's programme."""
    fresh = locked(practice)
    if not has_role(by, fresh.platform_id, SECRETARIAT):
        raise NotAllowed(_("Only the secretariat of the programme may do this."))
    return fresh


def require_state(practice: GoodPractice, states: Collection[str]) -> None:
    """DomainError when the practice is in another state."""
    if practice.state not in states:
        told = {"state": PracticeState(practice.state).label}
        raise DomainError(
            _("This is not possible while the good practice is “%(state)s”. Reload the page.") % told
        )
