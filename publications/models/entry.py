"""What is searched: one narrow row for each public record, and the numbers of what it is counted by."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from publications.models.publication import Publication


class FacetValue(models.Model):
    """A value by which records are counted and narrowed, such as country "BE"; `code` is its short number."""

    code = models.SmallAutoField(primary_key=True)
    facet = models.CharField(max_length=10)
    value = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["facet", "value"], name="facet_value_once")]

    def __str__(self) -> str:
        return f"{self.facet}={self.value}"


class SearchEntry(models.Model):
    """A record as the search sees it. Written by `search.index` with the record; read by `finding`, and
    by `mentions` for names.

    `head` holds what totals and orders need and `packed` the codes of its facet values, both as bytes, so
    that tens of thousands are fetched and counted at once. Whole cents, days, microseconds; -1 is not known.
    """

    record = models.OneToOneField(Publication, on_delete=models.CASCADE, primary_key=True, related_name="+")
    moment = models.BigIntegerField(help_text="data date in microseconds since 1970")
    start = models.IntegerField(help_text="first day, in days since 1970; -100000 when not known")
    eu_cents = models.BigIntegerField()
    budget_cents = models.BigIntegerField()
    head = models.BinaryField(help_text="record, moment, eu_cents, budget_cents, start, number of partners")
    packed = models.BinaryField(help_text="codes of facet values, two bytes each")
    packed_organisations = models.BinaryField(help_text="keys of organisations, four bytes each")
    codes = ArrayField(models.SmallIntegerField())
    organisations = ArrayField(models.BigIntegerField(), default=list)
    name = models.CharField(max_length=100, help_text="acronym in small letters, as lists are ordered by it")
    words = SearchVectorField(help_text="stems in three languages, and names as they are")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(codes=[]), name="search_entry_has_facets"),
        ]
        indexes = [
            GinIndex(fields=["words", "codes", "organisations"], name="search_entry_found"),
            models.Index(F("moment").desc(), F("record").desc(), name="search_entry_newest"),
            models.Index(F("start").desc(), F("record").desc(), name="search_entry_start"),
            models.Index(F("eu_cents").desc(), F("record").desc(), name="search_entry_funding"),
            models.Index(F("name"), F("record"), name="search_entry_name"),
        ]
