"""Reminding experts whose review of a good practice is late: each of them once."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from knowledge.models import Review
from knowledge.practices import mails
from knowledge.states import PracticeState

AT_ONCE = 200


def remind() -> int:
    """Write to experts whose day is over; returns to how many."""
    late = Review.objects.late().filter(
        reminded_at__isnull=True, version__practice__state=PracticeState.IN_REVIEW
    )
    return sum(_remind(pk) for pk in late.order_by("due_on", "pk").values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def _remind(pk: int) -> bool:
    # The row is taken by the first of two workers; a review that was handed in meanwhile is left alone.
    if not Review.objects.late().filter(pk=pk, reminded_at=None).update(reminded_at=timezone.now()):
        return False
    mails.remind_of_review(
        Review.objects.select_related("version__practice__platform__programme", "expert__user").get(pk=pk)
    )
    return True
