"""Who sees which imports, changes which mappings, and judges which doubts."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts import trail
from accounts.models import User
from programmes.models import ProgrammePeriod, StaffRole
from programmes.permissions import programmes_where
from programmes.states import SECRETARIAT, Role
from publications.models import ImportDoubt, ImportMapping, ImportRun, ImportRunQuerySet

MOST_EDITIONS = 300


def colleagues(user: User) -> QuerySet[StaffRole]:
    """Keys of the people in the secretariats in which the person works, the person among them."""
    roles = StaffRole.objects.filter(programme__in=programmes_where(user, SECRETARIAT), role__in=SECRETARIAT)
    return roles.values("user")  # type: ignore[return-value]


def runs(user: User) -> ImportRunQuerySet:
    """Imports of the person and of colleagues in the same secretariat."""
    found: ImportRunQuerySet = ImportRun.objects.filter(owner__in=colleagues(user))
    return found


def may_change(mapping: ImportMapping, user: User) -> bool:
    """Whether it is a copy that the person or a colleague made."""
    return not mapping.is_builtin and colleagues(user).filter(user=mapping.changed_by_id).exists()


def editions(user: User) -> list[tuple[str, str]]:
    """Editions for which the person may import, newest first; managers also for programmes of lists."""
    mine = Q(programme__in=programmes_where(user, SECRETARIAT))
    if programmes_where(user, [Role.MANAGER]):
        mine |= Q(programme__is_imported=True)
    found = ProgrammePeriod.objects.filter(mine).order_by("programme", "-period")[:MOST_EDITIONS]
    return [(one.pk, f"{one.name} ({one.pk})") for one in found]


@transaction.atomic
def judge(doubt: ImportDoubt, verdict: str, *, by: User) -> None:
    """Keep what a person says of two things that may be one. Nothing is merged by it."""
    locked = ImportDoubt.objects.select_for_update().get(pk=doubt.pk)
    old = locked.verdict
    locked.verdict, locked.judged_by, locked.judged_at = ImportDoubt.Verdict(verdict), by, timezone.now()
    locked.save(update_fields=["verdict", "judged_by", "judged_at"])
    new = {"left": locked.left, "right": locked.right, "verdict": locked.verdict}
    trail.record(f"import:{locked.source}", "judge duplicate", by=by, old={"verdict": old}, new=new)
