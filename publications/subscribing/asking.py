"""Asking for mails: nothing but one mail with a link is sent before its reader opens it and agrees.

Whoever asks gets the same answer whether the address is known, new or over its limit. The mail with the link
holds no word that the asker typed: it must not carry anybody's message to a stranger.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import throttle
from core.errors import DomainError
from correspondence import outbox
from publications.finding import Query
from publications.models import Subscription
from publications.models.subscription import QUERY_LENGTH
from publications.states import Frequency, SubscriptionKind
from publications.subscribing import links

KIND = "subscription"
ADDRESS = throttle.Limit("mails about subscriptions, asked for an address", 5, 60 * 60)
NETWORK = throttle.Limit("mails about subscriptions, asked from an address of the network", 30, 60 * 60)


def ask_for_alert(
    query: Query, *, email: str, frequency: Frequency, language: str, network: str, mark: str
) -> None:
    """Ask to be told of what a search finds new. `mark` is of the page: one page writes one mail."""
    asked = query.as_query_string()
    if len(asked) > QUERY_LENGTH:
        raise DomainError(_("This search is too long for an alert. Choose fewer filters, or shorter words."))
    row = Subscription(
        kind=SubscriptionKind.ALERT, query=asked, email=email, frequency=frequency, language=language
    )
    _ask(row, network=network, mark=mark)


def ask_for_newsletter(programme: str, *, email: str, language: str, network: str, mark: str) -> None:
    """Ask for the newsletter of the programme with this code."""
    row = Subscription(kind=SubscriptionKind.NEWSLETTER, programme=programme, email=email, language=language)
    _ask(row, network=network, mark=mark)


@transaction.atomic
def ask_for_link(*, email: str, language: str, network: str, mark: str) -> None:
    """Send the link to manage what an address gets; nothing when it gets nothing."""
    if not may_write(email, network):
        return
    row = Subscription.objects.of_address(email).confirmed().order_by("pk").first()
    if row is not None:
        row.language = language
        _write("subscription_link", row, f"{KIND}-link:{row.uid}:{mark}")


@transaction.atomic
def _ask(wanted: Subscription, *, network: str, mark: str) -> None:
    if not may_write(wanted.email, network):
        return
    row, is_new = Subscription.objects.get_or_create(
        email=wanted.email.strip().lower(),
        kind=wanted.kind,
        query=wanted.query,
        programme=wanted.programme,
        defaults={"language": wanted.language, "frequency": wanted.frequency},
    )
    row = Subscription.objects.select_for_update().get(pk=row.pk)
    if not is_new and row.confirmed_at is None:
        row.language, row.frequency, row.asked_at = wanted.language, wanted.frequency, timezone.now()
        row.save(update_fields=["language", "frequency", "asked_at"])
    template = "subscription_confirm" if row.confirmed_at is None else "subscription_known"
    _write(template, row, f"{KIND}:{row.uid}:{mark}")


def may_write(email: str, network: str) -> bool:
    """Whether this address may get one more mail now. TooOften when the network asked too often."""
    throttle.take_or_refuse(
        {NETWORK: network}, _("Too many requests came from your network. Try again in %(wait)s.")
    )
    try:
        throttle.take({ADDRESS: email.strip().lower()})
    except throttle.TooMany:
        return False
    return True


def _write(template: str, row: Subscription, dedupe_key: str) -> None:
    context = {
        "is_alert": row.kind == SubscriptionKind.ALERT,
        "programme": row.newsletter_programme(),
        "confirm_url": links.link(row, links.CONFIRM),
        "manage_url": links.link(row, links.MANAGE),
    }
    subject, body = outbox.compose(template, context, row.language)
    outbox.write_to_reader(
        KIND,
        address=row.email,
        language=row.language,
        subject=subject,
        body=body,
        about=row.subject,
        dedupe_key=dedupe_key,
        is_secret=True,
    )
