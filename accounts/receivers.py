"""What allauth tells only by signal, written to the trail."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from django.db import transaction
from django.dispatch import receiver

from accounts import trail
from accounts.models import User


@receiver(mfa_signals.authenticator_added)
def second_factor_added(user: User, authenticator: Any, **_: Any) -> None:
    _record(user, "add second factor", {"type": authenticator.type})


@receiver(mfa_signals.authenticator_removed)
def second_factor_removed(user: User, authenticator: Any, **_: Any) -> None:
    _record(user, "remove second factor", {"type": authenticator.type})


@receiver(mfa_signals.authenticator_reset)
def second_factor_reset(user: User, authenticator: Any, **_: Any) -> None:
    _record(user, "reset second factor", {"type": authenticator.type})


@receiver(mfa_signals.authentication_failed)
def second_factor_failed(user: User, authenticator: Any = None, **_: Any) -> None:
    _record(user, "failed second factor", {"type": authenticator.type} if authenticator else None)


@receiver(account_signals.email_confirmed)
def email_confirmed(email_address: Any, **_: Any) -> None:
    _record(email_address.user, "confirm e-mail address")


@receiver(account_signals.email_changed)
def email_changed(user: User, from_email_address: Any = None, **_: Any) -> None:
    """Also told at the first confirmation, when nothing was changed."""
    if from_email_address is not None:
        _record(user, "change e-mail address")


@receiver(account_signals.email_removed)
def email_removed(user: User, **_: Any) -> None:
    _record(user, "remove e-mail address")


def _record(user: User, action: str, new: Any = None) -> None:
    with transaction.atomic():
        trail.record(user.chain, action, by=user, new=new)
