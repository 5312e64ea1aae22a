"""Jobs kept in rows: taken by one worker at a time, told step by step, given up in the end, kept whole.

The row is the truth and a message only says that there is something to do: a lost message or a killed worker
costs time, for the sweep asks `left_behind` and sends the job again. What a turn writes is fenced by its
claim, so a worker that was thought dead changes nothing when it comes back.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import IO, Any, TypeVar

import structlog
from django.core.files.storage import default_storage
from django.db import InterfaceError, OperationalError
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from core.alone import alone
from core.outage import waits_for_room
from documents.models import Job, JobState
from documents.storing import keep, making

log = structlog.get_logger(__name__)

MOST_ATTEMPTS = 4
PATIENCE = timedelta(seconds=90)  # without a sign of life for so long, its worker is gone
LEASE = timedelta(minutes=30)  # longer than the hard time limit of any job: then not even its lock counts
AT_ONCE = 50
GIVEN_UP = "Each worker that took it up was stopped."

J = TypeVar("J", bound=Job)


class Halted(Exception):
    """The job is no longer this worker's: it was stopped, or another took it up."""


def work(jobs: QuerySet[J], pk: int, do: Callable[[J], bool], *, most: int = MOST_ATTEMPTS) -> bool:
    """Take one of `jobs` if it waits and nobody else has it, and `do` a turn of it; what `do` returned.

    An error ends the job as failed. A worker that is killed, or whose database goes away, leaves it waiting;
    so does a full disk, for a day: then the sweep takes it up again until there is room.
    """
    name = jobs.model._meta.model_name
    with alone(f"{name}:{pk}") as is_alone:
        job = _take(jobs, pk, most, is_alone=is_alone)
        if job is None:
            return False
        try:
            return do(job)
        except Halted:
            return False
        except (OperationalError, InterfaceError):
            raise  # the database is away, which is no fault of the job: the sweep takes it up again
        except Exception as error:
            if waits_for_room(error, job.asked_at):
                log.error("job waits for room on the disk", kind=name, job=pk, error=str(error))
                with suppress(Halted):
                    rest(job)
                return False
            log.exception("job failed", kind=name, job=pk)
            end(job, JobState.FAILED, error=f"{type(error).__name__}: {error}".replace("\x00", "")[:2000])
            return False


def tell(job: Job, **facts: object) -> None:
    """Write how far it is, with a sign of life. Halted when the job is no longer this worker's."""
    if not _mine(job).update(touched_at=timezone.now(), **facts):
        raise Halted


def rest(job: Job, **facts: object) -> None:
    """The turn ended well, and the job is not through: another turn goes on. Halted as `tell`."""
    tell(job, claim=None, attempts=0, **facts)


def end(job: Job, state: JobState, **facts: object) -> bool:
    """The job is over; False when it was no longer this worker's."""
    facts |= {"state": state, "claim": None, "finished_at": timezone.now()}
    return bool(_mine(job).update(**facts))


def deliver(job: Job, folder: str, ending: str, write: Callable[[IO[bytes]], None], **facts: object) -> bool:
    """Write the file to disk, store it in one step, and end the job with it; False when it was stopped.

    The row names the file before it is stored, so that whoever takes up a job that was cut off takes it away.
    """
    name = f"{folder}/{job.uid.hex[:2]}/{job.uid.hex}-{uuid.uuid4().hex[:8]}.{ending}"
    with making(f".{ending}") as target:
        write(target)
        size, digest = measured(target)
        tell(job, file=name)
        stored = keep(target, name)
    if end(job, JobState.READY, file=stored, sha256=digest, size=size, **facts):
        return True
    default_storage.delete(stored)
    return False


def measured(target: IO[bytes]) -> tuple[int, str]:
    """The bytes and the SHA-256 of what was written."""
    target.flush()
    target.seek(0)
    content = hashlib.sha256()
    while piece := target.read(1 << 20):
        content.update(piece)
    return target.tell(), content.hexdigest()


def stop(jobs: QuerySet[J], pk: int, **facts: object) -> bool:
    """Let one of `jobs` be that has not ended; False when it had."""
    now = timezone.now()
    facts |= {"state": JobState.STOPPED, "claim": None, "finished_at": now}
    return bool(jobs.filter(pk=pk, state=JobState.WAITING).update(**facts))


def left_behind(jobs: QuerySet[J], *, resting: timedelta = PATIENCE, most: int = MOST_ATTEMPTS) -> list[int]:
    """The keys of jobs that wait without a sign of life, or rested long enough. Those tried too often end."""
    now = timezone.now()
    waiting = jobs.filter(state=JobState.WAITING)
    silent = waiting.filter(touched_at__lt=now - PATIENCE)
    silent.filter(attempts__gte=most).update(
        state=JobState.FAILED, claim=None, finished_at=now, error=GIVEN_UP
    )
    due = Q(touched_at__lt=now - PATIENCE) | Q(claim=None, touched_at__lt=now - resting)
    return list(waiting.filter(due).order_by("touched_at").values_list("pk", flat=True)[:AT_ONCE])


def ended_before(jobs: QuerySet[J], moment: datetime) -> QuerySet[J]:
    """Those with a file that ended before the moment."""
    return jobs.filter(finished_at__lt=moment).exclude(file="")


def drop_files(jobs: Iterable[Job]) -> int:
    """Delete the files of these jobs; how many. Their rows stay and say that there was one."""
    number = 0
    for number, job in enumerate(jobs, start=1):  # noqa: B007 - counts
        default_storage.delete(str(job.file.name))
        type(job)._default_manager.filter(pk=job.pk, file=job.file.name).update(file="")
    return number


def _take(jobs: QuerySet[J], pk: int, most: int, *, is_alone: bool) -> J | None:
    """Make the job this worker's, and take away what an earlier one left of a file."""
    now = timezone.now()
    free = jobs.filter(pk=pk, state=JobState.WAITING, attempts__lt=most)
    if not is_alone:
        free = free.filter(touched_at__lt=now - LEASE)
    if not free.update(attempts=F("attempts") + 1, claim=uuid.uuid4(), touched_at=now):
        return None
    job = jobs.get(pk=pk)
    if job.file:
        default_storage.delete(str(job.file.name))
        tell(job, file="")
    return job


def _mine(job: Job) -> QuerySet[Any]:
    same = {"pk": job.pk, "state": JobState.WAITING, "claim": job.claim}
    return type(job)._default_manager.filter(**same)
