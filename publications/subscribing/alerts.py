"""Sending alerts: each search at its time, one mail at most, and none when nothing is new or changed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from correspondence import outbox
from publications import finding
from publications.finding.wording import in_words
from publications.models import Publication, PublicationQuerySet, RecordVersion, Subscription
from publications.states import Frequency
from publications.subscribing import links
from publications.subscribing.keeping import SETTLED, next_morning

log = structlog.get_logger(__name__)

KIND = "alert"
SHOWN = 20
COUNTED = 1000
AT_ONCE, SECONDS = 1000, 60
REST = timedelta(hours=6)


@dataclass(frozen=True)
class News:
    """One project in an alert."""

    title: str
    programme: str
    url: str
    is_new: bool


def send_due(now: datetime | None = None) -> int:
    """Look at every search whose time has come; returns how many mails were written.

    Each search is one transaction: a worker killed half way leaves the others to the next run, and no search
    is told of twice. Stops after a minute; the next run goes on.
    """
    moment = now or timezone.now()
    until, written = time.monotonic() + SECONDS, 0
    due = Subscription.objects.due(moment).order_by("due_at", "pk").values_list("pk", flat=True)
    for key in list(due[:AT_ONCE]):
        if time.monotonic() > until:
            break
        try:
            written += look(key, moment)
        except Exception:  # one odd search must not silence those behind it
            log.exception("alert failed", subscription=key)
            Subscription.objects.filter(pk=key).update(due_at=moment + REST)
    return written


@transaction.atomic
def look(key: int, now: datetime) -> bool:
    """Look at one search if it is due and nobody else is at it; True when a mail was written."""
    due = Subscription.objects.due(now).select_for_update(skip_locked=True)
    row = due.filter(pk=key).first()
    if row is None or row.due_at is None or row.reported_until is None:
        return False
    slot, since, until = row.due_at, row.reported_until, now - SETTLED
    with override(row.language):
        query = finding.query(QueryDict(row.query))
        changed = changes(query, since, until)
        rows = list(changed.for_cards().order_by("-data_date", "-pk")[:SHOWN])
        if rows:
            _write(row, query, rows, changed[:COUNTED].count(), slot)
    row.reported_until, row.due_at = max(since, until), next_morning(Frequency(row.frequency), now)
    row.save(update_fields=["reported_until", "due_at"])
    return bool(rows)


def changes(query: finding.Query, since: datetime, until: datetime) -> PublicationQuerySet:
    """What the search finds that became public or changed after `since`, and not after `until`.

    A record's date is that of its facts, which may be older than their publication: its versions tell too.
    """
    changed = Q(data_date__gt=since, data_date__lte=until)
    appeared = Q(first_published_at__gt=since, first_published_at__lte=until)
    written = Q(code__in=RecordVersion.objects.filter(at__gt=since, at__lte=until).values("code"))
    found: PublicationQuerySet = finding.records(query).filter(changed | appeared | written)
    return found


def _write(
    row: Subscription, query: finding.Query, rows: Sequence[Publication], number: int, slot: datetime
) -> None:
    since = row.reported_until or row.created_at
    asked = query.as_query_string()
    context = {
        "words": in_words(query),
        "news": [_news(one, since) for one in rows],
        "number": number,
        "more": number - len(rows),
        "has_many": number >= COUNTED,
        "search_url": _absolute("catalogue:projects") + (f"?{asked}" if asked else ""),
        "stop_url": links.link(row, links.STOP),
        "manage_url": links.link(row, links.MANAGE),
    }
    subject, body = outbox.compose("alert", context, row.language)
    outbox.write_to_reader(
        KIND,
        address=row.email,
        language=row.language,
        subject=subject,
        body=body,
        about=row.subject,
        dedupe_key=f"alert:{row.uid}:{slot.isoformat()}",
        is_secret=True,
        unsubscribe_url=links.link(row, links.STOP),
    )


def _news(one: Publication, since: datetime) -> News:
    return News(
        title=outbox.one_line(" – ".join(part for part in (one.acronym, str(one.title)) if part)),
        programme=str(one.programme_period.programme),
        url=_absolute("catalogue:project", one.code),
        is_new=one.first_published_at > since,
    )


def _absolute(name: str, *args: str) -> str:
    return f"{str(settings.PORTAL_URL).rstrip('/')}{reverse(name, args=args)}"
