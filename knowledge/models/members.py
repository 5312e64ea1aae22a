"""The community of a platform: members by their own will, and experts that the secretariat names."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from knowledge.models.platforms import Platform, Topic
from knowledge.states import Visibility
from partners.models import Organisation

TEXT_LENGTH = 2000


class MemberQuerySet(models.QuerySet["Member"]):
    """Named sets of members."""

    def present(self) -> MemberQuerySet:
        """Those who have not left, whose accounts are in use."""
        return self.filter(left_at__isnull=True, user__is_active=True, user__erased_at__isnull=True)

    def public(self) -> MemberQuerySet:
        """Those whose profile everybody may see."""
        return self.present().filter(visibility=Visibility.EVERYBODY)

    def visible_to(self, user: User | AnonymousUser) -> MemberQuerySet:
        """Public ones; to a member also those open to members of the same platform; one's own always."""
        if not isinstance(user, User):
            return self.public()
        mine = Member.objects.present().filter(user=user).values("platform")
        shared = Q(visibility=Visibility.MEMBERS, platform__in=mine)
        return self.present().filter(Q(visibility=Visibility.EVERYBODY) | shared | Q(user=user))

    def of(self, user: User | AnonymousUser) -> MemberQuerySet:
        """The person's own present memberships."""
        return self.present().filter(user=user if isinstance(user, User) else None)


class Member(models.Model):
    """A person who joined a platform. Who leaves is forgotten: the row stays for what points to it, empty.

    `language` is the one in which `offers` and `seeks` are written. Nothing is shown unless `visibility`
    says so; nobody writes through the portal unless `takes_messages`.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    organisation_name = models.CharField(max_length=250, blank=True)
    function = models.CharField(max_length=150, blank=True, help_text="what the person does there")
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166; Greece is EL as in NUTS")
    region = models.CharField(max_length=5, blank=True, help_text="NUTS code")
    topics = models.ManyToManyField(Topic, blank=True, related_name="members")
    language = models.CharField(max_length=2, default="en")
    languages = ArrayField(models.CharField(max_length=2), default=list, blank=True, help_text="spoken")
    offers = models.TextField(blank=True, max_length=TEXT_LENGTH)
    seeks = models.TextField(blank=True, max_length=TEXT_LENGTH)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.HIDDEN)
    takes_messages = models.BooleanField(default=False)
    terms_edition = models.PositiveSmallIntegerField(default=1, help_text="that was agreed to")
    joined_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    is_demo = models.BooleanField(default=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["-joined_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["platform", "user"], name="member_once"),
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values), name="member_visibility_known"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, user__isnull=False)
                | Q(
                    left_at__isnull=False,
                    user__isnull=True,
                    visibility=Visibility.HIDDEN,
                    takes_messages=False,
                    organisation_name="",
                    organisation__isnull=True,
                    function="",
                    country="",
                    region="",
                    offers="",
                    seeks="",
                ),
                name="member_forgotten_when_left",
            ),
        ]
        indexes = [
            models.Index(
                fields=["platform", "visibility", "-joined_at"],
                name="member_directory",
                condition=Q(left_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The person's name, never the address; the user must be fetched along."""
        if self.user is None:
            return _("Former member")
        return self.user.name or _("Member without a name")

    @property
    def at(self) -> str:
        """Where the person works, as the person wrote it or as the register has it."""
        return self.organisation_name or (self.organisation.name if self.organisation else "")

    @property
    def chain(self) -> str:
        """The name of its trail: of joining, consent and leaving."""
        return f"member:{self.uid}"


class ExpertQuerySet(models.QuerySet["Expert"]):
    """Named sets of experts."""

    def active(self) -> ExpertQuerySet:
        """Those who are experts today and can sign in."""
        return self.filter(ended_at__isnull=True, user__is_active=True, user__erased_at__isnull=True)

    def of(self, user: User | AnonymousUser) -> ExpertQuerySet:
        """What this person is an expert of, today."""
        return self.active().filter(user=user if isinstance(user, User) else None)


class Expert(models.Model):
    """A person whom the secretariat of the platform's programme named as expert. No role in the programme."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="experts")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="expertises")
    topics = models.ManyToManyField(Topic, blank=True, related_name="experts")
    languages = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    named_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    objects = ExpertQuerySet.as_manager()

    class Meta:
        ordering = ["platform", "user__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["platform", "user"], name="expert_once")]

    def __str__(self) -> str:
        return self.user.name or self.user.email

    @property
    def chain(self) -> str:
        """The name of its trail."""
        return f"expert:{self.uid}"
