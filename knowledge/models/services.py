"""The services of a platform, and requests for them: one row for each, whatever the kind."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.texts import TextField
from knowledge.models.platforms import Platform, Topic
from knowledge.service_states import LIVE, Consent, PlaceState, ServiceKind, ServiceState
from programmes.models import Region

LINE, TEXT = 200, 10_000


class Service(models.Model):
    """A service that a platform offers, with its numbers: facts of the programme, and its own settings.

    What the programme states (months to assess, days of a visit, hours of a session) comes from the known
    facts and is unknown where they are silent. The settings are the platform team's.
    """

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="expert_services")
    kind = models.CharField(max_length=12, choices=ServiceKind)
    summary = TextField()
    explanation = TextField()
    assess_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="within which a request is assessed"
    )
    visit_days = models.PositiveSmallIntegerField(null=True, blank=True)
    session_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    provenance = models.JSONField(default=dict, blank=True)
    answer_days = models.PositiveSmallIntegerField(
        _("working days for an answer"), default=10, help_text="a setting: Monday to Friday, without holidays"
    )
    follow_up_months = models.PositiveSmallIntegerField(
        _("months until the host is asked what was taken over"), default=6, help_text="a setting"
    )
    close_days = models.PositiveSmallIntegerField(
        _("days until an answered question closes"), default=30, help_text="a setting"
    )
    is_open = models.BooleanField(_("takes requests"), default=True, help_text="a setting")

    class Meta:
        ordering = ["platform", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["platform", "kind"], name="service_once"),
            models.CheckConstraint(condition=Q(kind__in=ServiceKind.values), name="service_kind_known"),
            models.CheckConstraint(
                condition=Q(
                    answer_days__range=(1, 250), follow_up_months__range=(1, 60), close_days__range=(1, 365)
                ),
                name="service_settings_bounded",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def natural_label(self) -> str:
        return f"{self.platform_id} {self.kind}"

    @property
    def chain(self) -> str:
        """The name of the trail of its settings."""
        return f"service:{self.platform_id}:{self.kind}"


class ServiceRequestQuerySet(models.QuerySet["ServiceRequest"]):
    """Named sets of requests; every page starts from one that names whose they are."""

    def of_programmes(self, codes: Iterable[str]) -> ServiceRequestQuerySet:
        """Those to services of these programmes (codes): what their platform teams see."""
        return self.filter(service__platform__in=list(codes))

    def asked_by(self, user: User) -> ServiceRequestQuerySet:
        return self.filter(asker=user)

    def entrusted_to(self, user: User) -> ServiceRequestQuerySet:
        """Those given to this expert."""
        return self.filter(expert=user)

    def shown_to(self, user: User) -> ServiceRequestQuerySet:
        """Those that the person asked for, works on as expert, or is invited to."""
        holds = [PlaceState.INVITED, PlaceState.ACCEPTED]
        places = ServicePlace.objects.filter(person=user, state__in=holds).values("request")
        return self.filter(Q(asker=user) | Q(expert=user) | Q(pk__in=places))

    def live(self) -> ServiceRequestQuerySet:
        return self.filter(state__in=LIVE)

    def overdue(self) -> ServiceRequestQuerySet:
        """Whose day to decide or to answer has passed."""
        return self.filter(due_on__lt=timezone.localdate(), state__in=LIVE)

    def for_page(self) -> ServiceRequestQuerySet:
        """With what a page names."""
        return self.select_related("service__platform__programme", "asker", "expert", "topic", "region")


class ServiceRequest(models.Model):
    """One authority's request for a service, from the form to its end.

    `due_on` is the day by which the next thing of the platform is due (the assessment, the answer), or None.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.UUIDField(unique=True, editable=False, help_text="of the form: sent twice, it makes one")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="requests")
    state = models.CharField(max_length=10, choices=ServiceState, default=ServiceState.ASKED)
    asker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="service_requests")
    organisation = models.CharField(max_length=LINE)
    title = models.CharField(max_length=LINE)
    text = models.TextField(max_length=TEXT, help_text="the policy challenge, or the question")
    questions = models.TextField(max_length=TEXT, blank=True, help_text="for the peers")
    wished = models.TextField(max_length=1_000, blank=True, help_text="dates that would suit")
    language = models.CharField(max_length=2)
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    expert = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="services_entrusted"
    )
    created_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(max_length=TEXT, blank=True, help_text="of a refusal or cancellation")
    ended_at = models.DateTimeField(null=True, blank=True)
    consent = models.CharField(max_length=4, choices=Consent, default=Consent.OPEN)
    consent_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    objects = ServiceRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ServiceState.values), name="service_state_known"),
            models.CheckConstraint(condition=Q(consent__in=Consent.values), name="service_consent_known"),
            models.CheckConstraint(
                condition=~Q(state=ServiceState.ASSIGNED) | Q(expert__isnull=False),
                name="service_assigned_to_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["service", "state", "-created_at"], name="service_request_list"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def chain(self) -> str:
        """The name of its trail, and what its mails are about."""
        return f"service-request:{self.uid}"

    @property
    def kind(self) -> str:
        return self.service.kind

    @property
    def is_overdue(self) -> bool:
        """Whether the day to decide or to answer has passed."""
        return self.due_on is not None and self.state in LIVE and self.due_on < timezone.localdate()


class ServicePlaceQuerySet(models.QuerySet["ServicePlace"]):
    """Named sets of places."""

    def waiting(self) -> ServicePlaceQuerySet:
        """Invitations to live requests that nobody answered."""
        return self.filter(state=PlaceState.INVITED, request__state__in=LIVE)


class ServicePlace(models.Model):
    """A person asked to take part: a peer of a review, a participant of a session."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(ServiceRequest, on_delete=models.CASCADE, related_name="places")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="service_places")
    state = models.CharField(max_length=10, choices=PlaceState, default=PlaceState.INVITED)
    reason = models.CharField(max_length=500, blank=True, help_text="why this person was thought of")
    note = models.CharField(max_length=1_000, blank=True, help_text="of the person, with the answer")
    invited_at = models.DateTimeField(default=timezone.now)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ServicePlaceQuerySet.as_manager()

    class Meta:
        ordering = ["invited_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "person"], name="service_place_once"),
            models.CheckConstraint(condition=Q(state__in=PlaceState.values), name="service_place_known"),
        ]

    def __str__(self) -> str:
        return str(self.person)
