"""What the register of declarations shows: who declared what, and who has yet to."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.models import User
from assessments.models import Assessment
from calls.models import Call
from programmes.models import StaffRole
from programmes.states import DEALS_WITH_PROPOSALS, Role
from projects.models import Interest, Project, ProjectQuerySet


@dataclass(frozen=True)
class Declarer:
    """One person of the programme: what was declared, and about how many proposals of the call not yet."""

    person: User
    roles: tuple[str, ...]
    free: int
    conflicts: int
    waiting: int


def declarers(call: Call, projects: ProjectQuerySet) -> list[Declarer]:
    """Everybody who has to declare about these proposals of the call, or did; five queries."""
    programme = call.programme_period.programme_id
    held: dict[int, list[Role]] = {}
    rows = StaffRole.objects.filter(programme=programme, role__in=DEALS_WITH_PROPOSALS)
    for user, role in rows.values_list("user", "role"):
        held.setdefault(user, []).append(Role(role))
    keys = projects.order_by().values("pk")
    counted = {
        row["person"]: row
        for row in Interest.objects.filter(project__in=keys)
        .order_by()
        .values("person")
        .annotate(
            free=Count("pk", filter=Q(has_conflict=False)), conflicts=Count("pk", filter=Q(has_conflict=True))
        )
    }
    asked = dict(
        Assessment.objects.filter(project__in=keys)
        .undeclared()
        .order_by()
        .values_list("assessor")
        .annotate(number=Count("project", distinct=True))
    )
    total = projects.count()
    found = []
    for person in User.objects.filter(pk__in={*held, *counted, *asked}).order_by("name", "pk"):
        roles = held.get(person.pk, [])
        row = counted.get(person.pk, {"free": 0, "conflicts": 0})
        waiting = asked.get(person.pk, 0)
        if Role.COMMITTEE in roles:
            waiting = total - row["free"] - row["conflicts"]
        if waiting or row["free"] or row["conflicts"]:
            labels = tuple(str(role.label) for role in roles)
            found.append(Declarer(person, labels, row["free"], row["conflicts"], waiting))
    return found


def register(call: Call, user: User) -> ProjectQuerySet:
    """The proposals of the call whose declarations the person may read."""
    return Project.objects.visible_to_staff(user).filter(call=call)
