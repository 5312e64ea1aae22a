"""A learning platform that a programme offers, its topics, and the criteria of its reviews, all as data."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from core.texts import TextField
from programmes.models import Programme

LOWEST_SCORE, HIGHEST_SCORE = 1, 5


class PlatformQuerySet(models.QuerySet["Platform"]):
    """Named sets of platforms."""

    def open(self) -> PlatformQuerySet:
        """Those that the public sees."""
        return self.filter(is_open=True)


class Platform(models.Model):
    """The learning platform of one programme. A programme without a row here offers none.

    `services` holds one mapping for each service: code, name and detail by language. `terms_edition` is the
    number of the wording that a member agrees to; a new wording gets a new number.
    """

    programme = models.OneToOneField(
        Programme, primary_key=True, on_delete=models.PROTECT, related_name="platform"
    )
    name = TextField()
    introduction = TextField()
    services = models.JSONField(default=list, blank=True)
    is_open = models.BooleanField(default=True)
    reviewers = models.PositiveSmallIntegerField(
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(2)],
        help_text="how many experts review a good practice before the secretariat decides: one or two",
    )
    review_days = models.PositiveSmallIntegerField(default=21, help_text="that an expert has for a review")
    terms_edition = models.PositiveSmallIntegerField(default=1)
    provenance = models.JSONField(default=dict, blank=True)

    objects = PlatformQuerySet.as_manager()

    class Meta:
        ordering = ["programme"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewers__gte=1, reviewers__lte=2), name="platform_one_or_two_reviewers"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def slug(self) -> str:
        """Its name in addresses: that of its programme, which must be fetched along."""
        return self.programme.slug


class Topic(models.Model):
    """A theme of the platform: a specific objective of cohesion policy that the programme names."""

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="topics")
    code = models.CharField(max_length=12, help_text="such as RSO2.4")
    title = TextField()
    group = models.PositiveSmallIntegerField(default=1, help_text="group of themes of the programme")
    provenance = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["platform", "code"]
        constraints = [models.UniqueConstraint(fields=["platform", "code"], name="platform_topic_once")]

    def __str__(self) -> str:
        return str(self.title)

    def natural_label(self) -> str:
        return f"{self.platform_id} topic {self.code}"


class Criterion(models.Model):
    """What experts score in a good practice, from LOWEST_SCORE to HIGHEST_SCORE."""

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="criteria")
    code = models.SlugField(max_length=30)
    title = TextField()
    guidance = TextField()
    position = models.PositiveSmallIntegerField()
    provenance = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["platform", "position"]
        constraints = [models.UniqueConstraint(fields=["platform", "code"], name="platform_criterion_once")]

    def __str__(self) -> str:
        return str(self.title)

    def natural_label(self) -> str:
        return f"{self.platform_id} criterion {self.code}"
