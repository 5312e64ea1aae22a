"""Reminding hosts, some months after a review, of what they took over; experts, of an answer that is late."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from knowledge.models import Answer, Report
from knowledge.service_states import ServiceState
from knowledge.services import mails

AT_ONCE = 200


def remind() -> int:
    """Write to the hosts whose day has come, each once; returns to how many."""
    due = Report.objects.filter(
        follow_up_on__lte=timezone.localdate(), request__state=ServiceState.REPORTED, reminded_at__isnull=True
    )
    return sum(_remind(pk) for pk in due.order_by("follow_up_on").values_list("pk", flat=True)[:AT_ONCE])


def remind_experts() -> int:
    """Write to the experts whose answer is late, once for each question; returns to how many."""
    late = Answer.objects.filter(
        due_on__lt=timezone.localdate(),
        answered_at__isnull=True,
        reminded_at__isnull=True,
        request__state=ServiceState.ASSIGNED,
    )
    found = late.order_by("due_on", "pk").values_list("pk", flat=True)[:AT_ONCE]
    return sum(_remind_expert(pk) for pk in found)


@transaction.atomic
def _remind(pk: int) -> bool:
    taken = Report.objects.filter(pk=pk, reminded_at__isnull=True).update(reminded_at=timezone.now())
    if not taken:
        return False
    row = Report.objects.select_related("request__service", "request__asker").get(pk=pk)
    mails.tell(row.request, "follow_up_due", to=row.request.asker, by=None)
    return True


@transaction.atomic
def _remind_expert(pk: int) -> bool:
    # The row is taken by the first of two workers; an answer that came meanwhile is left alone.
    waiting = Answer.objects.filter(pk=pk, answered_at=None, reminded_at=None)
    if not waiting.update(reminded_at=timezone.now()):
        return False
    row = Answer.objects.select_related("request__service", "request__expert").get(pk=pk)
    expert = row.request.expert
    if expert is None:
        return False
    mails.tell(row.request, "answer_late", to=expert, by=None, key=str(row.number), answer=row)
    return True
