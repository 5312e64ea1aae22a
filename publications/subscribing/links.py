"""The signed links in mails to readers: to confirm, to stop, to manage. Each is for one row and purpose."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from publications.models import Subscription
from publications.models.subscription import UNCONFIRMED_KEPT

CONFIRM, STOP, MANAGE = "confirm", "stop", "manage"
PAGES = {CONFIRM: "catalogue:confirm", STOP: "catalogue:unsubscribe", MANAGE: "catalogue:subscriptions"}
# How long a link works; one that stops mails works for ever.
KEPT = {CONFIRM: UNCONFIRMED_KEPT, MANAGE: timedelta(days=90)}


def link(subscription: Subscription, purpose: str) -> str:
    """The whole address, on the portal's fixed host, in the subscription's language."""
    with override(subscription.language):
        path = reverse(PAGES[purpose], args=[token(subscription, purpose)])
    return f"{str(settings.PORTAL_URL).rstrip('/')}{path}"


def token(subscription: Subscription, purpose: str) -> str:
    """What proves that the link came by mail to the subscription's address."""
    return _signer(purpose).sign(str(subscription.pk))


def read(given: str, purpose: str) -> int | None:
    """The key of the subscription that a link of this purpose names; None when forged, altered or too old."""
    try:
        plain = _signer(purpose).unsign(given[:200], max_age=KEPT.get(purpose))
    except signing.BadSignature:
        return None
    return int(plain) if plain.isascii() and plain.isdigit() else None


def _signer(purpose: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"publications.subscribing.{purpose}")
