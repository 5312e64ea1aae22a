"""Who may set up calls, and who may read what is being set up."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import User
from calls.models import Call, CallQuerySet
from core.errors import NotAllowed
from programmes.permissions import has_role, programmes_where
from programmes.states import SECRETARIAT, Role


def may_set_up(user: User, programme: str) -> bool:
    """Whether the person sets up the calls of the programme with this code."""
    return user.is_active and has_role(user, programme, {Role.MANAGER})


def require_may_set_up(user: User, programme: str) -> None:
    """NotAllowed, in words, for everybody but managers of the programme."""
    if not may_set_up(user, programme):
        raise NotAllowed(_("Only a manager of the programme sets up its calls. Ask one of them."))


def readable_calls(user: User) -> CallQuerySet:
    """The calls of the programmes for which the person works in the secretariat, drafts included."""
    return Call.objects.of_programmes(programmes_where(user, SECRETARIAT))
