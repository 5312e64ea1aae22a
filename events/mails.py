"""Mails to guests of an event, each in its guest's language, and each written once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import override

from correspondence import outbox
from events import links
from events.models import Event, Registration
from events.states import EventKind

KIND = "event"


def write(registration: Registration, template: str, mark: str) -> None:
    """One mail of `templates/mails/event_<template>`; the same `mark` writes none twice."""
    language = registration.language
    subject, body = outbox.compose(f"event_{template}", _context(registration), language)
    outbox.write_to_reader(
        KIND,
        address=registration.email,
        language=language,
        subject=subject,
        body=body,
        about=registration.subject,
        dedupe_key=f"{registration.subject}:{mark}"[:150],
        is_secret=template == "confirm",
    )


def when(event: Event, language: str) -> str:
    """Beginning and end on the event's own clock, in a language."""
    with override(language):
        begins, ends = (timezone.localtime(at, event.zone) for at in (event.starts_at, event.ends_at))
        if begins.date() == ends.date():
            return f"{_day(begins)}, {begins:%H:%M}–{ends:%H:%M} {begins.tzname()}"
        return f"{_day(begins)}, {begins:%H:%M} – {_day(ends)}, {ends:%H:%M} {begins.tzname()}"


def _day(at: datetime) -> str:
    return formats.date_format(at, "DATE_FORMAT")


def _context(registration: Registration) -> dict[str, Any]:
    event, language = registration.event, registration.language
    is_on_site = event.kind != EventKind.ONLINE
    return {
        "title": outbox.one_line(event.title.best(language).text),
        "name": registration.name,
        "when": when(event, language),
        "place": event.place if is_on_site else "",
        "online": event.online_address if event.kind != EventKind.ON_SITE else "",
        "event_url": links.event_page(event, language),
        "reason": event.cancel_reason.best(language).text,
        "confirm_url": links.link(registration, links.CONFIRM),
        "cancel_url": links.link(registration, links.CANCEL),
    }
