"""Who may do what in the committee's sessions, and taking a session's row for the rest of a transaction."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import AgendaItem, Session
from assessments.states import SessionState
from core.errors import DomainError, NotAllowed
from programmes.permissions import has_role
from programmes.states import DECIDES, SECRETARIAT, SEES_ALL_SUBMITTED, Role
from projects.models import Interest


def keeps(user: User, session: Session) -> bool:
    """Whether the person prepares and leads the session: the secretariat of its programme."""
    return user.is_active and has_role(user, session.programme_id, SECRETARIAT)


def confirms(user: User, session: Session) -> bool:
    """Whether the person may confirm what the session decided."""
    return user.is_active and has_role(user, session.programme_id, DECIDES)


def kept(session: Session, by: User, *states: SessionState) -> Session:
    """The session as it is now, locked, if this person keeps it and it is in one of `states`."""
    fresh = locked(session)
    if not keeps(by, fresh):
        raise NotAllowed(_("Only the secretariat of the programme may do this."))
    require_state(fresh, *states)
    return fresh


def locked(session: Session) -> Session:
    """The session as it is now, its row locked until the transaction ends."""
    found = Session.objects.select_for_update().filter(pk=session.pk).first()
    if found is None:
        raise DomainError(_("This session no longer exists."))
    return found


def require_state(session: Session, *states: SessionState) -> None:
    """DomainError unless the session is in one of `states`; any will do when none is named."""
    if states and session.state not in states:
        raise DomainError(
            _("This is not possible while the session is “%(state)s”. Reload the page and look again.")
            % {"state": session.get_state_display()}
        )


def items_for(session: Session, user: User) -> QuerySet[AgendaItem]:
    """The items that the person may know of: none about a proposal in which a conflict was declared."""
    return session.items.exclude(project__in=Interest.objects.conflicts_of(user).values("project"))


def undeclared(session: Session, user: User) -> frozenset[int]:
    """Proposals of the agenda (primary keys) of which a member may know no more than the name.

    Members of the committee declare their interests first; the secretariat and auditors read without.
    """
    if has_role(user, session.programme_id, SEES_ALL_SUBMITTED - {Role.COMMITTEE}):
        return frozenset()
    cleared = Interest.objects.cleared_for(user).values("project")
    items = session.items.filter(project__isnull=False).exclude(project__in=cleared)
    return frozenset(key for key in items.values_list("project", flat=True) if key is not None)


def is_member(user: User, session: Session) -> bool:
    """Whether the person sits in the committee of the session's programme."""
    return user.is_active and has_role(user, session.programme_id, {Role.COMMITTEE})
