"""Keeping the blank forms of announced calls current, whoever changed the call."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from calls.models import Call
from projects.printing import blank

KEPT = timedelta(days=30)  # after a call has closed its form is made no more
AT_ONCE = 100


@shared_task(name="projects.printing.tasks.keep_blank_forms", soft_time_limit=60, time_limit=90)
def keep_blank_forms() -> int:
    """Ask for the forms of calls that the public sees. What did not change is not made again."""
    calls = Call.objects.announced().filter(closes_at__gt=timezone.now() - KEPT).with_programme()
    found = list(calls.order_by("-closes_at")[:AT_ONCE])
    for call in found:
        blank.request_all(call)
    return len(found)
