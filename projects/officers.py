"""Who handles a proposal for the secretariat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import trail
from accounts.models import User
from calls.permissions import roles_in
from core.errors import DomainError, NotAllowed
from programmes.states import SECRETARIAT
from projects.bulk import BulkAct
from projects.locking import locked
from projects.models import Interest, Project
from projects.permissions import standing


@transaction.atomic
def assign(project: Project, officer: User | None, *, by: User) -> Project:
    """Let an officer handle the proposal, or nobody (None). Only the secretariat may; the trail keeps it.

    DomainError when the officer does not work for the programme, writes the proposal or has a conflict.
    """
    fresh = locked(project)
    held = standing(by, fresh)
    if held.level is not None or held.roles.isdisjoint(SECRETARIAT):
        raise NotAllowed(_("Only the secretariat of the programme may do this."))
    if officer is not None:
        _require_free(officer, fresh)
    before = fresh.officer
    if before == officer:
        return fresh
    fresh.officer = officer
    fresh.save(update_fields=["officer"])
    project.officer = officer
    old, new = ({"officer": str(one.uid) if one else None} for one in (before, officer))
    trail.record(fresh.chain, "assign officer", by=by, old=old, new=new)
    return fresh


def _require_free(officer: User, project: Project) -> None:
    works = officer.is_active and not roles_in(officer, project.call).isdisjoint(SECRETARIAT)
    if not works:
        raise DomainError(
            _("%(name)s does not work for the secretariat of %(programme)s.")
            % {"name": officer, "programme": project.programme_code}
        )
    conflicts = Interest.objects.conflicts_of(officer).filter(project=project)
    if standing(officer, project).level is not None or conflicts.exists():
        raise DomainError(
            _("%(name)s may not handle this proposal: there is a conflict of interest.") % {"name": officer}
        )


class AssignOfficer(BulkAct):
    """Many proposals for one officer; `parameters["officer"]` is the officer's uid, blank for nobody."""

    label = gettext_lazy("Let somebody handle them")

    def do(self, project: Project, *, by: User, parameters: Mapping[str, Any]) -> str:
        wanted = parameters.get("officer") or ""
        officer = User.objects.get(uid=UUID(wanted)) if wanted else None
        assign(project, officer, by=by)
        return _("Handled by %(name)s") % {"name": officer} if officer else _("Handled by nobody")
