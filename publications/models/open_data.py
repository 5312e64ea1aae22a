"""Files of open data: those that somebody asked for, those made each night, those kept for ever."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.models import Job
from documents.models import JobState as ExtractState


class ExtractQuerySet(models.QuerySet["Extract"]):
    """Named sets of files that were asked for."""

    def waiting(self) -> ExtractQuerySet:
        return self.filter(state=ExtractState.WAITING)

    def usable(self) -> ExtractQuerySet:
        """Being made, or made and not yet expired."""
        ready = Q(state=ExtractState.READY, expires_at__gt=timezone.now())
        return self.filter(Q(state=ExtractState.WAITING) | ready)


class Extract(Job):
    """The result of a search as a spreadsheet that a worker makes; whoever has its address may fetch it.

    `key` names table, search, format, language and edition of the data: who asks for the same gets the same.
    """

    key = models.CharField(max_length=64, db_index=True)
    table = models.CharField(max_length=40)
    format = models.CharField(max_length=4)
    language = models.CharField(max_length=2)
    query = models.TextField(blank=True, help_text="canonical address of the search; blank: everything")
    total = models.PositiveIntegerField(help_text="operations when it was asked for")
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = ExtractQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ExtractState.values), name="extract_state_known"),
            models.CheckConstraint(
                condition=~Q(state=ExtractState.READY) | (~Q(sha256="") & Q(expires_at__isnull=False)),
                name="extract_ready_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["touched_at"], condition=Q(state="waiting"), name="extract_waiting")]

    def __str__(self) -> str:
        return f"{self.table}.{self.format} {self.query}"

    @property
    def has_file(self) -> bool:
        """Whether it can be fetched: ready, and not yet expired."""
        return bool(
            self.state == ExtractState.READY
            and self.file
            and self.expires_at
            and self.expires_at > timezone.now()
        )


class Purpose(models.TextChoices):
    """Why a file of all data was made."""

    NIGHTLY = "nightly", _("Made at night when the data changed")
    SNAPSHOT = "snapshot", _("Kept for ever")


class DataFile(models.Model):
    """A table of all data as a dated file. Those of a snapshot are never deleted; the database sees to it.

    Stored files hold no names of natural persons, which must go two years after they were first published.
    """

    name = models.CharField(max_length=80, help_text="with its ending: operations-2027-01-31.csv.gz")
    table = models.CharField(max_length=40)
    format = models.CharField(max_length=4)
    day = models.DateField()
    purpose = models.CharField(max_length=8, choices=Purpose)
    edition = models.CharField(max_length=64, help_text="of the data in it")
    operations = models.PositiveIntegerField(help_text="how many are in it")
    size = models.PositiveBigIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    file = models.FileField(max_length=200)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-day", "table", "format"]
        constraints = [
            models.UniqueConstraint(fields=["day", "name"], name="data_file_once_a_day"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="data_file_purpose_known"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="kept_for_ever",
                operation=pgtrigger.Delete | pgtrigger.Update,
                condition=pgtrigger.Q(old__purpose="snapshot"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class ReaderCount(models.Model):
    """How often a network address asked for data in a span of time. The address cannot be read from the key.

    The table is not logged by the database: after a crash of the server everybody starts anew.
    """

    key = models.CharField(max_length=64, primary_key=True)
    span = models.BigIntegerField(help_text="when the span began, in seconds since 1970")
    count = models.PositiveIntegerField()
