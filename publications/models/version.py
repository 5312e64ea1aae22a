"""The versions of a public record: what it said, and from when."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

# The index that finds versions with names of persons asks for exactly this.
NAMES_A_PERSON = """'$.partners[*] ? (@.is_natural_person == true && (@.name != "" || @.name_en != ""))'"""


class RecordVersionQuerySet(models.QuerySet["RecordVersion"]):
    def naming_persons(self) -> Self:
        """Versions that name a natural person among the partners; found by an index that holds no others."""
        said = models.Func("data", template=f"(%(expressions)s @? {NAMES_A_PERSON}::jsonpath)")
        said.output_field = models.BooleanField()
        return self.alias(names_a_person=said).filter(names_a_person=True)


class RecordVersion(models.Model):
    """What a record said from `at` on. Written by `publications.versions` whenever the content changes.

    `data` holds the public facts by natural key; `changes` names the facts that differ from the version
    before. Known by the record's code, so that the versions of a record that comes back go on counting.
    """

    code = models.SlugField(max_length=60, db_index=False)
    number = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    source = models.CharField(max_length=40)
    data = models.JSONField()
    changes = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    objects = RecordVersionQuerySet.as_manager()

    class Meta:
        ordering = ["code", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["code", "number"], name="record_version_once"),
        ]
        indexes = [models.Index(fields=["at"], name="record_version_by_moment")]

    def __str__(self) -> str:
        return f"{self.code} version {self.number}"


class ForgottenPerson(models.Model):
    """That a person's name may not come back to a record, kept without the name: a keyed digest of it."""

    code = models.SlugField(max_length=60, db_index=False)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "digest"], name="forgotten_person_once"),
        ]

    def __str__(self) -> str:
        return self.code
