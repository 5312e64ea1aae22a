"""Who may ask for a sub-call: people who manage the funded project that hands money on."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from accounts.models import User
from cascade.models import Scheme
from core.errors import NotAllowed
from projects.models import Project
from projects.permissions import may_manage
from projects.states import State


def dossier_of(scheme: Scheme) -> Project | None:
    """The funded project behind the operation; None where it is known from elsewhere, or no longer runs."""
    found = Project.objects.select_related("call").filter(code=scheme.operation.code).first()
    return found if found is not None and found.is_funded and found.state != State.CLOSED else None


def may_ask(user: User | AnonymousUser, scheme: Scheme) -> bool:
    """Whether the person manages the whole project of the operation, for its lead partner."""
    project = dossier_of(scheme)
    return project is not None and may_manage(user, project)


def require_may_ask(user: User, scheme: Scheme) -> None:
    """NotAllowed, in words, for everybody else."""
    if not may_ask(user, scheme):
        raise NotAllowed(_("Only people who manage the funded project, while it runs, ask for its calls."))
