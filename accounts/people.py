"""A person's own account: profile, everything held about them, and being forgotten."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import sessions, trail
from accounts.holdings import Holding, holdings
from accounts.models import TrailEntry, User
from core.errors import DomainError, NotAllowed

NAME_LENGTH = 150
UNCONFIRMED_KEPT = timedelta(days=30)
# Marks that turn the direction of text around: a name with them can pose as another.
TURNING_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean_name(name: str) -> str:
    """A person's name on one line, as mails and pages of others will show it; else ValidationError."""
    name = " ".join(name.split())
    if not name:
        raise ValidationError(_("Give your name, as colleagues know you."))
    if len(name) > NAME_LENGTH:
        raise ValidationError(_("Shorten your name to %(limit)s characters.") % {"limit": NAME_LENGTH})
    if any(unicodedata.category(sign) in {"Cc", "Cs"} or sign in TURNING_MARKS for sign in name):
        raise ValidationError(
            _("Your name contains a character that cannot be shown. Type it again by hand.")
        )
    if "://" in name or "www." in name.lower() or "@" in name:
        raise ValidationError(_("Leave web and e-mail addresses out of your name."))
    return name


@transaction.atomic
def update_profile(
    user: User, *, by: User, name: str, language: str, wants_reminders: bool | None = None
) -> User:
    """Change name, language of mails and the wish to be reminded (None: as it is).

    The trail says which changed, not to what: it can't be erased.
    """
    person = User.objects.select_for_update().get(pk=user.pk)
    if by != person:
        raise NotAllowed(_("Only the person concerned may change this profile."))
    new: dict[str, Any] = {"name": clean_name(name), "language": language}
    if wants_reminders is not None:
        new["wants_reminders"] = wants_reminders
    changed = [field for field, value in new.items() if getattr(person, field) != value]
    if changed:
        for field in changed:
            setattr(person, field, new[field])
        person.save(update_fields=changed)
        trail.record(person.chain, "change profile", by=by, new={"changed": changed})
    return person


@transaction.atomic
def end_other_sessions(user: User, *, by: User, keep: str | None) -> int:
    """Sign the person out on all other devices; returns on how many."""
    if by != user:
        raise NotAllowed(_("Only the person concerned may do this."))
    ended = sessions.end_sessions(user, keep=keep)
    trail.record(user.chain, "end other sessions", by=by, new={"ended": ended})
    return ended


def export(user: User) -> dict[str, Any]:
    """Everything that the portal holds about a person, by app, as JSON-able data (GDPR, article 15)."""
    return {
        "exported_at": timezone.now().isoformat(),
        **{holding.name: holding.export(user) for holding in holdings()},
    }


def objections_to_erasing(user: User) -> list[str]:
    """Why the account can't be deleted now, each with what to do first."""
    return [text for holding in holdings() for text in holding.objections(user)]


@transaction.atomic
def erase_person(user: User, *, by: User | None) -> User:
    """Forget a person: name and address become a pseudonym, sign-ins end; what they did stays (article 17).

    `by` is the person, or None for the portal itself (a request that reached the secretariat).
    """
    person = User.objects.select_for_update().get(pk=user.pk)
    if by is not None and by.pk != person.pk:
        raise NotAllowed(_("Only the person concerned may delete this account."))
    if person.erased_at is not None:
        raise DomainError(_("This account has been deleted already."))
    objections = objections_to_erasing(person)
    if objections:
        raise DomainError(" ".join(objections))
    for holding in holdings():
        holding.forget(person)
    person.name = f"Former user {person.uid.hex[:6]}"
    person.email = f"{person.uid.hex}@erased.invalid"
    person.is_active = False
    person.erased_at = timezone.now()
    person.set_unusable_password()
    person.save()
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    sessions.end_sessions(person)
    trail.record(person.chain, "erase person", by=by)
    return person


def forget_never_confirmed() -> int:
    """Erase the accounts of sign-ups that nobody confirmed in a month, so that the address is free again."""
    stale = User.objects.never_confirmed(before=timezone.now() - UNCONFIRMED_KEPT)
    for person in stale:
        erase_person(person, by=None)
    return len(stale)


class Account(Holding):
    """The account itself."""

    name = "account"

    def export(self, user: User) -> Any:
        """Profile, sign-ins and the person's own acts; secrets of the second factor stay out."""
        return {
            "email": user.email,
            "name": user.name,
            "language": user.language,
            "wants_reminders": user.wants_reminders,
            "joined": user.date_joined.isoformat(),
            "last_sign_in": user.last_login.isoformat() if user.last_login else None,
            "email_addresses": list(EmailAddress.objects.filter(user=user).values("email", "verified")),
            "second_factors": list(Authenticator.objects.filter(user=user).values_list("type", flat=True)),
            "sessions": [
                {
                    "since": session.created_at.isoformat(),
                    "address": session.ip,
                    "browser": session.user_agent,
                }
                for session in sessions.sessions_of(user)
            ],
            "acts": [
                {"at": at.isoformat(), "about": chain, "action": action}
                for at, chain, action in TrailEntry.objects.done_by(user).values_list("at", "chain", "action")
            ],
        }
