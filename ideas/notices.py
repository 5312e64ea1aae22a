"""Mails about new matches: only to who asked, one mail a day for all cards, stopped by one click."""

from __future__ import annotations

import time as clock
from datetime import datetime, time
from uuid import UUID

import structlog
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts import trail
from accounts.models import User
from correspondence import outbox
from ideas.finding import matches_of
from ideas.models import Card, CardQuerySet
from ideas.places import Places
from ideas.reasons import Shown, in_words

log = structlog.get_logger(__name__)

KIND = "partner search notice"
MORNING = time(7)
AT_ONCE, SECONDS = 500, 60
SALT = "ideas.notices.stop"


def send_due(now: datetime | None = None) -> int:
    """Write to everybody whose cards have new matches since the mail before; how many mails.

    Each person is one transaction: a worker killed half way leaves the others to the next run.
    """
    moment = now or timezone.now()
    until, written = clock.monotonic() + SECONDS, 0
    for owner in list(_due(moment).order_by("owner").values_list("owner", flat=True).distinct()[:AT_ONCE]):
        if clock.monotonic() > until:
            break
        try:
            written += tell(owner, moment)
        except Exception:  # one odd card must not silence the others
            log.exception("notice of matches failed", user=owner)
    return written


@transaction.atomic
def tell(owner: int, now: datetime) -> bool:
    """One person's new matches; True when a mail was written. Nobody is told of the same match twice."""
    person = User.objects.select_for_update().get(pk=owner)
    cards = list(_due(now).filter(owner=person).with_call().order_by("pk"))
    if not cards or not person.is_active:
        return False
    with override(person.language):
        news = [(card, _new_matches(card)) for card in cards]
    told = [{"card": card, "matches": found} for card, found in news if found]
    Card.objects.filter(pk__in=[card.pk for card in cards]).update(notified_until=now)
    if not told:
        return False
    subject, body = outbox.compose(
        "idea_matches", {"told": told, "stop_url": stop_link(person)}, person.language
    )
    outbox.write_to_reader(
        KIND,
        address=person.email,
        language=person.language,
        subject=subject,
        body=body,
        about=about(person),
        dedupe_key=f"{about(person)}:{timezone.localtime(now).date()}",
        unsubscribe_url=stop_link(person),
    )
    return True


def about(user: User) -> str:
    """The name under which a person's notices stand in the outbox."""
    return f"ideas:{user.uid}"


def stop_link(user: User) -> str:
    """The address that stops a person's notices; it works for ever."""
    with override(user.language):
        path = reverse("catalogue:idea_notices_stop", args=[signing.Signer(salt=SALT).sign(user.uid.hex)])
    return f"{str(settings.PORTAL_URL).rstrip('/')}{path}"


def reader_of(token: str) -> User | None:
    """Whose notices a link stops; None when it is forged or the person is gone."""
    try:
        return User.objects.filter(uid=UUID(signing.Signer(salt=SALT).unsign(token[:200]))).first()
    except (signing.BadSignature, ValueError):
        return None


@transaction.atomic
def stop(user: User) -> None:
    """No more notices about any card of this person; the trail of each card says so."""
    for card in Card.objects.of_owner(user).filter(wants_notices=True).select_for_update():
        card.wants_notices = False
        card.save(update_fields=["wants_notices"])
        trail.record(card.chain, "stop notices", by=None, new={"by": "link in a mail"})


def _due(now: datetime) -> CardQuerySet:
    """Shown cards with notices that were last looked at before this morning."""
    local = timezone.localtime(now)
    morning = timezone.make_aware(datetime.combine(local.date(), MORNING))
    rows = Card.objects.shown().filter(wants_notices=True, notified_until__lt=morning)
    return rows if now >= morning else rows.none()


def _new_matches(card: Card) -> list[Shown]:
    return in_words(matches_of(card, since=card.notified_until), Places(card.call))
