"""What becomes of a subscription: confirmed, changed, stopped. What is stopped is deleted, mails and all."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Value
from django.db.models.fields import TextField
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from correspondence.models import Message
from correspondence.states import MessageState
from publications.models import Subscription, SubscriptionQuerySet
from publications.states import Frequency, SubscriptionKind
from publications.subscribing import links

MORNING = time(7)
MONDAY = 0
# What commits while an alert is being written is told of in the next one.
SETTLED = timedelta(minutes=10)
MAILS_KEPT = timedelta(days=30)
PREFIX = "subscription:"


def found(given: str, purpose: str) -> Subscription | None:
    """The subscription that a link of this purpose names; None when the link or the subscription is gone."""
    key = links.read(given, purpose)
    return Subscription.objects.filter(pk=key).first() if key is not None else None


@transaction.atomic
def confirm(given: str) -> Subscription | None:
    """Agree, by the link from the mail. A second time changes nothing; None when the link does not hold."""
    row = _locked(found(given, links.CONFIRM))
    if row is not None and row.confirmed_at is None:
        now = timezone.now()
        row.confirmed_at = now
        if row.kind == SubscriptionKind.ALERT:
            row.reported_until = now - SETTLED
            row.due_at = next_morning(Frequency(row.frequency), now)
        row.save(update_fields=["confirmed_at", "reported_until", "due_at"])
    return row


@transaction.atomic
def change(subscription: Subscription, *, language: str, frequency: str) -> Subscription | None:
    """Another language, or how often; None when it was stopped meanwhile."""
    row = _locked(subscription)
    if row is None:
        return None
    row.language = language
    if row.kind == SubscriptionKind.ALERT and frequency != row.frequency:
        row.frequency = frequency
        row.due_at = next_morning(Frequency(frequency), timezone.now())
    row.save(update_fields=["language", "frequency", "due_at"])
    return row


@transaction.atomic
def stop(subscription: Subscription) -> None:
    """Delete it with its address, and the mails about it that lie in the outbox."""
    _forget(Subscription.objects.filter(pk=subscription.pk))


@transaction.atomic
def stop_all(email: str) -> None:
    """Delete whatever was asked for this address, confirmed or not."""
    _forget(Subscription.objects.of_address(email))


@transaction.atomic
def forget_old(now: datetime) -> int:
    """Delete what nobody confirmed in time (returns how many), and mails to readers that did their work."""
    stale = Subscription.objects.never_confirmed(now)
    number = stale.count()
    _forget(stale)
    mails = Message.objects.filter(about__startswith=PREFIX)
    subject = Concat(Value(PREFIX), Cast("uid", TextField()), output_field=TextField())
    living = Subscription.objects.annotate(subject_key=subject).filter(subject_key=OuterRef("about"))
    orphans = mails.filter(~Exists(living), created_at__lt=now - timedelta(hours=1))
    orphans.exclude(state=MessageState.HANDED).delete()
    mails.filter(created_at__lt=now - MAILS_KEPT).exclude(state=MessageState.HANDED).delete()
    return number


def next_morning(frequency: Frequency, after: datetime) -> datetime:
    """The next morning, or Monday morning, where the portal is: at most one mail a day, or a week."""
    local = timezone.localtime(after, timezone.get_default_timezone())
    day = local.date() + timedelta(days=1)
    if frequency == Frequency.WEEKLY:
        day += timedelta(days=(MONDAY - day.weekday()) % 7)
    return datetime.combine(day, MORNING, timezone.get_default_timezone())


def _locked(row: Subscription | None) -> Subscription | None:
    return Subscription.objects.select_for_update().filter(pk=row.pk).first() if row is not None else None


def _forget(rows: SubscriptionQuerySet) -> None:
    subjects = [row.subject for row in rows.select_for_update().order_by("pk")]
    rows.filter(uid__in=[subject.removeprefix(PREFIX) for subject in subjects]).delete()
    Message.objects.filter(about__in=subjects).exclude(state=MessageState.HANDED).delete()
