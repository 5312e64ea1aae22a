"""Cards: written as a draft, changed without losing text, published by consent, withdrawn, ended."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import throttle, trail
from accounts.models import User
from calls.models import Call
from core.errors import DomainError
from ideas.boards import has_search
from ideas.content import NAMES, Content, content_of, require_storable, require_whole, write
from ideas.models import Card
from ideas.permissions import require_active, require_owner
from ideas.places import Places
from ideas.states import CardState, Kind, Look

MOST_CARDS = 20  # of one person in one call
SHOWN_TO_ALL = list(NAMES)
SAVES = throttle.Limit("cards of a partner search, begun by a person", 20, 60 * 60)


class Stale(DomainError):
    """The card was changed since the page was made; `card` is as it stands now."""

    def __init__(self, card: Card) -> None:
        super().__init__(
            _(
                "This card was changed meanwhile, in another window. What you typed stands below and is not "
                "saved; what is saved stands beside it. Save again to keep yours."
            )
        )
        self.card = card


@transaction.atomic
def begin(call: Call, *, by: User, kind: str, content: Content, key: UUID) -> Card:
    """A new card as a draft that only its writer sees; the same `key` gives the same card."""
    known = Card.objects.filter(creation_key=key).first()
    if known is not None:
        require_owner(known, by)
        return known
    require_active(by)
    if kind not in Kind.values:
        raise DomainError(_("Choose an idea or an offer."))
    require_open(call)
    require_storable(content, Places(call), kind)
    throttle.take_or_refuse({SAVES: str(by.pk)}, _("You have begun many cards. Wait %(wait)s, then go on."))
    User.objects.select_for_update().get(pk=by.pk)  # two windows count one after the other
    if Card.objects.filter(call=call, owner=by).count() >= MOST_CARDS:
        raise DomainError(
            _("You have %(limit)d cards in this call. Change or withdraw one instead.")
            % {"limit": MOST_CARDS}
        )
    card, is_new = Card.objects.get_or_create(
        creation_key=key,
        defaults={"call": call, "owner": by, "kind": kind, "is_demo": call.is_demo or by.is_demo},
    )
    if is_new:
        write(content, card)
        card.save()
        trail.record(card.chain, "begin card", by=by, new={"call": call.code, "kind": kind})
    return card


@transaction.atomic
def change(card: Card, *, by: User, content: Content, seen: int) -> Card:
    """Save what its writer says now; Stale when `seen` is not the newest revision and the content differs.

    A published card stays whole: what readers need can't be taken away.
    """
    fresh = locked(card)
    require_owner(fresh, by)
    require_storable(content, Places(fresh.call), fresh.kind)
    if content == content_of(fresh):
        return fresh
    if seen != fresh.revision:
        raise Stale(fresh)
    if fresh.state == CardState.PUBLISHED:
        require_whole(content, fresh.kind)
    changed = write(content, fresh)
    fresh.revision += 1
    fresh.changed_at = timezone.now()
    if fresh.look == Look.CLEARED:
        fresh.look = Look.NONE  # others may report what is new
    fresh.save()
    trail.record(fresh.chain, "change card", by=by, new={"changed": changed, "revision": fresh.revision})
    return fresh


@transaction.atomic
def publish(card: Card, *, by: User, agrees: bool, wants_notices: bool = False) -> Card:
    """Show the card to everybody until its last day. Its writer must agree; the trail keeps to what."""
    fresh = locked(card)
    require_owner(fresh, by)
    if not agrees:
        raise DomainError(_("Agree that everybody can read the card before you publish it."))
    require_open(fresh.call)
    require_whole(content_of(fresh), fresh.kind)
    if fresh.state == CardState.PUBLISHED:
        return fresh
    old = {"state": fresh.state}
    now = timezone.now()
    fresh.state, fresh.published_at, fresh.wants_notices = CardState.PUBLISHED, now, wants_notices
    fresh.notified_until = now if wants_notices else None
    fresh.save()
    new = {
        "state": fresh.state,
        "agreed": True,
        "shown to": "everybody",
        "shown": SHOWN_TO_ALL,
        "revision": fresh.revision,
        "until": fresh.last_day,
        "notices": wants_notices,
    }
    trail.record(fresh.chain, "publish card", by=by, old=old, new=new)
    return fresh


@transaction.atomic
def withdraw(card: Card, *, by: User) -> Card:
    """Take a published card away from everybody, at once; its writer keeps it and may publish it again."""
    fresh = locked(card)
    require_owner(fresh, by)
    if fresh.state == CardState.PUBLISHED:
        fresh.state, fresh.wants_notices = CardState.WITHDRAWN, False
        fresh.save(update_fields=["state", "wants_notices"])
        trail.record(
            fresh.chain, "withdraw card", by=by, old={"shown to": "everybody"}, new={"state": fresh.state}
        )
    return fresh


@transaction.atomic
def notices(card: Card, *, by: User, wanted: bool) -> Card:
    """Ask for mails about new matches of a published card, or stop them."""
    fresh = locked(card)
    require_owner(fresh, by)
    if wanted and fresh.state != CardState.PUBLISHED:
        raise DomainError(_("Publish the card first: only published cards are matched."))
    if fresh.wants_notices != wanted:
        fresh.wants_notices, fresh.notified_until = wanted, timezone.now() if wanted else None
        fresh.save(update_fields=["wants_notices", "notified_until"])
        trail.record(fresh.chain, "ask notices" if wanted else "stop notices", by=by)
    return fresh


def end_over(limit: int = 500) -> int:
    """Mark published cards whose time is over; readers do not see them already. Returns how many."""
    ended = 0
    for key in list(Card.objects.over().order_by("pk").values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            card = (
                Card.objects.over().select_for_update(of=("self",), skip_locked=True).filter(pk=key).first()
            )
            if card is None:
                continue
            card.state, card.wants_notices = CardState.ENDED, False
            card.save(update_fields=["state", "wants_notices"])
            trail.record(card.chain, "end card", by=None, new={"state": card.state})
            ended += 1
    return ended


def require_open(call: Call) -> None:
    """DomainError when the call has no partner search, or no time left for one."""
    fresh = Call.objects.get(pk=call.pk)
    if not fresh.is_open and fresh not in Call.objects.upcoming().filter(pk=fresh.pk):
        raise DomainError(_("This call is closed, and its partner search with it."))
    if not has_search(fresh):
        raise DomainError(_("This call has no partner search. Ask the secretariat of the programme."))


def locked(card: Card) -> Card:
    """The card as it is now, with its call, held until the end of the transaction."""
    rows = Card.objects.select_related("call__programme_period__programme").select_for_update(of=("self",))
    fresh = rows.filter(pk=card.pk).first()
    if fresh is None:
        raise DomainError(_("This card is gone. Go back to your cards."))
    return fresh
