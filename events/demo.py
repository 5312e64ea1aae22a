"""Invented events, their guests, and an issue of a newsletter, for the demo world: marked as demo."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core.errors import DomainError
from core.loading.entries import Entry
from core.loading.problems import Problem, refuse_if_any
from core.loading.reading import read_yaml
from core.loading.writing import Kind, Report
from editorial.models import Issue, IssueState
from events.models import Event, Registration
from events.states import EventKind, EventState, Question, RegistrationState
from events.told_in_newsletters import Events
from programmes.models import Programme

FILE, ZONE = "events.yaml", ZoneInfo("Europe/Brussels")
Values = dict[str, Any]


@transaction.atomic
def load(directory: Path) -> Report:
    """Add what is not there yet; what is there stays as it is, moved by whoever tried the portal.

    Refused where DEMO is off. Raises BadFiles, and changes nothing, when the file is wrong.
    """
    if not settings.DEMO:
        raise DomainError("Demo events are loaded only where the setting DEMO is on.")
    problems: list[Problem] = []
    file = read_yaml(directory, FILE, problems)
    events = [_event(entry) for entry in file.entries("events", "event", "slug")]
    issues = [_issue(entry) for entry in file.entries("issues", "issue", "programme")]
    file.finish()
    refuse_if_any(problems)
    report = Report()
    for values, guests in events:
        _add_event(values, guests, report.kind("demo events"))
    for values, slugs in issues:
        _add_issue(values, slugs, report.kind("demo issues"))
    return report


def _event(entry: Entry) -> tuple[Values, list[str]]:
    day = entry.raw("days")
    if not isinstance(day, int):
        entry.wrong("days must be a whole number, negative for the past")
        day = 0
    hour, length = entry.whole("hour", most=23) or 9, entry.whole("length", most=12) or 1
    starts_on = timezone.localdate(timezone=ZONE) + timedelta(days=day)
    starts_at = datetime.combine(starts_on, time(hour), ZONE)
    values = {
        "slug": entry.string("slug", required=True),
        "programme_id": entry.string("programme", required=True),
        "title": entry.text("title", required=True),
        "lead": entry.text("lead", required=True),
        "kind": entry.choice("kind", EventKind.values),
        "place": entry.string("place"),
        "places": entry.whole("places", least=1),
        "questions": entry.codes("questions", "|".join(Question.values)),
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=length),
    }
    guests = entry.raw("guests") or []
    entry.finish()
    return values, [str(name) for name in guests]


def _issue(entry: Entry) -> tuple[Values, list[str]]:
    values = {
        "programme_id": entry.string("programme", required=True),
        "subject": entry.text("subject", required=True),
        "intro": entry.text("intro", required=True),
    }
    slugs = entry.codes("events")
    entry.finish()
    return values, slugs


def _add_event(values: Values, guests: list[str], kind: Kind) -> None:
    now = timezone.now()
    fixed = {"state": EventState.PUBLISHED, "published_at": now, "is_demo": True}
    event, is_new = Event.objects.get_or_create(slug=values["slug"], defaults={**values, **fixed})
    if not is_new:
        kind.unchanged += 1
        return
    kind.added.append(event.slug)
    for number, name in enumerate(guests):
        has_place = event.places is None or number < event.places
        Registration.objects.create(
            event=event,
            name=name,
            email=f"{event.slug}.{number}@example.org",
            language="en",
            state=RegistrationState.HELD if has_place else RegistrationState.WAITING,
            confirmed_at=now + timedelta(seconds=number),
            placed_at=now if has_place else None,
        )


def _add_issue(values: Values, slugs: list[str], kind: Kind) -> None:
    programme = Programme.objects.get(pk=values["programme_id"])
    if Issue.objects.filter(programme=programme, is_demo=True).exists():
        kind.unchanged += 1
        return
    known, now = Events().known(programme, slugs), timezone.now()
    taken = Issue.objects.filter(programme=programme, number__isnull=False).count()
    content = {
        "subject": dict(values["subject"]),
        "intro": dict(values["intro"]),
        "items": [known[slug].as_json() for slug in slugs if slug in known],
    }
    fixed = {"state": IssueState.SENT, "number": taken + 1, "confirmed_at": now, "is_demo": True}
    kind.added.append(str(Issue.objects.create(**values, **fixed, content=content)))
