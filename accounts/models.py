"""People who sign in, and the append-only trail of what they did."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes and names people; an e-mail address is stored in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str, **fields: Any) -> User:
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())

    def never_confirmed(self, *, before: datetime) -> models.QuerySet[User]:
        """Those who signed up before this moment, never confirmed an address and never signed in."""
        return self.filter(
            date_joined__lt=before, last_login__isnull=True, erased_at__isnull=True, is_demo=False
        ).exclude(emailaddress__verified=True)


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by e-mail address. Roles hang on programmes and projects, not here."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(_("language of e-mails"), max_length=2, default="en")
    wants_reminders = models.BooleanField(_("remind me of deadlines by e-mail"), default=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(
                condition=models.Q(language__in=["nl", "fr", "en"]), name="user_language_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    @property
    def chain(self) -> str:
        """The name of the trail about this person's account."""
        return f"user:{self.uid}"


class Attempt(models.Model):
    """One try that counts against a limit (a sign-in, a mail asked for), until it is old enough to forget.

    `key` is a keyed hash of the limit and of whom it is about: no address or account can be read from it.
    """

    key = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["key", "at"], name="attempt_by_key")]


class TrailEntryQuerySet(models.QuerySet["TrailEntry"]):
    """Named sets of trail entries."""

    def for_chain(self, chain: str) -> TrailEntryQuerySet:
        """The acts on one thing, oldest first, with who did them."""
        return self.filter(chain=chain).select_related("actor").order_by("sequence")

    def done_by(self, user: User) -> TrailEntryQuerySet:
        """What one person did, newest first."""
        return self.filter(actor=user).order_by("-at", "-pk")


class TrailEntry(models.Model):
    """One act: who, what, when, old and new, written with the change itself and never altered.

    `chain` names what the act is about ("project:<uid>"); entries of a chain are numbered without gaps and
    each holds the hash of the one before.
    """

    chain = models.CharField(max_length=100)
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=60)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    note = models.TextField(blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = TrailEntryQuerySet.as_manager()

    class Meta:
        ordering = ["chain", "sequence"]
        constraints = [models.UniqueConstraint(fields=["chain", "sequence"], name="trail_numbered_once")]
        indexes = [
            models.Index(fields=["-at"], name="trail_by_time"),
            models.Index(fields=["actor", "-at"], name="trail_by_actor"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Named sets of saved views."""

    def offered(self, user: User, page: str, programmes: Iterable[str]) -> SavedViewQuerySet:
        """The person's own of a page and those shared in these programmes, in order; marked when default."""
        chosen = SavedView.default_for.through.objects.filter(savedview=models.OuterRef("pk"), user=user)
        return (
            self.filter(models.Q(owner=user) | models.Q(programme__in=list(programmes)), page=page)
            .annotate(is_default=models.Exists(chosen))
            .order_by("position", "name", "pk")
        )


class SavedView(models.Model):
    """A list as somebody likes it: its filters and order as the address says them, and its columns.

    `programme` is blank for the owner's alone, else the code of the programme whose staff share it.
    """

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    programme = models.CharField(max_length=20, blank=True)
    page = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=2000, blank=True)
    columns = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    default_for = models.ManyToManyField(User, related_name="default_views", blank=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "programme", "page", "name"], name="saved_view_named_once"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="saved_view_has_name"),
        ]
        indexes = [models.Index(fields=["page", "programme"], name="saved_view_shared")]

    def __str__(self) -> str:
        return self.name
