"""One act on many projects: asked once, taken by a worker row by row, each by its own rules.

What can be done so stands in settings.BULK_ACTS; the acts live in the apps that know them.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from projects.models import BulkJob, BulkRow, Project, ProjectQuerySet

MOST = 5_000
# Seconds that one message may work before the next goes on; a worker that is stopped loses one row at most.
TURN = 60.0
PATIENCE = timedelta(seconds=40)


class BulkAct(ABC):
    """Something that can be done with many projects. Its verb checks permission and state of each.

    `explains` says on the page of the question what leaves or waits, where that is not plain.
    """

    label: ClassVar[str | Promise]
    explains: ClassVar[str | Promise] = ""

    @abstractmethod
    def do(self, project: Project, *, by: User, parameters: Mapping[str, Any]) -> str:
        """Do it with one project, inside a transaction; a note on what was done. DomainError refuses."""


def acts() -> dict[str, BulkAct]:
    """All acts by their keys."""
    return {key: _load(path) for key, path in settings.BULK_ACTS.items()}


@transaction.atomic
def prepare(
    kind: str, projects: ProjectQuerySet, *, by: User, parameters: Mapping[str, Any], key: UUID
) -> BulkJob:
    """Note what is to be done with these projects; the same `key` gives the same job. Nothing is done yet.

    DomainError without projects, or with more than `MOST`.
    """
    known = BulkJob.objects.filter(creation_key=key, owner=by).first()
    if known is not None:
        return known
    keys = list(projects.order_by().values_list("pk", flat=True)[: MOST + 1])
    if not keys:
        raise DomainError(_("No proposal is selected."))
    if len(keys) > MOST:
        raise DomainError(_("Choose at most %(most)d proposals at a time.") % {"most": MOST})
    job = BulkJob.objects.create(kind=kind, owner=by, parameters=dict(parameters), creation_key=key)
    BulkRow.objects.bulk_create((BulkRow(job=job, project_id=pk) for pk in keys), batch_size=1000)
    return job


def work(pk: int, *, turn: float = TURN) -> bool:
    """Take the waiting rows of a job one after the other; whether all are through. Safe to run at once."""
    job = BulkJob.objects.select_related("owner").get(pk=pk)
    until = time.monotonic() + turn
    with translation.override(job.owner.language):
        while _next(job):
            if time.monotonic() > until:
                return False
    with transaction.atomic():
        locked = BulkJob.objects.select_for_update().get(pk=pk)
        if locked.finished_at is None and not locked.rows.filter(state=BulkRow.State.WAITING).exists():
            locked.finished_at = timezone.now()
            locked.save(update_fields=["finished_at"])
    return True


@transaction.atomic
def stop(job: BulkJob, *, by: User) -> BulkJob:
    """Leave the rows that still wait as they are. DomainError when all is through already."""
    locked = BulkJob.objects.select_for_update().get(pk=job.pk)
    if locked.finished_at is not None or locked.owner_id != by.pk:
        raise DomainError(_("This work is finished: there is nothing left to stop."))
    now = timezone.now()
    waiting = BulkRow.objects.select_for_update(skip_locked=True).filter(
        job=locked, state=BulkRow.State.WAITING
    )
    BulkRow.objects.filter(pk__in=[row.pk for row in waiting]).update(state=BulkRow.State.LEFT, at=now)
    locked.stopped_at = locked.finished_at = now
    locked.save(update_fields=["stopped_at", "finished_at"])
    return locked


def put_away(job: BulkJob, *, by: User) -> None:
    """The owner has read the outcome: it leaves the tasks. Without effect while rows still wait."""
    BulkJob.objects.filter(pk=job.pk, owner=by, finished_at__isnull=False, seen_at__isnull=True).update(
        seen_at=timezone.now()
    )


def progress(job: BulkJob) -> dict[str, int]:
    """How many rows there are in each state."""
    counted = job.rows.order_by().values_list("state").annotate(number=Count("pk"))
    return dict.fromkeys(BulkRow.State.values, 0) | dict(counted)


def left_behind() -> list[int]:
    """The keys of jobs on which nobody works: their message was lost, or their worker stopped."""
    since = timezone.now() - PATIENCE
    jobs = BulkJob.objects.unfinished().filter(created_at__lt=since).annotate(last=Max("rows__at"))
    return list(jobs.filter(Q(last__isnull=True) | Q(last__lt=since)).values_list("pk", flat=True))


def _next(job: BulkJob) -> bool:
    """Take one row, in a transaction of its own; False when none waits."""
    with transaction.atomic():
        waiting = BulkRow.objects.select_for_update(skip_locked=True).filter(job=job)
        row = waiting.filter(state=BulkRow.State.WAITING).order_by("pk").first()
        if row is None:
            return False
        row.state, row.note = _outcome(job, row.project_id)
        row.at = timezone.now()
        row.save(update_fields=["state", "note", "at"])
    return True


def _outcome(job: BulkJob, project: int) -> tuple[str, str]:
    found = Project.objects.visible_to_staff(job.owner).for_page().filter(pk=project).first()
    if found is None:
        return BulkRow.State.REFUSED, _("You may not see this proposal any more.")
    try:
        with transaction.atomic():
            note = acts()[job.kind].do(found, by=job.owner, parameters=job.parameters)
    except DomainError as refusal:
        return BulkRow.State.REFUSED, str(refusal.text)
    return BulkRow.State.DONE, note


@cache
def _load(path: str) -> BulkAct:
    act: BulkAct = import_string(path)()
    return act
