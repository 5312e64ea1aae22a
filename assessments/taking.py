"""What assessors do with their places: leave or put off one, go on to the next, take one from the pool."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from assessments import queue
from assessments.assigning import NOTE_LENGTH, place
from assessments.models import Assessment, FreedPlace
from assessments.states import Leaving
from core.errors import DomainError, NotAllowed
from projects.lifecycle.moves import clean_text
from projects.locking import locked
from projects.models import Project

POOL_DEPTH = 50  # proposals that are tried before somebody is told that the pool is empty


@transaction.atomic
def leave(assessment: Assessment, *, by: User, why: str, reason: str) -> FreedPlace:
    """The assessor gives the place back, before finishing; what was scored so far is dropped.

    `why` is DECLINED (no time, not my field) or ABSTAINED (cannot judge this one). The secretariat finds the
    free place among its tasks.
    """
    project = locked(assessment.project)
    fresh = Assessment.objects.for_assessor(by).filter(pk=assessment.pk).first()
    if fresh is None:
        raise NotAllowed(_("Only the assessor who was asked may do this."))
    if fresh.finished_at is not None:
        raise DomainError(_("You have finished this assessment. Ask the secretariat to open it again."))
    if why not in {Leaving.DECLINED, Leaving.ABSTAINED}:
        raise DomainError(_("Say whether you decline or abstain."))
    text = clean_text(reason, NOTE_LENGTH)
    if not text:
        raise DomainError(_("Say in a few words why you give the proposal back."))
    dropped = {score.criterion.key: score.value for score in fresh.scores.select_related("criterion")}
    freed = FreedPlace.objects.create(project=project, version=fresh.version, person=by, why=why, reason=text)
    trail.record(
        project.chain,
        "leave assessment",
        by=by,
        old={"assessment": fresh.pk, "scores": dropped},
        new={"why": why},
        note=text,
    )
    fresh.delete()
    return freed


@transaction.atomic
def skip(assessment: Assessment, *, by: User) -> None:
    """Put an assessment off: it comes back at the end of the person's queue. Nothing for the trail."""
    own = Assessment.objects.for_assessor(by).filter(pk=assessment.pk, finished_at__isnull=True)
    if not own.update(skipped_at=timezone.now()):
        raise DomainError(_("This assessment is finished, or somebody took it back."))


def take_next(by: User) -> Assessment | None:
    """The next of the person's open assessments; when all are done or put off, one from an open pool.

    People who ask at once are given different proposals of the pool where there are enough: each project's
    row is taken without waiting, and who finds it taken goes on to the next.
    """
    fresh = queue.waiting(by).filter(skipped_at__isnull=True).first()
    if fresh is not None:
        return fresh
    return _take_from_pool(by) or queue.waiting(by).first()


@transaction.atomic
def _take_from_pool(by: User) -> Assessment | None:
    """A place on the proposal of the pool with the fewest assessors, while there is room for one more."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    fresh = queue.waiting(by).filter(skipped_at__isnull=True).first()
    if fresh is not None:  # taken a moment ago, on another page
        return fresh
    full: set[int] = set()
    for key, call in list(queue.pool(by).values_list("pk", "call")[:POOL_DEPTH]):
        if call in full:
            continue
        free = Project.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=key).first()
        if free is None or not queue.pool(by).filter(pk=key).exists():
            continue
        try:
            return place(locked(free), by, by=by)
        except DomainError:
            full.add(call)
    return None
