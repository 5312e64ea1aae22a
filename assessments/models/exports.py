"""Files that staff ask for: tables of proposals with chosen columns, and whole dossiers for auditors."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.sheets import Format
from documents.models import Job
from documents.models import JobState as ExportState
from programmes.models import Programme


class RowsOf(models.TextChoices):
    """What one row of a table stands for."""

    PROPOSALS = "proposals", _("One row for each proposal")
    PARTNERS = "partners", _("One row for each partner")


class ExportKind(models.TextChoices):
    """What sort of file an export is."""

    TABLE = "table", _("Table")
    BUNDLE = "bundle", _("Dossiers")


class ExportTemplateQuerySet(models.QuerySet["ExportTemplate"]):
    """Named sets of templates."""

    def usable_by(self, user: User, programmes: list[str]) -> ExportTemplateQuerySet:
        """The person's own, and those shared with the staff of these programmes."""
        return self.filter(Q(owner=user) | Q(programme__in=programmes)).select_related("owner", "programme")


class ExportTemplate(models.Model):
    """Chosen columns under a name; with a programme it is shared with that programme's staff."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="export_templates")
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.CASCADE, related_name="export_templates"
    )
    name = models.CharField(max_length=80)
    rows_of = models.CharField(max_length=9, choices=RowsOf, default=RowsOf.PROPOSALS)
    columns = ArrayField(models.CharField(max_length=120))

    objects = ExportTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="export_template_once")]

    def __str__(self) -> str:
        return self.name


class ExportQuerySet(models.QuerySet["Export"]):
    """Named sets of exports."""

    def of(self, user: User) -> ExportQuerySet:
        """Those that the person asked for, newest first: nobody else ever gets the file."""
        return self.filter(owner=user).order_by("-asked_at", "-pk")

    def waiting(self) -> ExportQuerySet:
        return self.filter(state=ExportState.WAITING)


class Export(Job):
    """One file: what was asked for, how far it is, and the file until it expires.

    `projects` are the keys of the proposals that the person could see when asking; each is looked up again
    when its row is written. `done` counts them.
    """

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="exports")
    creation_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=6, choices=ExportKind)
    format = models.CharField(max_length=4, choices=Format, blank=True)
    rows_of = models.CharField(max_length=9, choices=RowsOf, blank=True)
    columns = ArrayField(models.CharField(max_length=120), default=list)
    language = models.CharField(max_length=2)
    projects = ArrayField(models.BigIntegerField())
    seen_at = models.DateTimeField(null=True, blank=True, help_text="the owner saw that it ended")

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ExportKind.values), name="export_kind_known"),
            models.CheckConstraint(condition=Q(state__in=ExportState.values), name="export_state_known"),
            models.CheckConstraint(
                condition=Q(state=ExportState.WAITING) | Q(finished_at__isnull=False),
                name="export_ended_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-asked_at"], name="export_of_owner"),
            models.Index(fields=["touched_at"], condition=Q(state="waiting"), name="export_waiting"),
        ]

    @property
    def total(self) -> int:
        """How many proposals are in it."""
        return len(self.projects)
