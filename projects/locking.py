"""Taking a project's row for the rest of a transaction, and who may then write in it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError, NotAllowed
from projects.models import Partnership, Project
from projects.opening import closed_text
from projects.permissions import may_edit, may_edit_part


def locked(project: Project) -> Project:
    """The project as it is now, its row locked until the transaction ends."""
    found = (
        Project.objects.select_for_update(of=("self",))
        .select_related("call__programme_period")
        .filter(pk=project.pk)
        .first()
    )
    if found is None:
        raise DomainError(_("This proposal no longer exists."))
    return found


def edited(project: Project, by: User, part: Partnership | None = None, *, places: Iterable[str]) -> Project:
    """The project, locked, if this person may change it now, or at least this partner's part of it.

    `places` are those of the form that the change stands in: one of them must be open.
    """
    fresh = locked(project)
    if not may_edit(by, fresh) and not (part and fresh.is_editable and may_edit_part(by, part)):
        raise NotAllowed(_("You may not change this project now. Reload the page to see where it stands."))
    if not fresh.opens(places):
        raise NotAllowed(closed_text(fresh))
    return fresh
