"""Asking for a batch, stopping it, trying again what failed, and who may fetch the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from core.queue import enqueue
from core.uploads.names import clean_name
from documents import jobs
from documents.batches import tasks
from documents.batches.kinds import Candidate, kind_of
from documents.models import Batch, BatchItem, JobState
from documents.models.batches import Form, ItemState

MOST_WAITING = 3  # of one person at a time
AT_ONCE = 1_000
_SLASHES = re.compile(r"[\\/]+")


@transaction.atomic
def ask(
    kind: str,
    candidates: Iterable[Candidate],
    *,
    by: User,
    key: UUID,
    title: str,
    form: str = Form.ZIP,
    parameters: dict[str, Any] | None = None,
) -> Batch:
    """A batch of these documents, begun after commit; the same `key` gives the same batch.

    The candidates are already those that the person may have. DomainError without any, with too many, or
    when too many batches of the person are not through.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # one after the other, so that limits hold
    known = Batch.objects.filter(creation_key=key, owner=by).first()
    if known is not None:
        return known
    _refuse_too_many_waiting(by)
    most = kind_of(kind).most
    found = list(islice(candidates, most + 1))
    if not found:
        raise DomainError(_("There is no document to put together. Choose something else."))
    if len(found) > most:
        raise DomainError(
            _("That would be more than %(most)d documents. Choose fewer, and ask several times.")
            % {"most": most}
        )
    batch = _create(
        kind=kind,
        owner=by,
        creation_key=key,
        title=title.replace("\x00", "")[:200],
        form=form,
        parameters=parameters or {},
        total=len(found),
        language=get_language() or by.language,
    )
    BatchItem.objects.bulk_create(_items(batch, found), batch_size=AT_ONCE)
    enqueue(tasks.advance, batch.pk)
    return batch


def stop(batch: Batch, *, by: User) -> None:
    """Let a batch be that is not through. Without effect on one that ended."""
    jobs.stop(Batch.objects.of(by), batch.pk, seen_at=timezone.now())


@transaction.atomic
def again(batch: Batch, *, by: User) -> Batch:
    """Try what failed again, or go on with what was stopped; the file is then made anew.

    DomainError while it is being made, or when too many others are.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    locked = Batch.objects.of(by).select_for_update().get(pk=batch.pk)
    if locked.is_waiting:
        raise DomainError(_("This is being made: there is nothing to try again yet."))
    _refuse_too_many_waiting(by)
    locked.items.filter(state__in=[ItemState.FAILED, ItemState.LEFT_OUT]).update(
        state=ItemState.WAITING, document=None, made_at=None, losses=0
    )
    now = timezone.now()
    Batch.objects.filter(pk=locked.pk).update(
        state=JobState.WAITING,
        attempts=0,
        claim=None,
        error="",
        asked_at=now,
        touched_at=now,
        handed_at=None,
        finished_at=None,
        seen_at=None,
        failures=0,
        done=0,
    )
    enqueue(tasks.advance, locked.pk)
    locked.refresh_from_db()
    return locked


def put_away(batch: Batch, *, by: User) -> None:
    """The owner saw that it ended: it leaves the tasks."""
    ended = Batch.objects.of(by).filter(pk=batch.pk, seen_at=None, finished_at__isnull=False)
    ended.update(seen_at=timezone.now())


def _refuse_too_many_waiting(by: User) -> None:
    if Batch.objects.of(by).waiting().count() >= MOST_WAITING:
        raise DomainError(
            _("%(most)d of your batches are still being made. Wait for one of them, or stop one.")
            % {"most": MOST_WAITING}
        )


def _create(**facts: Any) -> Batch:
    try:
        with transaction.atomic():
            return Batch.objects.create(**facts)
    except IntegrityError as error:  # the key was used by somebody else
        raise DomainError(_("This page is out of date. Open it again, and ask once more.")) from error


def _items(batch: Batch, candidates: Iterable[Candidate]) -> Iterator[BatchItem]:
    for position, one in enumerate(candidates):
        yield BatchItem(
            batch=batch,
            position=position,
            key=one.key,
            language=one.language,
            name=clean_name(_SLASHES.sub("-", one.name))[:100],
            label=one.label.replace("\x00", "")[:200],
        )
