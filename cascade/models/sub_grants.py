"""The public record of one awarded sub-grant, and who has it. Never part of the sums of publications."""

from __future__ import annotations

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cascade.models.schemes import SchemeTheme, SubCall
from core.texts import TextField
from partners.states import SizeClass
from projects.models import Project


class SubGrantQuerySet(models.QuerySet["SubGrant"]):
    """Named sets of sub-grants."""

    def published(self) -> SubGrantQuerySet:
        """Those that the public may see."""
        return self.filter(published_at__isnull=False)

    def for_page(self) -> SubGrantQuerySet:
        """With call, theme and operation, in one statement."""
        return self.select_related(
            "theme", "sub_call__call", "sub_call__scheme__operation__programme_period__programme"
        )


class SubGrant(models.Model):
    """What an operation awarded to one sub-project. EUR; the grant is European money.

    `project` is the proposal that asked for it; empty for one known from elsewhere.
    """

    sub_call = models.ForeignKey(SubCall, on_delete=models.PROTECT, related_name="sub_grants")
    project = models.OneToOneField(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="sub_grant"
    )
    code = models.SlugField(max_length=60, unique=True)
    acronym = models.CharField(max_length=100)
    title = TextField()
    summary = TextField()
    theme = models.ForeignKey(
        SchemeTheme, null=True, blank=True, on_delete=models.PROTECT, related_name="sub_grants"
    )
    eligible_cost = models.DecimalField(max_digits=14, decimal_places=2)
    grant = models.DecimalField(max_digits=14, decimal_places=2)
    start_date = models.DateField()
    end_date = models.DateField()
    decided_on = models.DateField()
    published_at = models.DateTimeField(null=True, blank=True, help_text="empty: not public")
    first_published_at = models.DateTimeField(
        null=True, blank=True, help_text="names of natural persons go two years later"
    )
    version_hash = models.CharField(max_length=64, blank=True, help_text="of the version that was awarded")
    languages = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    is_demo = models.BooleanField(default=False)

    objects = SubGrantQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(grant__gt=0), name="sub_grant_positive"),
            models.CheckConstraint(
                condition=Q(grant__lte=F("eligible_cost")), name="sub_grant_within_eligible_cost"
            ),
            models.CheckConstraint(
                condition=Q(end_date__gte=F("start_date")), name="sub_grant_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(acronym=""), name="sub_grant_has_acronym"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(first_published_at__isnull=False),
                name="sub_grant_knows_first_publication",
            ),
        ]
        indexes = [models.Index(fields=["sub_call", "-decided_on"], name="sub_grant_by_call")]

    def __str__(self) -> str:
        return self.acronym

    def natural_label(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """What its documents are about."""
        return f"sub-grant:{self.code}"

    @property
    def rate(self) -> Decimal:
        """The grant in percent of eligible cost, cut to two decimals."""
        return (self.grant * 100 / self.eligible_cost).quantize(Decimal("0.01"), rounding="ROUND_DOWN")


class SubGrantee(models.Model):
    """One beneficiary of a sub-grant, as the public sees it. The name of a natural person is forgotten later.

    `grant` is its share in EUR; null is not published.
    """

    sub_grant = models.ForeignKey(SubGrant, on_delete=models.CASCADE, related_name="grantees")
    position = models.PositiveSmallIntegerField(help_text="1: the one that applied for all")
    name = models.CharField(max_length=250, blank=True)
    is_natural_person = models.BooleanField(default=False)
    forgotten_at = models.DateTimeField(null=True, blank=True)
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=5, blank=True, help_text="NUTS code; of a natural person NUTS 2")
    identifier = models.CharField(
        max_length=100, blank=True, help_text="VAT or other public number, by which a company counts once"
    )
    size_class = models.CharField(max_length=10, choices=SizeClass, default=SizeClass.UNKNOWN)
    grant = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["sub_grant", "position"]
        constraints = [
            models.UniqueConstraint(fields=["sub_grant", "position"], name="sub_grantee_once"),
            models.CheckConstraint(
                condition=Q(size_class__in=SizeClass.values), name="sub_grantee_size_known"
            ),
            models.CheckConstraint(
                condition=Q(grant__isnull=True) | Q(grant__gte=0), name="sub_grantee_grant_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) | Q(name="", is_natural_person=True),
                name="sub_grantee_forgotten",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_label(self) -> str:
        return f"{self.sub_grant.code} {self.position}"
