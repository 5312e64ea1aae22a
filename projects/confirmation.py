"""A partner confirms its own part of a dossier; what was confirmed is known by its digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from projects.dossier import Dossier, digests, load
from projects.models import Collaborator, PartnerConfirmation, Partnership, Project
from projects.permissions import level_in
from projects.states import Level, reaches


@dataclass(frozen=True)
class Confirmation:
    """Where a partner stands: who confirmed its part last and when, and whether it still stands so."""

    partner: UUID
    abbreviation: str
    by: str
    at: datetime | None
    is_current: bool

    @property
    def is_outdated(self) -> bool:
        """Confirmed once, and changed since."""
        return self.at is not None and not self.is_current


def confirmations(dossier: Dossier) -> list[Confirmation]:
    """Every partner in order, with the newest confirmation of its part. One query."""
    rows = PartnerConfirmation.objects.filter(partnership__project__uid=dossier.uid)
    newest = rows.order_by("partnership_id", "-at", "-pk").distinct("partnership_id")
    known = {row.partnership.uid: row for row in newest.select_related("partnership", "user")}
    now = digests(dossier)
    found = []
    for partner in dossier.partners:
        row = known.get(partner.uid)
        is_current = row is not None and row.digest == now[partner.uid]
        who, at = (str(row.user), row.at) if row else ("", None)
        found.append(Confirmation(partner.uid, partner.abbreviation, who, at, is_current))
    return found


def may_confirm(user: User, partner: Partnership) -> bool:
    """Whether the person speaks for this partner, in a project that is being written.

    Those bound to it do, if they may edit; of a partner with nobody of its own, those who manage the whole.
    """
    held = Collaborator.objects.filter(project=partner.project_id, user=user, user__is_active=True).first()
    if held is None or not partner.project.is_editable:
        return False
    if held.partnership_id == partner.pk:
        return reaches(held.level, Level.EDIT)
    own = Collaborator.objects.filter(partnership=partner, user__is_active=True)
    has_own = own.filter(level__in=[Level.EDIT, Level.MANAGE]).exists()
    return not has_own and reaches(level_in(held), Level.MANAGE)


@transaction.atomic
def confirm(partner: Partnership, *, by: User, seen: str) -> PartnerConfirmation:
    """Confirm the part of a partner as the page showed it (`seen` is its digest). Twice is once."""
    project = Project.objects.select_for_update(of=("self",)).filter(pk=partner.project_id).first()
    fresh = Partnership.objects.filter(pk=partner.pk).select_related("project").first()
    if project is None or fresh is None:
        raise DomainError(_("This partner is gone already. Reload the page."))
    fresh.project = project
    if not may_confirm(by, fresh):
        raise NotAllowed(_("Only people who write this partner's part may confirm it, before submission."))
    now = digests(load(project))[fresh.uid]
    if now != seen:
        raise DomainError(_("This part was changed while you read it. Read it again, then confirm it."))
    last = fresh.confirmations.order_by("-at", "-pk").first()
    if last is not None and (last.digest, last.user_id) == (now, by.pk):
        return last
    new = {"partner": str(fresh.uid), "digest": now}
    trail.record(project.chain, "confirm part", by=by, new=new)
    return PartnerConfirmation.objects.create(partnership=fresh, user=by, digest=now)
