"""Who assesses which proposal, as the secretariat says: invite, dismiss, give to another, date, settle."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from assessments import letters
from assessments.models import Assessment, AssessmentRound, FreedPlace
from assessments.permissions import require_secretariat
from assessments.queue import IN_ASSESSMENT
from assessments.workload import load_of
from calls.permissions import people_of
from core.errors import DomainError
from programmes.states import Role
from projects.lifecycle.moves import Seen, require_fresh
from projects.locking import locked
from projects.models import Interest, Project, Version

__all__ = [
    "IN_ASSESSMENT",
    "assessors_for",
    "dismiss_assessor",
    "invite_assessor",
    "place",
    "reassign",
    "set_due",
    "settle_place",
]

MOST_ASSESSORS = 9
NOTE_LENGTH = 10_000


@transaction.atomic
def invite_assessor(
    project: Project,
    *,
    by: User,
    assessor: User,
    seen: Seen | None = None,
    due: datetime.date | None = None,
    over_capacity: bool = False,
) -> Assessment:
    """Ask an assessor of the programme to score the newest version; tells the person by mail.

    Asking the same person again for the same version gives the same assessment. Without `over_capacity`
    somebody who has as much of the call as was agreed is refused. Settles the oldest place that fell free.
    """
    project = locked(project)
    require_secretariat(by, project)
    require_fresh(project, seen)
    return place(project, assessor, by=by, due=due, over_capacity=over_capacity)


@transaction.atomic
def dismiss_assessor(assessment: Assessment, *, by: User) -> None:
    """Take back an invitation of which nothing was scored yet."""
    project = locked(assessment.project)
    require_secretariat(by, project)
    fresh = Assessment.objects.filter(pk=assessment.pk).first()
    if fresh is None:
        return
    if fresh.scores.exists() or fresh.finished_at is not None:
        raise DomainError(_("This assessor has begun to score. The scores stay on file."))
    old = {"assessor": f"user:{fresh.assessor_id}"}
    trail.record(project.chain, "dismiss assessor", by=by, old=old)
    fresh.delete()


@transaction.atomic
def reassign(assessment: Assessment, *, by: User, to: User, over_capacity: bool = False) -> Assessment:
    """Give the place of an assessor who has not begun to somebody else, with the same date."""
    project = locked(assessment.project)
    require_secretariat(by, project)
    fresh = Assessment.objects.filter(pk=assessment.pk).first()
    if fresh is None:
        raise DomainError(_("This place was given away meanwhile. Reload the page to see to whom."))
    if fresh.assessor_id == to.pk:
        return fresh
    dismiss_assessor(fresh, by=by)
    return place(project, to, by=by, due=fresh.due, over_capacity=over_capacity)


@transaction.atomic
def settle_place(freed: FreedPlace, *, by: User) -> None:
    """The secretariat needs nobody else for a place that fell free."""
    project = locked(freed.project)
    require_secretariat(by, project)
    if _settle(FreedPlace.objects.filter(pk=freed.pk, settled_at__isnull=True), by):
        trail.record(project.chain, "settle free place", by=by, new={"place": freed.pk})


@transaction.atomic
def set_due(assessments: Iterable[Assessment], *, by: User, due: datetime.date | None) -> int:
    """By when open assessments are to be finished; how many dates changed."""
    changed = 0
    for assessment in sorted(assessments, key=lambda each: (each.project_id, each.pk)):
        project = locked(assessment.project)
        require_secretariat(by, project)
        fresh = Assessment.objects.filter(pk=assessment.pk, finished_at__isnull=True).first()
        if fresh is None or fresh.due == due:
            continue
        old, fresh.due = fresh.due, due
        fresh.save(update_fields=["due"])
        facts = {"assessment": fresh.pk}
        trail.record(
            project.chain, "date assessment", by=by, old={"due": old, **facts}, new={"due": due, **facts}
        )
        changed += 1
    return changed


def assessors_for(project: Project) -> QuerySet[User]:
    """Who can be invited: assessors of the programme, or of the call where it has people of its own.

    They do not write the project, declared no conflict of interest, and are not asked yet.
    """
    asked = Assessment.objects.filter(version=Version.objects.newest_of(project))
    return (
        people_of(project.call, {Role.ASSESSOR})
        .exclude(pk__in=project.collaborators.values("user"))
        .exclude(pk__in=Interest.objects.filter(project=project, has_conflict=True).values("person"))
        .exclude(pk__in=asked.values("assessor"))
        .order_by("name", "pk")
    )


def place(
    project: Project,
    assessor: User,
    *,
    by: User,
    due: datetime.date | None = None,
    over_capacity: bool = False,
) -> Assessment:
    """The assessor's place on the newest version of a locked project: the known one, or a new one."""
    version = assessable_version(project)
    _require_free_to_judge(project, assessor)
    turn = round_of(version)
    present = Assessment.objects.filter(version=version, round=turn).taking_part()
    known = present.filter(assessor=assessor).first()
    if known is not None:
        return known
    if present.count() >= MOST_ASSESSORS:
        raise DomainError(_("At most %(limit)d assessors score one version.") % {"limit": MOST_ASSESSORS})
    if not over_capacity:
        _require_room(project, assessor)
    assessment = Assessment.objects.create(
        project=project,
        version=version,
        assessor=assessor,
        invited_by=by,
        round=turn,
        due=due or _due_of(project),
    )
    new = {"assessor": f"user:{assessor.pk}", "version": version.number, "due": assessment.due}
    trail.record(project.chain, "invite assessor", by=by, new=new)
    oldest = FreedPlace.objects.filter(project=project, settled_at__isnull=True).order_by("at", "pk")
    _settle(FreedPlace.objects.filter(pk__in=oldest.values("pk")[:1]), by)
    letters.ask_assessor(assessment)
    return assessment


def round_of(version: Version) -> int:
    """The round in which the version is assessed now."""
    numbers = AssessmentRound.objects.filter(version=version).order_by("-number")
    return numbers.values_list("number", flat=True).first() or 1


def assessable_version(project: Project) -> Version:
    """The newest version, while it can be assessed; else DomainError."""
    version = Version.objects.newest_of(project)
    if project.state not in IN_ASSESSMENT or version is None:
        raise DomainError(
            _("A project can be assessed while it is submitted or eligible; now it is “%(state)s”.")
            % {"state": project.get_state_display()}
        )
    return version


def _require_free_to_judge(project: Project, assessor: User) -> None:
    if not people_of(project.call, {Role.ASSESSOR}).filter(pk=assessor.pk).exists():
        raise DomainError(_("This person is not an assessor of the programme. Give the role first."))
    if project.collaborators.filter(user=assessor).exists():
        raise DomainError(_("This person works on the project and cannot assess it."))
    if Interest.objects.conflicts_of(assessor).filter(project=project).exists():
        raise DomainError(_("This person declared a conflict of interest and cannot assess the project."))


def _require_room(project: Project, assessor: User) -> None:
    """The person's row is locked, so that two who assign at once cannot go over what was agreed."""
    User.objects.select_for_update(no_key=True).get(pk=assessor.pk)
    load = load_of(assessor, project.call)
    if load.taken >= load.capacity:
        facts = {"name": assessor, "taken": load.taken, "capacity": load.capacity}
        raise DomainError(
            _("%(name)s has %(taken)d of %(capacity)d proposals of this call. Confirm that it may be more.")
            % facts
        )


def _due_of(project: Project) -> datetime.date | None:
    plan = getattr(project.call, "assigning_plan", None)
    return plan.due if plan else None


def _settle(places: QuerySet[FreedPlace], by: User) -> int:
    return places.update(settled_by=by, settled_at=timezone.now())
