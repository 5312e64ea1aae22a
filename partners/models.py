"""Organisations, independent of any project."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from accounts.models import User
from partners.states import IdentifierScheme, LegalStatus, OrganisationType


class Organisation(models.Model):
    """A legal entity that can be partner in projects."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=250)
    name_english = models.CharField(max_length=250, blank=True)
    legal_status = models.CharField(max_length=7, choices=LegalStatus, blank=True)
    type = models.CharField(max_length=20, choices=OrganisationType, blank=True)
    country = models.CharField(max_length=2, help_text="ISO 3166; Greece is EL as in NUTS")
    region = models.CharField(max_length=5, blank=True, help_text="NUTS 3 code")
    street = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=100, blank=True)
    website = models.CharField(max_length=250, blank=True)
    is_demo = models.BooleanField(default=False)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Identifier(models.Model):
    """A checked number of an organisation, stored in its compact form."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=12, choices=IdentifierScheme)
    value = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="identifier_once"),
            models.UniqueConstraint(fields=["organisation", "scheme"], name="identifier_scheme_once"),
        ]
