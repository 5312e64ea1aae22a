"""The copy of a version that assessors read where a call hides who applies."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from accounts.models import User
from projects.models import Version


class BlindCopy(models.Model):
    """A version without the names of partners and people. Assessors are let in once it is released.

    `added` are words that an officer had hidden beside those found; `kept` are found ones that stay. `files`
    are the SHA-256 of the annexes that assessors may open. `data` is the redacted dossier, as a version's.
    """

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="blind_copy")
    added = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    kept = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    files = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    data = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)
    released_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
