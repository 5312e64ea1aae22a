"""Keeping what is public of sub-grants current."""

from __future__ import annotations

from celery import shared_task

from cascade import forgetting


@shared_task
def forget_persons() -> int:
    """Take names of natural persons off sub-grants when their time is over; safe to run twice."""
    return forgetting.forget_due()
