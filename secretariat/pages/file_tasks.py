"""What a person asked for and waits for, as tasks: exports, batches of documents, work on many projects."""

from __future__ import annotations

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.todo import Rows, as_tasks
from assessments.models import Export, ExportKind
from documents.models import Batch, JobState
from projects import bulk
from projects.models import BulkJob


def files(user: User) -> Rows:
    """The person's exports that are being made, or ended and were not fetched."""
    rows = Export.objects.of(user).filter(seen_at__isnull=True)
    return as_tasks(rows, "export", title="kind", where="uid", since="asked_at")


def file_name(kind: str) -> str:
    """What sort of file it is, in words."""
    return str(ExportKind(kind).label) if kind in ExportKind.values else kind


def batches(user: User) -> Rows:
    """The person's batches that are being made, or ended and were not fetched."""
    rows = Batch.objects.of(user).filter(seen_at__isnull=True)
    told = Concat(
        F("state"),
        Value("|"),
        Cast("done", CharField()),
        Value("|"),
        Cast("total", CharField()),
        Value("|"),
        F("title"),
        output_field=CharField(),
    )
    return as_tasks(rows, "batch", title=told, where="uid", since="asked_at")


def batch_words(told: str) -> str:
    """What a batch is, and how far: its title with the state and the numbers that `batches` put before it."""
    state, done, total, title = told.split("|", 3)
    values = {"title": title, "done": done, "total": total}
    if state == JobState.WAITING:
        return _("%(title)s: %(done)s of %(total)s documents") % values
    if state == JobState.READY:
        return _("%(title)s: ready") % values
    return _("%(title)s: it could not be made") % values


def bulk_jobs(user: User) -> Rows:
    """The person's jobs on many projects that run, or ended and were not looked at."""
    rows = BulkJob.objects.of(user).filter(seen_at__isnull=True)
    return as_tasks(rows, "bulk", title="kind", where="uid", since="created_at")


def act_name(kind: str) -> str:
    """What is done with many proposals, in words."""
    act = bulk.acts().get(kind)
    return str(act.label) if act else kind
