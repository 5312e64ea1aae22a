"""Closing questions of the helpdesk to whose answer nobody came back."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from knowledge.models import Service, ServiceRequest
from knowledge.service_states import ServiceKind, ServiceState
from knowledge.services import deciding

AT_ONCE = 200


def close_over() -> int:
    """Close answered questions whose days (a setting of each service) are over; returns how many."""
    return sum(_close(service) for service in Service.objects.filter(kind=ServiceKind.HELPDESK))


def _close(service: Service) -> int:
    before = timezone.now() - timedelta(days=service.close_days)
    over = ServiceRequest.objects.filter(service=service, state=ServiceState.ANSWERED).annotate(
        last=Max("answers__answered_at")
    )
    rows = over.filter(last__lte=before).order_by("last", "pk")[:AT_ONCE]
    return sum(deciding.close_unasked(row, before=before) for row in rows)
