"""What waits for somebody in expert services, as rows of tasks: for those in them, and for the team."""

from __future__ import annotations

from django.db.models import F
from django.db.models.functions import Now

from accounts.models import User
from accounts.todo import TODAY, Rows, as_tasks
from knowledge.models import Report, ServicePlace, ServiceRequest
from knowledge.service_states import WITH_OUTCOME, Consent, ServiceState
from programmes.permissions import programmes_where
from programmes.states import SECRETARIAT


def invitations(user: User) -> Rows:
    """Invitations that the person has not answered."""
    rows = ServicePlace.objects.waiting().filter(person=user)
    where = {"title": "request__title", "about": "request__organisation", "where": "request__uid"}
    return as_tasks(rows, "service_place", **where, since="invited_at")


def to_answer(user: User) -> Rows:
    """Questions that the person answers as an expert."""
    rows = ServiceRequest.objects.entrusted_to(user).filter(state=ServiceState.ASSIGNED)
    return as_tasks(rows, "service_answer", **_WHERE, due="due_on", since="created_at")


def to_report(user: User) -> Rows:
    """Visits and sessions that are over, and of which the expert has not told."""
    rows = ServiceRequest.objects.entrusted_to(user).filter(
        state=ServiceState.FIXED, meeting__ends_at__lte=Now()
    )
    return as_tasks(rows, "service_report", **_WHERE, since="meeting__ends_at")


def to_follow_up(user: User) -> Rows:
    """Reviews after which it is time to say what was taken over."""
    rows = Report.objects.filter(
        request__asker=user, request__state=ServiceState.REPORTED, follow_up_on__lte=TODAY
    )
    where = {"title": "request__title", "where": "request__uid"}
    return as_tasks(rows, "service_follow_up", **where, due="follow_up_on", since="written_at")


def to_decide(user: User) -> Rows:
    """New requests, with the day by which they are assessed or answered."""
    rows = _of_team(user).filter(state=ServiceState.ASKED)
    return as_tasks(rows, "service_decide", **_WHERE, due="due_on", since="created_at")


def to_prepare(user: User) -> Rows:
    """Accepted ones without a date."""
    rows = _of_team(user).filter(state=ServiceState.PREPARING)
    return as_tasks(rows, "service_prepare", **_WHERE, since="created_at")


def late(user: User) -> Rows:
    """Questions whose expert has not answered in time."""
    rows = _of_team(user).filter(state=ServiceState.ASSIGNED, due_on__lt=TODAY)
    return as_tasks(rows, "service_late", **_WHERE, due="due_on", since="created_at")


def to_publish(user: User) -> Rows:
    """Outcomes that may be published, and are not."""
    rows = _of_team(user).filter(consent=Consent.YES, published__isnull=True, state__in=WITH_OUTCOME)
    return as_tasks(rows, "service_publish", **_WHERE, since=F("consent_at"))


_WHERE = {"title": "title", "about": "organisation", "where": "uid"}


def _of_team(user: User) -> Rows:
    return ServiceRequest.objects.of_programmes(programmes_where(user, SECRETARIAT))
