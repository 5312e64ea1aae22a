"""Limits on guessing, made so that an attack locks out the attacker and nobody else.

A try to sign in counts against the pair of account and network address, against the account as tried from all
devices that it does not know, and, generously, against the address. A device that has signed in to an account
before carries a signed cookie and counts on its own: whatever others try, its owner gets in.
"""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from accounts.models import Attempt, User
from core.errors import TooOften

DEVICE_COOKIE = "device"
DEVICE_AGE = 365 * 24 * 3600
DEVICE_ACCOUNTS = 5  # as many accounts does one device remember


@dataclass(frozen=True)
class Limit:
    """So many tries in so many seconds."""

    name: str
    amount: int
    seconds: int


HERE = Limit("sign-in to an account from an address", 10, 15 * 60)
ACCOUNT = Limit("sign-in to an account from unknown devices", 20, 15 * 60)
DEVICE = Limit("sign-in to an account from a device it knows", 10, 15 * 60)
ADDRESS = Limit("sign-in from an address", 100, 15 * 60)
MAILS = Limit("mails asked for by whoever names the address", 5, 60 * 60)

UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104 - a name for "not known", nothing is bound
Claims = Mapping[Limit, str]


class TooMany(Exception):
    """A limit is reached; `wait` is the number of seconds until the next try may be made."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait

    @property
    def minutes_text(self) -> str:
        """The wait in words, rounded up to whole minutes."""
        minutes = -(-self.wait // 60)
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


@transaction.atomic
def take(claims: Claims) -> list[int]:
    """Count one try against each limit, before it is made; returns what `give_back` takes.

    A try that is refused is not counted, so that waiting always helps. Parallel tries of one account queue up
    here, so that a burst can't slip through together.
    """
    keys = {_key(limit, about): limit for limit, about in claims.items()}
    with connection.cursor() as cursor:
        for key in sorted(keys):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [key])
    now = timezone.now()
    oldest = now - timedelta(seconds=max(limit.seconds for limit in claims))
    seen: dict[str, list[datetime]] = {key: [] for key in keys}
    for key, at in (
        Attempt.objects.filter(key__in=keys, at__gt=oldest).order_by("at").values_list("key", "at")
    ):
        seen[key].append(at)
    wait = max(_wait(limit, seen[key], now) for key, limit in keys.items())
    if wait:
        raise TooMany(wait)
    return [attempt.pk for attempt in Attempt.objects.bulk_create(Attempt(key=key, at=now) for key in keys)]


def take_or_refuse(claims: Claims, text: str) -> None:
    """Count one try; TooOften with `text`, whose %(wait)s is the wait in words, when a limit is reached."""
    try:
        take(claims)
    except TooMany as refusal:
        raise TooOften(text % {"wait": refusal.minutes_text}) from refusal


def give_back(taken: list[int]) -> None:
    """Undo `take` for a try that was good."""
    Attempt.objects.filter(pk__in=taken).delete()


def forget(claims: Claims) -> None:
    """Start these counts anew: the person has shown who they are in another way."""
    Attempt.objects.filter(key__in=[_key(limit, about) for limit, about in claims.items()]).delete()


def forget_old() -> int:
    """Delete the tries that count for nothing any more; returns how many."""
    return Attempt.objects.filter(at__lt=timezone.now() - timedelta(hours=2)).delete()[0]


def sign_in_claims(request: HttpRequest, email: str) -> Claims:
    """What a try to sign in to the account with this e-mail address counts against."""
    account, here = _account(email), address(request)
    device = _devices(request).get(account)
    if device:
        return {DEVICE: f"{account} {device}"}
    return {**account_claims(request, email), ADDRESS: here}


def account_claims(request: HttpRequest, email: str) -> Claims:
    """The counts that a password reset starts anew."""
    account = _account(email)
    return {HERE: f"{account} {address(request)}", ACCOUNT: account}


def mail_claims(email: str) -> Claims:
    return {MAILS: _account(email)}


def know_device(request: HttpRequest, response: HttpResponseBase, user: User) -> None:
    """Remember on this device that it has signed in to this account."""
    devices = _devices(request)
    account = _account(user.email)
    devices[account] = devices.pop(account, "") or secrets.token_urlsafe(12)
    kept = dict(list(devices.items())[-DEVICE_ACCOUNTS:])
    response.set_cookie(
        DEVICE_COOKIE,
        signing.dumps(kept, salt="accounts.device"),
        max_age=DEVICE_AGE,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def address(request: HttpRequest) -> str:
    """The client's network address; of IPv6 the /64, which one household or attacker holds.

    X-Forwarded-For counts only when TRUSTED_PROXIES says how many proxies of our own append to it.
    """
    given = str(request.META.get("REMOTE_ADDR", ""))
    if settings.TRUSTED_PROXIES:
        hops = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
        given = hops[-settings.TRUSTED_PROXIES].strip() if len(hops) >= settings.TRUSTED_PROXIES else given
    try:
        parsed = ipaddress.ip_address(given)
    except ValueError:
        return UNKNOWN_ADDRESS
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((parsed, 64), strict=False).network_address)
    return str(parsed)


def _wait(limit: Limit, tries: list[datetime], now: datetime) -> int:
    """Seconds until one more try fits under the limit; `tries` are in order of time."""
    recent = [at for at in tries if at > now - timedelta(seconds=limit.seconds)]
    if len(recent) < limit.amount:
        return 0
    free_at = recent[-limit.amount] + timedelta(seconds=limit.seconds)
    return max(1, int((free_at - now).total_seconds()))


def _key(limit: Limit, about: str) -> str:
    return salted_hmac("accounts.throttle", f"{limit.name} {about}", algorithm="sha256").hexdigest()


def _account(email: str) -> str:
    text = email.strip().lower().encode("utf-8", "replace")
    return hashlib.sha256(text).hexdigest()[:24]


def _devices(request: HttpRequest) -> dict[str, str]:
    """The accounts that this device has signed in to; empty when the cookie is missing, old or forged."""
    try:
        found = signing.loads(
            request.COOKIES.get(DEVICE_COOKIE, ""), salt="accounts.device", max_age=DEVICE_AGE
        )
    except signing.BadSignature:
        return {}
    return dict(found)
