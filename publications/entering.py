"""Approved modifications on the day from which they hold: the public record follows, once."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from accounts import trail
from projects.models import Modification, Project
from publications import publishing

AT_ONCE = 200
# Somewhere it is tomorrow already.
_AHEAD = datetime.timedelta(hours=14)


def enter_all() -> int:
    """Let every approved modification enter into force whose day has come where its programme works.

    Days on which nobody asked are caught up with; asking again does nothing. Returns how many entered.
    """
    latest = (timezone.now() + _AHEAD).date()
    due = Modification.objects.to_come().filter(in_force_on__lte=latest)
    in_turn = due.order_by("in_force_on", "project", "number").values_list("pk", flat=True)
    return sum(enter(pk) for pk in list(in_turn[:AT_ONCE]))


@transaction.atomic
def enter(pk: int) -> bool:
    """Let one modification enter into force, if its day has come and nobody did so before."""
    project = Project.objects.select_for_update(of=("self",)).filter(modifications=pk).first()
    row = Modification.objects.to_come().filter(pk=pk).select_related("version").first()
    if project is None or row is None or row.in_force_on is None:
        return False
    if row.in_force_on > timezone.localdate(timezone=project.call.zone):
        return False
    row.entered_at = timezone.now()
    row.save(update_fields=["entered_at"])
    new = {"modification": row.number, "version": row.version and row.version.number, "day": row.in_force_on}
    trail.record(project.chain, "modification in force", by=None, new=new)
    publishing.follow(project, by=None)
    return True
