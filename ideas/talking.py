"""Conversations about a card, through the portal: asking, answering, agreeing to show addresses, closing.

A mail says that there is something to read and never what, nor from which address.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import throttle, trail
from accounts.models import User
from core.errors import DomainError
from correspondence import outbox
from correspondence.plain import plain
from ideas.models import Card, Contact, ContactMessage
from ideas.models.cards import ORGANISATION_LENGTH
from ideas.models.contacts import MESSAGE_LENGTH
from ideas.permissions import require_active, require_one_of_two, require_owner
from ideas.places import region_exists
from ideas.states import Role

KIND = "partner search"
ASKS = throttle.Limit("conversations begun in a partner search, by a person", 10, 60 * 60)
MESSAGES = throttle.Limit("messages in a partner search, by a person", 40, 60 * 60)
MAIL_AGAIN_AFTER = timedelta(hours=1)
SHOWN_TO_WRITER = ["name", "organisation", "country", "region", "role", "messages"]


@transaction.atomic
def ask(  # noqa: PLR0913 - each is a field of the form
    card: Card,
    *,
    by: User,
    organisation: str,
    country: str,
    region: str = "",
    role: str,
    text: str,
    agrees: bool,
    key: UUID,
) -> Contact:
    """Write to who wrote a card: one conversation for each person and card; again adds a message to it."""
    require_active(by)
    if not agrees:
        raise DomainError(
            _("Agree that the person who wrote the card sees your name, organisation and message.")
        )
    fresh = Card.objects.shown().with_call().filter(pk=card.pk).first()
    if fresh is None:
        raise DomainError(_("This card is no longer shown, so nobody can be asked about it."))
    if fresh.owner_id == by.pk:
        raise DomainError(_("This is your own card. Others write to you about it."))
    held = Contact.objects.filter(card=fresh, asker=by).first()
    if held is None:
        throttle.take_or_refuse(
            {ASKS: str(by.pk)}, _("You wrote about many cards. Wait %(wait)s, then go on.")
        )
        values = _who(organisation, country, region, role)
        held, is_new = Contact.objects.get_or_create(card=fresh, asker=by, defaults=values)
        if is_new:
            new = {"card": str(fresh.uid), "shown to": f"user:{fresh.owner_id}", "shown": SHOWN_TO_WRITER}
            trail.record(held.chain, "ask about card", by=by, new={"agreed": True, **new})
    answer(held, by=by, text=text, key=key)
    return held


@transaction.atomic
def answer(contact: Contact, *, by: User, text: str, key: UUID) -> ContactMessage:
    """Write one message; the same `key` gives the same message. The other is told by mail, at most hourly."""
    fresh = _locked(contact)
    require_one_of_two(fresh, by)
    known = ContactMessage.objects.filter(key=key, contact=fresh, author=by).first()
    if known is not None:
        return known
    if fresh.closed_at is not None:
        raise DomainError(_("This conversation is closed. Nothing more can be written in it."))
    words = plain(text).strip()
    if not words or len(words) > MESSAGE_LENGTH:
        raise DomainError(_("Write a message of 1 to %(limit)d characters.") % {"limit": MESSAGE_LENGTH})
    throttle.take_or_refuse({MESSAGES: str(by.pk)}, _("You wrote many messages. Wait %(wait)s, then go on."))
    message = ContactMessage.objects.create(contact=fresh, author=by, text=words, key=key)
    fresh.last_at = message.at
    fresh.save(update_fields=["last_at"])
    _tell(fresh, fresh.other(by), by)
    return message


@transaction.atomic
def share(contact: Contact, *, by: User, agrees: bool) -> Contact:
    """Agree to show one's own e-mail address to the other, or take that back. Both must agree."""
    fresh = _locked(contact)
    require_one_of_two(fresh, by)
    if agrees and fresh.closed_at is not None:
        raise DomainError(_("This conversation is closed. Nothing more is shown in it."))
    name = "owner_shares_at" if by.pk == fresh.card.owner_id else "asker_shares_at"
    if (getattr(fresh, name) is not None) != agrees:
        setattr(fresh, name, timezone.now() if agrees else None)
        fresh.save(update_fields=[name])
        facts = {"shown to": f"user:{fresh.other(by).pk}", "shown": ["email"], "when": "both agreed"}
        act = "agree to show address" if agrees else "take back address"
        trail.record(fresh.chain, act, by=by, new={**facts, "agreed": agrees, "both": fresh.shares})
    return fresh


def read(contact: Contact, *, by: User) -> None:
    """Note that one of the two looks at the conversation now."""
    side = "asker_read_at" if by.pk == contact.asker_id else "owner_read_at"
    Contact.objects.of_person(by).filter(pk=contact.pk).update(**{side: timezone.now()})


@transaction.atomic
def let_lead(contact: Contact, *, by: User, agrees: bool) -> Contact:
    """Let who asked turn the idea into a draft, as its lead partner; only who wrote the idea may say so."""
    fresh = _locked(contact)
    require_owner(fresh.card, by)
    if agrees and (not fresh.card.is_idea or not fresh.shares):
        raise DomainError(_("First both of you agree to show each other your addresses."))
    if (fresh.may_lead_at is not None) != agrees:
        fresh.may_lead_at = timezone.now() if agrees else None
        fresh.save(update_fields=["may_lead_at"])
        trail.record(fresh.chain, "let lead" if agrees else "no longer let lead", by=by)
    return fresh


@transaction.atomic
def close(contact: Contact, *, by: User) -> Contact:
    """End a conversation: nothing more is written, and neither address is shown any more."""
    fresh = _locked(contact)
    require_one_of_two(fresh, by)
    if fresh.closed_at is None:
        fresh.closed_at, fresh.closed_by = timezone.now(), by
        fresh.owner_shares_at = fresh.asker_shares_at = fresh.may_lead_at = None
        fresh.save()
        trail.record(fresh.chain, "close conversation", by=by, new={"shown": []})
    return fresh


def _who(organisation: str, country: str, region: str, role: str) -> dict[str, str]:
    """Who asks, checked."""
    name = " ".join(plain(organisation).split())
    if not name or len(name) > ORGANISATION_LENGTH:
        raise DomainError(_("Name your organisation."))
    if len(country) != 2 or not country.isascii() or not country.isupper():
        raise DomainError(_("Choose the country of your organisation."))
    if region and not region_exists(region, country):
        raise DomainError(_("This region does not lie in the organisation's country; choose another."))
    if role not in Role.values:
        raise DomainError(_("Choose the role that it is about."))
    return {"organisation": name, "country": country, "region": region, "role": role}


def _tell(contact: Contact, to: User, by: User) -> None:
    """At most one mail an hour for each side: whoever was told looks at all that was written."""
    since = timezone.now() - MAIL_AGAIN_AFTER
    earlier = contact.messages.filter(at__gt=since).exclude(author=to).count()
    if earlier > 1 or not to.is_active:
        return
    outbox.write(
        KIND,
        to=to,
        template="idea_message",
        context={
            "card": outbox.one_line(str(contact.card)),
            "who": outbox.one_line(str(by)),
            "uid": contact.uid,
        },
        about=contact.chain,
        programme="",
        by=None,
        dedupe_key=f"{contact.chain}:{to.pk}:{contact.last_at.timestamp()}",
        confirmed=True,
    )


def _locked(contact: Contact) -> Contact:
    rows = Contact.objects.select_related("card__owner", "asker", "card__call")
    fresh = rows.select_for_update(of=("self",)).filter(pk=contact.pk).first()
    if fresh is None:
        raise DomainError(_("This conversation is gone. Go back to your cards."))
    return fresh
