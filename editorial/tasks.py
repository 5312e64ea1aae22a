"""What workers do for editors: publish at the set moment, check and prepare files."""

from __future__ import annotations

import time
from datetime import timedelta

from celery import shared_task
from django.utils import timezone
from django.utils.module_loading import import_string

from core.queue import enqueue
from editorial import cleaning, consenting, mentions, publishing
from editorial.models import Paper, Picture

PATIENCE = timedelta(seconds=20)  # a waiting file is left to its first message for so long
AT_ONCE = 100
TURN = 120.0  # seconds that names are looked for at a time


@shared_task(name="editorial.tasks.publish_due", soft_time_limit=60, time_limit=90)
def publish_due() -> int:
    """Publish the versions whose moment has come; safe to run twice at a time."""
    return publishing.publish_due()


@shared_task(name="editorial.tasks.forget_cards", soft_time_limit=60, time_limit=90)
def forget_cards() -> int:
    """Forget contacts whose consent ran out, or who never answered."""
    return consenting.forget_ended()


@shared_task(name="editorial.tasks.remind_contacts", soft_time_limit=60, time_limit=90)
def remind_contacts() -> int:
    """Ask contacts whose consent runs out soon to give it anew; safe to run twice."""
    return consenting.remind()


@shared_task(name="editorial.tasks.clean", soft_time_limit=60, time_limit=90)
def clean() -> int:
    """Delete uploads that broke off a day ago; safe to run twice."""
    return cleaning.forget_broken()


@shared_task(name="editorial.tasks.prepare", soft_time_limit=150, time_limit=180)
def prepare(kind: str, pk: int) -> None:
    """Check one file, if it still waits; safe to run twice. What opens files is loaded by workers alone."""
    import_string("editorial.preparing.prepare")(kind, pk)


@shared_task(name="editorial.tasks.sweep", soft_time_limit=30, time_limit=60)
def sweep() -> int:
    """Enqueue again what still waits: Redis was away, a worker was killed, the scanner did not answer."""
    before, number = timezone.now() - PATIENCE, 0
    for model in (Paper, Picture):
        waiting = model.objects.waiting().filter(uploaded_at__lt=before).order_by("due_at")
        for pk in list(waiting.values_list("pk", flat=True)[:AT_ONCE]):
            enqueue(prepare, model._meta.model_name, pk)
            number += 1
    return number


@shared_task(name="editorial.tasks.look_for_names", soft_time_limit=270, time_limit=290)
def look_for_names() -> int:
    """Read new texts of papers for names that were forgotten before; how many papers. Safe to run twice."""
    until, number = time.monotonic() + TURN, 0
    for pk in list(Paper.objects.unread().order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        mentions.look(pk)
        number += 1
        if time.monotonic() > until:
            break
    return number


@shared_task(name="editorial.tasks.forget_pictures", soft_time_limit=120, time_limit=180)
def forget_pictures() -> int:
    """Delete pictures that nothing has used for long; safe to run twice."""
    return cleaning.forget_unused()
