"""Lists that came from elsewhere: how each is read, each reading of one, and what became of every row."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class ImportMappingQuerySet(models.QuerySet["ImportMapping"]):
    """Named sets of mappings."""

    def with_columns(self) -> ImportMappingQuerySet:
        """Those that say how a list is read; others wait for a proposal."""
        return self.filter(data__has_key="columns")


class ImportMapping(models.Model):
    """How lists of one source are read. `data` is checked by publications.importing.mapping.

    Records are known by `source` and the key within it: two mappings that read the same list share it.
    """

    name = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    source = models.SlugField(max_length=40)
    data = models.JSONField(default=dict)
    is_builtin = models.BooleanField(default=False, help_text="follows a file; staff change a copy")
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="import_mappings"
    )

    objects = ImportMappingQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    def natural_label(self) -> str:
        return self.name


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    """Named sets of readings."""

    def newest_first(self) -> ImportRunQuerySet:
        return self.select_related("mapping", "owner").order_by("-created_at", "-pk")

    def with_columns(self) -> ImportRunQuerySet:
        """Those of whose file the columns are known."""
        return self.filter(found__has_key="columns", definition__has_key="columns")

    def at_work(self) -> ImportRunQuerySet:
        """Those that a worker should be at."""
        return self.filter(state__in=[ImportRun.State.READING, ImportRun.State.WRITING])


class ImportRun(models.Model):
    """One reading of one file: first a trial that changes nothing, then, if so decided, the writing."""

    class State(models.TextChoices):
        READING = "reading", _("Being read")
        READ = "read", _("Read, nothing written yet")
        WRITING = "writing", _("Being written")
        DONE = "done", _("Written")
        FAILED = "failed", _("Failed")
        STOPPED = "stopped", _("Stopped")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mapping = models.ForeignKey(ImportMapping, on_delete=models.PROTECT, related_name="runs")
    source = models.SlugField(max_length=40)
    definition = models.JSONField(default=dict, help_text="the mapping as it was when the file was read")
    owner = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="import_runs"
    )
    creation_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    file_name = models.CharField(max_length=150)
    file = models.CharField(max_length=200, blank=True, help_text="in the storage, blank once thrown away")
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0, help_text="bytes")
    all_or_nothing = models.BooleanField(default=False)
    remove_gone = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.READING)
    error = models.TextField(blank=True)
    found = models.JSONField(default=dict, help_text="encoding, columns, what is not taken, what is gone")
    counts = models.JSONField(default=dict, help_text="rows by outcome, as last counted")
    rows_read = models.PositiveIntegerField(default=0)
    cursor = models.CharField(max_length=24, blank=True, help_text="key of the last operation that is done")
    created_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now, help_text="a worker gave a sign of life")
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["reading", "read", "writing", "done", "failed", "stopped"]),
                name="import_run_state_known",
            )
        ]
        indexes = [models.Index(fields=["source", "state"], name="import_run_by_source")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def done_of_256(self) -> int:
        """How far the writing is: keys are spread evenly, and taken in their order."""
        return int(self.cursor[:2] or "0", 16)

    @property
    def is_at_work(self) -> bool:
        """Whether a worker reads or writes it now, or will."""
        return self.state in {self.State.READING, self.State.WRITING}

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens to it."""
        return self.state in {self.State.DONE, self.State.FAILED, self.State.STOPPED}


class ImportRow(models.Model):
    """A row of the file and what became of it. Rows of one operation share `key`."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("Not looked at yet")
        NEW = "new", _("Taken: new")
        CHANGED = "changed", _("Taken: changed")
        UNCHANGED = "unchanged", _("Unchanged")
        REFUSED = "refused", _("Refused")
        BLANK = "blank", _("Blank")

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows", db_index=False)
    sheet = models.CharField(max_length=31, blank=True)
    number = models.PositiveIntegerField(help_text="in the file, as a spreadsheet counts")
    key = models.CharField(max_length=24, blank=True, help_text="of the operation, within the source")
    likeness = models.CharField(max_length=24, blank=True, help_text="of the title: spelling set aside")
    label = models.CharField(max_length=160, blank=True)
    organisation = models.CharField(max_length=250, blank=True)
    data = models.JSONField(default=dict, help_text="the row as understood")
    outcome = models.CharField(max_length=9, choices=Outcome, default=Outcome.WAITING)
    is_repaired = models.BooleanField(default=False)
    code = models.CharField(max_length=60, blank=True, help_text="of the public record")
    notes = models.JSONField(default=list, help_text="field, was, became, why")
    changes = models.JSONField(default=list, help_text="field, old, new; on the first row of an operation")

    class Meta:
        indexes = [
            models.Index(fields=["run", "key", "id"], name="import_row_by_key"),
            models.Index(fields=["run", "outcome", "id"], name="import_row_by_outcome"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["waiting", "new", "changed", "unchanged", "refused", "blank"]),
                name="import_row_outcome_known",
            )
        ]

    @property
    def place(self) -> str:
        """Where the row stands in the file."""
        return f"{self.sheet} {self.number}" if self.sheet else str(self.number)


class ImportDoubt(models.Model):
    """Two things that may be one, found by an import, for a person to judge; never merged by itself."""

    class Kind(models.TextChoices):
        PROJECT = "project", _("Projects")
        TOGETHER = "together", _("One name, perhaps two projects")
        ORGANISATION = "organisation", _("Organisations")

    class Verdict(models.TextChoices):
        OPEN = "open", _("To be judged")
        SAME = "same", _("The same")
        DIFFERENT = "different", _("Not the same")

    source = models.SlugField(max_length=40)
    digest = models.CharField(max_length=24, help_text="of what is compared: a verdict outlives a reading")
    run = models.ForeignKey(ImportRun, null=True, on_delete=models.SET_NULL, related_name="doubts")
    kind = models.CharField(max_length=12, choices=Kind)
    left = models.CharField(max_length=250)
    left_code = models.CharField(max_length=60, blank=True)
    right = models.CharField(max_length=250)
    right_code = models.CharField(max_length=60, blank=True)
    reasons = models.JSONField(default=list)
    verdict = models.CharField(max_length=9, choices=Verdict, default=Verdict.OPEN)
    judged_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "left", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "digest"], name="import_doubt_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["project", "together", "organisation"]), name="import_doubt_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["open", "same", "different"]), name="import_doubt_verdict_known"
            ),
        ]
