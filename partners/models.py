"""Organisations, independent of any project."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Func, Q, TextField, Value
from django.utils import timezone

from accounts.models import User
from partners.states import IdentifierScheme, LegalStatus, OrganisationType


class PlainName(Func):
    """Both names without accents and capitals: exactly the expression of the index on them."""

    template = "public.portal_plain(%(expressions)s)"
    arg_joiner = " || ' ' || "
    output_field = TextField()

    def __init__(self) -> None:
        super().__init__(F("name"), F("name_english"))


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Named sets of organisations."""

    def with_number(self, numbers: set[str]) -> OrganisationQuerySet:
        """Those with one of these stored numbers, whatever its kind."""
        return self.filter(pk__in=Identifier.objects.filter(value__in=numbers).values("organisation"))

    def named_like(self, words: str) -> OrganisationQuerySet:
        """Those whose name holds `words` or is spelt much like them, the closest first."""
        plain = Func(Value(words), function="public.portal_plain", output_field=TextField())
        closeness = Func(
            plain, PlainName(), function="public.word_similarity", output_field=models.FloatField()
        )
        return (
            self.alias(plain_name=PlainName())
            .filter(Q(plain_name__contains=plain) | Q(plain_name__trigram_word_similar=plain))
            .order_by(closeness.desc(), "name", "pk")
        )


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

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def chain(self) -> str:
        """The name of its chain in the trail."""
        return f"organisation:{self.uid}"


class Identifier(models.Model):
    """A checked number of an organisation, stored in its compact form."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=12, choices=IdentifierScheme)
    value = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="identifier_once"),
            models.UniqueConstraint(fields=["organisation", "scheme"], name="identifier_scheme_once"),
            models.CheckConstraint(
                condition=Q(scheme__in=IdentifierScheme.values), name="identifier_scheme_known"
            ),
        ]
