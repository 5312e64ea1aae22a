"""Sending an issue: every confirmed reader once, through workers that die, and nobody who has stopped.

Readers are gone through in the order of their keys. A portion of them gets its mails in one transaction that
also moves the cursor, so that a worker killed half way writes nothing twice; their rows are locked meanwhile,
so that whoever stops then finds the mail and takes it along. What is written leaves by correspondence, whose
claim on the row is the last word: a mail whose reader stopped is no longer there to be claimed.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from core.texts import LANGUAGES
from correspondence import delivery
from correspondence.acts import confirmation
from correspondence.models import Circular, Message, MessageQuerySet
from correspondence.states import MessageState
from editorial.models import Issue, IssueState, Sending
from editorial.newsletters import readers, rendering
from editorial.newsletters.checks import check
from editorial.newsletters.content import frozen, looks, revision
from editorial.newsletters.editing import locked
from editorial.newsletters.progress import numbers
from programmes.models import StaffRole
from programmes.states import EDITORS
from publications.models import Subscription
from publications.subscribing import keeping, links

KIND = "newsletter"
PORTION = 100
LEASE, RENEWED = timedelta(seconds=60), 5.0  # how long a silent worker keeps others out; seconds
UNDER_WAY = (MessageState.CONFIRMED, MessageState.HANDED)


@transaction.atomic
def confirm(issue: Issue, *, by: User, seen: str) -> Sending:
    """Let it leave: the second look. `seen` is the `revision` of what the person's page showed.

    Whoever wrote it last does not confirm it, unless the programme has nobody else.
    """
    fresh = locked(issue, by, IssueState.READY)
    if fresh.edited_by_id == by.pk and _has_others(fresh, by):
        raise NotAllowed(_("You wrote this issue. Somebody else who may send issues confirms it."))
    found = looks(fresh)
    content = frozen(fresh, found)
    if seen != revision(content):
        raise DomainError(_("What the issue tells of was changed meanwhile. Look at it again."))
    stopping = [finding.text for finding in check(fresh, found) if finding.stops]
    if stopping:
        raise DomainError(" ".join(stopping))
    last = Issue.objects.filter(programme=fresh.programme_id).aggregate(last=Max("number"))["last"] or 0
    fresh.number, fresh.content, fresh.state = last + 1, content, IssueState.SENT
    fresh.confirmed_by, fresh.confirmed_at = by, timezone.now()
    fresh.save()
    circular = Circular.objects.create(about=fresh.chain, texts=rendering.texts(fresh, content))
    count = readers.of(fresh.programme_id, fresh.confirmed_at).count()
    sending = Sending.objects.create(issue=fresh, circular=circular, readers=count)
    trail.record(fresh.chain, "send issue", by=by, new={"number": fresh.number, "readers": count})
    return sending


def work(key: int, *, turn: float) -> bool:
    """Go on with one sending for so many seconds; True when there is more to do at once.

    Safe to run at any time and at once with others: one of them works, and when that one falls silent the
    next takes over after LEASE.
    """
    until, now = time.monotonic() + turn, timezone.now()
    free = Q(busy_until__isnull=True) | Q(busy_until__lt=now)
    mine = Sending.objects.filter(free, pk=key, finished_at__isnull=True)
    if not mine.update(busy_until=now + LEASE):
        return False
    try:
        while time.monotonic() < until:
            if not _portion(key, until):
                return False
        return True
    finally:
        Sending.objects.filter(pk=key).update(busy_until=None)


def open_ones() -> list[int]:
    """Sendings that nobody works on and that are not paused."""
    free = Q(busy_until__isnull=True) | Q(busy_until__lt=timezone.now())
    found = Sending.objects.filter(free, finished_at__isnull=True, circular__is_held=False)
    return list(found.values_list("pk", flat=True))


@transaction.atomic
def pause(issue: Issue, *, by: User) -> None:
    """Let no further mail leave; the one that the mail server is just getting still does."""
    _switch(issue, by, is_held=True, action="pause issue")


@transaction.atomic
def go_on(issue: Issue, *, by: User) -> Sending:
    """Go on where it was paused."""
    return _switch(issue, by, is_held=False, action="go on with issue")


@transaction.atomic
def settle(issue: Issue, *, by: User, seen: Collection[UUID], had: Collection[UUID]) -> int:
    """Of the mails that were cut off, and `seen` on the page, say which the mail server `had`; how many.

    Its log tells, under the Message-ID. The others leave now, but for those of readers who have stopped.
    """
    sending = _sending(issue, by)
    unknown = cut_off(sending).filter(uid__in=list(seen))
    number = unknown.filter(uid__in=list(had)).update(
        state=MessageState.SENT, sent_at=timezone.now(), error=""
    )
    again = unknown.exclude(uid__in=list(had)).update(
        state=MessageState.CONFIRMED, handed_at=None, attempts=1, next_attempt_at=None, error=""
    )
    Sending.objects.filter(pk=sending.pk).update(finished_at=None)
    trail.record(issue.chain, "settle issue", by=by, new={"had": number, "again": again})
    return number + again


def cut_off(sending: Sending) -> MessageQuerySet:
    """Mails of which nobody knows whether the mail server had them: a worker died at that moment."""
    return Message.objects.filter(circular=sending.circular_id, state=MessageState.UNKNOWN).order_by("pk")


def _switch(issue: Issue, by: User, *, is_held: bool, action: str) -> Sending:
    sending = _sending(issue, by)
    if sending.finished_at is not None:
        raise DomainError(_("This issue has reached all its readers. Reload the page."))
    changed = Circular.objects.filter(pk=sending.circular_id, is_held=not is_held).update(is_held=is_held)
    if changed:
        trail.record(issue.chain, action, by=by, new={"is_held": is_held})
    return sending


def _sending(issue: Issue, by: User) -> Sending:
    fresh = locked(issue, by, IssueState.SENT)
    return Sending.objects.select_for_update().get(issue=fresh)


def _portion(key: int, until: float) -> bool:
    """Write and send one portion; whether there may be another at once."""
    sending = Sending.objects.select_related("circular", "issue").get(pk=key)
    if sending.circular.is_held:
        return False
    if not sending.is_written:
        _write(key)
    _drop_stopped(sending)
    waiting = Message.objects.due().filter(circular=sending.circular_id)
    sent = _deliver(key, list(waiting.order_by("pk").values_list("pk", flat=True)[:PORTION]), until)
    return sent > 0 or not _finish(key)


def _deliver(key: int, messages: list[int], until: float) -> int:
    """Send these; how many left. Tells now and then that somebody is at it."""
    sent, told = 0, time.monotonic()
    for pk in messages:
        sent += delivery.deliver(pk)
        if time.monotonic() > told + RENEWED:
            told = time.monotonic()
            held = Circular.objects.filter(is_held=True, about=_about(key)).exists()
            Sending.objects.filter(pk=key).update(busy_until=timezone.now() + LEASE)
            if held or told > until:
                break
    return sent


def _about(key: int) -> str:
    return Sending.objects.select_related("circular").get(pk=key).circular.about


def _drop_stopped(sending: Sending) -> None:
    """Take away mails that are to be tried again though their reader has stopped.

    Stopping takes along what waits, but leaves a mail that the mail server is getting at that moment.
    """
    again = Message.objects.filter(circular=sending.circular_id, state=MessageState.CONFIRMED, attempts__gt=0)
    subjects = set(again.values_list("about", flat=True))
    if subjects:
        uids = [subject.removeprefix(keeping.PREFIX) for subject in subjects]
        living = {one.subject for one in Subscription.objects.filter(uid__in=uids)}
        again.filter(about__in=subjects - living).delete()


@transaction.atomic
def _write(key: int) -> None:
    """Give the next portion of readers their mails, and move the cursor."""
    locked_rows = Sending.objects.select_for_update(of=("self",)).select_related("issue", "circular")
    sending = locked_rows.get(pk=key)
    issue, circular = sending.issue, sending.circular
    waiting = readers.of(issue.programme_id, issue.confirmed_at).filter(pk__gt=sending.cursor)
    portion = list(waiting.select_for_update().order_by("pk")[:PORTION])
    Message.objects.bulk_create([_message(row, issue, circular) for row in portion])
    sending.is_written = len(portion) < PORTION
    sending.written += len(portion)
    sending.cursor = portion[-1].pk if portion else sending.cursor
    sending.save(update_fields=["is_written", "written", "cursor"])


def _message(row: Subscription, issue: Issue, circular: Circular) -> Message:
    language = row.language if row.language in LANGUAGES else "en"
    return Message(
        kind=KIND,
        about=row.subject,
        to_email=row.email,
        language=language,
        subject=circular.texts[language]["subject"],
        dedupe_key=f"{issue.chain}:{row.uid}",
        unsubscribe_url=links.link(row, links.STOP),
        circular=circular,
        **confirmation(issue.confirmed_by),
    )


@transaction.atomic
def _finish(key: int) -> bool:
    """Note the end when every reader has got a mail; True when there is nothing to do now."""
    sending = Sending.objects.select_for_update().get(pk=key)
    if not sending.is_written:
        return False
    if Message.objects.filter(circular=sending.circular_id, state__in=UNDER_WAY).exists():
        return True
    sending.finished_at, sending.result = timezone.now(), numbers(sending).as_json()
    sending.save(update_fields=["finished_at", "result"])
    return True


def _has_others(issue: Issue, by: User) -> bool:
    roles = StaffRole.objects.filter(programme=issue.programme_id, role__in=EDITORS)
    return roles.exclude(user=by).filter(user__is_active=True).exists()
