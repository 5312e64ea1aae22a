"""An organisation as the public knows it: one page for all its funded projects."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone

from accounts.models import User
from partners.states import OrganisationType


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Named sets of public organisations."""

    def shown(self) -> OrganisationQuerySet:
        """Those with a page of their own: they take part in a public project and were not merged away."""
        return self.filter(merged_into=None, project_count__gt=0)

    def named_like(self, words: str) -> OrganisationQuerySet:
        """Those whose name, or a name merged into theirs, holds the words or is spelt much like them."""
        key = Func(Value(words), function="public.portal_name_key", output_field=models.TextField())
        alike = Q(name_key__contains=key) | Q(name_key__trigram_word_similar=key)
        gone = Organisation.objects.filter(alike, merged_into__isnull=False)
        return self.filter(alike | Q(pk__in=gone.values("merged_into")))


class Organisation(models.Model):
    """Found or made by `publications.linking`, never merged on resemblance; staff merge duplicates.

    `uid` is that of the portal's register of organisations. `name_key` is the name without accents, capitals
    and punctuation (SQL function `portal_name_key`): without a uid it is unique in its country.
    """

    slug = models.SlugField(max_length=110, unique=True)
    uid = models.UUIDField(null=True, blank=True, unique=True)
    name = models.CharField(max_length=250)
    name_key = models.CharField(max_length=250, editable=False)
    other_names = ArrayField(
        models.CharField(max_length=250),
        default=list,
        blank=True,
        help_text="in other languages or spellings",
    )
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=5, blank=True, help_text="NUTS 3 code")
    city = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=20, choices=OrganisationType, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    project_count = models.PositiveIntegerField(default=0, editable=False)
    data_date = models.DateTimeField(default=timezone.now, help_text="of the newest change of this page")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name_key", "country"],
                condition=Q(uid__isnull=True),
                name="public_organisation_name_once",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="public_organisation_not_into_itself",
            ),
        ]
        indexes = [
            models.Index(
                fields=["name_key", "id"],
                condition=Q(merged_into__isnull=True, project_count__gt=0),
                name="public_organisation_by_name",
            ),
            models.Index(
                F("project_count").desc(),
                F("id"),
                condition=Q(merged_into__isnull=True, project_count__gt=0),
                name="public_organisation_by_count",
            ),
            models.Index(
                fields=["country", "name_key", "id"],
                condition=Q(merged_into__isnull=True, project_count__gt=0),
                name="public_organisation_by_country",
            ),
            models.Index(fields=["name_key", "country"], name="public_organisation_exact"),
            GinIndex(fields=["name_key"], opclasses=["gin_trgm_ops"], name="public_organisation_alike"),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_label(self) -> str:
        return self.slug

    @property
    def chain(self) -> str:
        """The name of its chain in the trail."""
        return f"public_organisation:{self.pk}"


class DifferentOrganisations(models.Model):
    """Two that resemble each other and are not the same, as somebody of the staff found out and says why.

    The lower key comes first, so that a pair stands here once, whichever of the two was named first.
    """

    first = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=1000)
    told_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-told_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="different_organisations_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="different_organisations_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} is not {self.second_id}"
