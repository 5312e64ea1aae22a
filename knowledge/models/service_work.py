"""What work on a request brings forth: a meeting with its agenda, a report, answers, what is published."""

from __future__ import annotations

import uuid
from zoneinfo import ZoneInfo

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from knowledge.models.files import CheckedFile
from knowledge.models.platforms import Platform, Topic
from knowledge.models.services import LINE, TEXT, ServiceRequest
from knowledge.service_states import ServiceKind
from programmes.models import Region
from projects.models.attachments import AttachmentState


class Meeting(models.Model):
    """When and where a review or a session takes place. `link` (to join) is for its participants alone."""

    request = models.OneToOneField(ServiceRequest, on_delete=models.CASCADE, related_name="meeting")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    time_zone = models.CharField(max_length=50)
    place = models.CharField(max_length=LINE, blank=True)
    link = models.URLField(max_length=500, blank=True)
    edition = models.PositiveSmallIntegerField(default=1, help_text="rises each time the date is moved")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="service_meeting_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d}"

    @property
    def zone(self) -> ZoneInfo:
        """The zone on whose clock it is shown."""
        return ZoneInfo(self.time_zone)


class AgendaItem(models.Model):
    """One point of a meeting's agenda, on one of its days."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(ServiceRequest, on_delete=models.CASCADE, related_name="agenda")
    day = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()
    title = models.CharField(max_length=LINE)

    class Meta:
        ordering = ["day", "starts", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="service_agenda_in_order"),
            models.CheckConstraint(condition=Q(day__range=(1, 9)), name="service_agenda_day_known"),
        ]

    def __str__(self) -> str:
        return self.title


class Report(models.Model):
    """What a review recommends, or a session brought; later, what was taken over."""

    request = models.OneToOneField(ServiceRequest, on_delete=models.CASCADE, related_name="report")
    text = models.TextField(max_length=TEXT)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    follow_up_on = models.DateField(null=True, blank=True, help_text="day on which the host is asked")
    reminded_at = models.DateTimeField(null=True, blank=True, help_text="when the host was asked")
    taken_over = models.TextField(max_length=TEXT, blank=True)
    followed_up_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.written_at:%Y-%m-%d}"


class Answer(models.Model):
    """A question and its answer: the first, and the one that may be asked once more."""

    request = models.ForeignKey(ServiceRequest, on_delete=models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField()
    question = models.TextField(max_length=TEXT)
    asked_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField()
    text = models.TextField(max_length=TEXT, blank=True)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True, help_text="when the late expert was reminded")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="service_answer_once"),
            models.CheckConstraint(condition=Q(number__range=(1, 2)), name="service_answer_once_more"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class ReportFile(CheckedFile):
    """The report as a file."""

    ADDED, REFUSED = "add report file", "refuse report file"

    request = models.ForeignKey(ServiceRequest, on_delete=models.CASCADE, related_name="files")

    class Meta:
        ordering = ["uploaded_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AttachmentState.values), name="report_file_state"),
        ]

    @property
    def chain(self) -> str:
        return self.request.chain


class PublishedService(models.Model):
    """What the public reads of a request: words edited for it, without names. Copied, never looked up."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.OneToOneField(ServiceRequest, on_delete=models.CASCADE, related_name="published")
    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=ServiceKind)
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=LINE)
    question = models.TextField(max_length=2 * TEXT)
    answer = models.TextField(max_length=2 * TEXT)
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    is_demo = models.BooleanField(default=False)
    words = SearchVectorField(null=True, editable=False)

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ServiceKind.values), name="published_service_kind"),
        ]
        indexes = [
            GinIndex(fields=["words"], name="published_service_words"),
            models.Index(fields=["kind", "-published_at"], name="published_service_list"),
        ]

    def __str__(self) -> str:
        return self.title
