"""Asking hosts, some months after a review, what they took over."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from knowledge.models import Report
from knowledge.service_states import ServiceState
from knowledge.services import mails

AT_ONCE = 200


def remind() -> int:
    """Write to the hosts whose day has come, each once; returns to how many."""
    due = Report.objects.filter(
        follow_up_on__lte=timezone.localdate(), request__state=ServiceState.REPORTED, reminded_at__isnull=True
    )
    return sum(_remind(pk) for pk in due.order_by("follow_up_on").values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def _remind(pk: int) -> bool:
    taken = Report.objects.filter(pk=pk, reminded_at__isnull=True).update(reminded_at=timezone.now())
    if not taken:
        return False
    row = Report.objects.select_related("request__service", "request__asker").get(pk=pk)
    mails.tell(row.request, "follow_up_due", to=row.request.asker, by=None)
    return True
