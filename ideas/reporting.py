"""Reports of cards: a reported card is hidden until the secretariat has looked; it clears or hides it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import throttle, trail
from accounts.models import User
from core.errors import DomainError
from correspondence import outbox
from correspondence.plain import plain
from ideas.models import Card, Report
from ideas.models.reports import WORDS_LENGTH
from ideas.permissions import require_active, require_secretariat
from ideas.states import Look, ReportReason
from ideas.talking import KIND
from ideas.writing import locked

REPORTS = throttle.Limit("reports of cards, by a person", 5, 60 * 60)
REASON_LENGTH = 500


@transaction.atomic
def report(card: Card, *, by: User, reason: str, words: str = "") -> Report:
    """Say that a card should not stand there. It is hidden at once, unless this revision was looked at."""
    require_active(by)
    if reason not in ReportReason.values:
        raise DomainError(_("Choose what is wrong with the card."))
    said = plain(words).strip()
    if len(said) > WORDS_LENGTH:
        raise DomainError(_("Keep it to %(limit)d characters.") % {"limit": WORDS_LENGTH})
    fresh = locked(card)
    if fresh.owner_id == by.pk:
        raise DomainError(_("This is your own card. Change or withdraw it instead."))
    known = Report.objects.filter(card=fresh, by=by, revision=fresh.revision).first()
    if known is not None:
        return known
    throttle.take_or_refuse({REPORTS: str(by.pk)}, _("You reported many cards. Wait %(wait)s, then go on."))
    try:
        with transaction.atomic():
            made = Report.objects.create(
                card=fresh, by=by, revision=fresh.revision, reason=reason, words=said
            )
    except IntegrityError:
        return Report.objects.get(card=fresh, by=by, revision=fresh.revision)
    if fresh.look == Look.NONE:
        fresh.look = Look.WAITING
        fresh.save(update_fields=["look"])
    # Neither who reported nor the words: the writer of the card may ask for its trail.
    trail.record(fresh.chain, "report card", by=None, new={"reason": reason, "look": fresh.look})
    return made


@transaction.atomic
def clear(card: Card, *, by: User) -> Card:
    """Show a reported or hidden card again; later reports of the same text hide nothing."""
    fresh = locked(card)
    require_secretariat(fresh, by)
    if fresh.look not in {Look.WAITING, Look.HIDDEN}:
        return fresh
    return _look(fresh, by, Look.CLEARED, "", "clear card")


@transaction.atomic
def hide(card: Card, *, by: User, reason: str, seen: int) -> Card:
    """Hide a card from everybody, for a reason that its writer is told. `seen` is the revision looked at."""
    fresh = locked(card)
    require_secretariat(fresh, by)
    words = plain(reason).strip()
    if not words or len(words) > REASON_LENGTH:
        raise DomainError(
            _("Give the reason, in at most %(limit)d characters: the person who wrote the card reads it.")
            % {"limit": REASON_LENGTH}
        )
    if seen != fresh.revision:
        raise DomainError(_("The card was changed since you opened it. Look at it again, then decide."))
    if fresh.look == Look.HIDDEN and fresh.look_reason == words:
        return fresh
    hidden = _look(fresh, by, Look.HIDDEN, words, "hide card")
    if hidden.owner.is_active:
        outbox.write(
            KIND,
            to=hidden.owner,
            template="idea_hidden",
            context={"card": outbox.one_line(str(hidden)), "reason": words, "uid": hidden.uid},
            about=hidden.chain,
            programme=hidden.call.programme_period.programme_id,
            by=by,
            dedupe_key=f"{hidden.chain}:hidden:{timezone.now().timestamp()}",
            confirmed=True,
        )
    return hidden


def _look(card: Card, by: User, look: Look, reason: str, act: str) -> Card:
    old = {"look": card.look}
    card.look, card.look_reason, card.looked_revision = look, reason, card.revision
    card.save(update_fields=["look", "look_reason", "looked_revision"])
    Report.objects.filter(card=card, settled_at=None).update(settled_at=timezone.now())
    trail.record(card.chain, act, by=by, old=old, new={"look": look, "revision": card.revision})
    return card
