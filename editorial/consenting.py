"""Cards of contacts: a person is asked by mail, agrees to exactly what it shows, and ends it at any time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from core.retry import retried
from core.texts import Text
from correspondence import outbox
from correspondence.models import Message
from editorial.models import ContactCard
from editorial.models.contacts import CONSENT_LASTS
from editorial.permissions import require_editor
from programmes.models import Programme

KIND = "contact card"
WORDS = ("name", "office", "department", "phone", "shows_email", "is_general")
TEXTS = frozenset({"office", "department"})
UNANSWERED_KEPT = timedelta(days=30)
LINK_WORKS = CONSENT_LASTS + UNANSWERED_KEPT
SIGNER = signing.TimestampSigner(salt="editorial.consenting")


@retried
@transaction.atomic
def ask(
    programme: Programme, words: Mapping[str, Any], *, email: str, language: str, by: User, key: UUID
) -> ContactCard:
    """Write a card and ask its person for consent; nothing shows before. The same `key`: the same card."""
    require_editor(by, programme.pk)
    known = ContactCard.objects.filter(creation_key=key).first()
    if known is not None:
        if known.added_by_id != by.pk:
            raise DomainError(_("This form was sent before. Reload the page and fill it in again."))
        return known
    said = _said(words)
    card = ContactCard.objects.create(
        programme=programme,
        email=email.strip().lower(),
        language=language,
        creation_key=key,
        added_by=by,
        asked_at=timezone.now(),
        **said,
    )
    trail.record(card.chain, "ask for consent", by=by, new={"programme": programme.pk})
    _write(card, by)
    return card


@retried
@transaction.atomic
def change(card: ContactCard, words: Mapping[str, Any], *, base: int, by: User) -> ContactCard:
    """Change a card: it is hidden until its person agrees to the new words.

    `base` is the revision that the page showed; DomainError when somebody changed the card since. The same
    words change nothing, and ask nobody.
    """
    fresh = _locked(card)
    require_editor(by, fresh.programme_id)
    if fresh.withdrawn_at is not None:
        raise DomainError(_("This card was withdrawn. Write a new one and ask the person again."))
    if fresh.revision != base:
        raise DomainError(_("Somebody else has changed this meanwhile. Compare, then save again."))
    said = _said(words)
    if all(getattr(fresh, name) == value for name, value in said.items()):
        return fresh
    for name, value in said.items():
        setattr(fresh, name, value)
    fresh.revision += 1
    fresh.confirmed_at, fresh.expires_at, fresh.asked_at = None, None, timezone.now()
    fresh.save()
    trail.record(fresh.chain, "ask for consent", by=by, new={"revision": fresh.revision})
    _write(fresh, by)
    return fresh


def found(token: str) -> ContactCard | None:
    """The card that a link names, as the mail showed it; None when one of them is gone or changed."""
    try:
        plain = SIGNER.unsign(token[:200], max_age=LINK_WORKS)
    except signing.BadSignature:
        return None
    pk, _colon, revision = plain.partition(":")
    rows = ContactCard.objects.filter(withdrawn_at=None).select_related("programme")
    return rows.filter(pk=int(pk), revision=int(revision)).first()


@retried
@transaction.atomic
def agree(token: str) -> ContactCard | None:
    """Show the card from now on, for a year. A second time begins the year anew."""
    card = found(token)
    fresh = _locked(card) if card is not None else None
    if fresh is None or card is None or fresh.revision != card.revision or fresh.withdrawn_at:
        return None
    now = timezone.now()
    fresh.confirmed_at, fresh.expires_at = now, now + CONSENT_LASTS
    fresh.save(update_fields=["confirmed_at", "expires_at"])
    trail.record(fresh.chain, "agree", by=None)
    return fresh


@retried
@transaction.atomic
def end(card: ContactCard, *, by: User | None = None) -> None:
    """Take the card away and forget who it was of: its person by the link, the secretariat, or time."""
    if by is not None:
        require_editor(by, card.programme_id)
    fresh = _locked(card)
    if fresh.withdrawn_at is None:
        _forget(fresh)
        trail.record(fresh.chain, "withdraw card", by=by)


def forget_ended(now: datetime | None = None) -> int:
    """Forget whose consent ran out, and who did not answer within a month; how many."""
    moment = now or timezone.now()
    over = Q(expires_at__lte=moment) | Q(confirmed_at=None, asked_at__lt=moment - UNANSWERED_KEPT)
    cards = list(ContactCard.objects.filter(over, withdrawn_at=None).order_by("pk")[:100])
    for card in cards:
        end(card)
    return len(cards)


def remind(now: datetime | None = None) -> int:
    """Ask those whose consent runs out within four weeks to give it anew, once; how many."""
    moment = now or timezone.now()
    soon = ContactCard.objects.ending(moment).filter(is_demo=False).order_by("expires_at", "pk")
    keys = {_reminder_key(card): card for card in soon}
    sent = set(Message.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True))
    return sum(_remind(card, key, moment) for key, card in keys.items() if key not in sent)


def link(card: ContactCard) -> str:
    """The whole address of the page on which the person agrees or ends it, in their language."""
    with override(card.language):
        path = reverse("catalogue:contact_card", args=[SIGNER.sign(f"{card.pk}:{card.revision}")])
    return f"{str(settings.PORTAL_URL).rstrip('/')}{path}"


@transaction.atomic
def _remind(card: ContactCard, key: str, moment: datetime) -> bool:
    fresh = _locked(card)
    if not fresh.is_ending(moment) or _reminder_key(fresh) != key or fresh.expires_at is None:
        return False
    with override(fresh.language):
        day = date_format(localtime(fresh.expires_at), "DATE_FORMAT")
        context = {"programme": str(fresh.programme), "day": day, "link": link(fresh)}
    _mail("contact_card_reminder", context, fresh, key)
    return True


def _reminder_key(card: ContactCard) -> str:
    """One reminder for each consent: it changes with the words and with the day."""
    return f"{card.chain}:{card.revision}:until {card.expires_at:%Y-%m-%d}"


def _write(card: ContactCard, by: User) -> None:
    with override(card.language):
        context = {
            "programme": str(card.programme),
            "name": card.name,
            "office": str(card.office),
            "department": str(card.department),
            "phone": card.phone,
            "email": card.email if card.shows_email else "",
            "link": link(card),
        }
    _mail("contact_card", context, card, f"{card.chain}:{card.revision}", by)


def _mail(
    template: str, context: Mapping[str, Any], card: ContactCard, key: str, by: User | None = None
) -> None:
    subject, body = outbox.compose(template, context, card.language)
    outbox.write_to_reader(
        KIND,
        address=card.email,
        language=card.language,
        subject=subject,
        body=body,
        about=card.chain,
        dedupe_key=key,
        by=by,
        is_secret=True,
    )


def _said(words: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: words[name] for name in WORDS if name in words}
    return {name: Text(value) if name in TEXTS else value for name, value in given.items()}


def _locked(card: ContactCard) -> ContactCard:
    return ContactCard.objects.select_for_update().get(pk=card.pk)


def _forget(card: ContactCard) -> None:
    card.name, card.email, card.phone = "", "", ""
    card.office, card.department = Text(), Text()
    card.withdrawn_at = timezone.now()
    card.save()
