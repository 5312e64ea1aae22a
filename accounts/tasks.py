"""What the workers do for accounts, once a night."""

from __future__ import annotations

from celery import shared_task
from django.core.management import call_command

from accounts import people, throttle


@shared_task(name="accounts.tasks.clear_sessions")
def clear_sessions() -> None:
    """Forget ended sessions, tries that count no more and sign-ups never confirmed; safe to run twice."""
    call_command("clearsessions")
    throttle.forget_old()
    people.forget_never_confirmed()
