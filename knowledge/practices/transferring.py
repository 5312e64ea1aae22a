"""Evidence that a good practice was taken over: told by anybody signed in, confirmed by the secretariat."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from accounts.throttle import Limit, take_or_refuse
from core.errors import DomainError, NotAllowed
from core.retry import retried
from correspondence.plain import plain
from knowledge.models import PublishedPractice, Transfer, TransferFile
from knowledge.practices import fiche, mails, publishing
from knowledge.practices.access import locked
from knowledge.states import TransferState
from programmes.permissions import has_role
from programmes.states import SECRETARIAT

TEXT_LENGTH = 2000
TELLS = Limit("transfers told by a person", 10, 60 * 60)


@dataclass(frozen=True)
class Told:
    """Where a practice was taken over, by whom, since when, and how it is known."""

    organisation_name: str
    country: str
    region: str
    year: int
    language: str
    text: str
    website: str


@retried
@transaction.atomic
def tell(published: PublishedPractice, told: Told, *, by: User, stamp: str) -> Transfer:
    """Put it before the secretariat; nothing is public by it. The same `stamp` gives the same row."""
    known = Transfer.objects.filter(stamp=stamp, told_by=by).first()
    if known is not None:
        return known
    take_or_refuse(
        {TELLS: str(by.pk)}, _("You have reported many transfers. Wait %(wait)s, then send yours again.")
    )
    transfer = Transfer.objects.create(
        stamp=stamp,
        practice=published.practice,
        organisation_name=plain(told.organisation_name).strip(),
        country=told.country,
        region=told.region,
        year=told.year,
        language=told.language,
        text=plain(told.text).strip()[:TEXT_LENGTH],
        website=told.website,
        told_by=by,
    )
    trail.record(published.practice.chain, "tell transfer", by=by, new={"transfer": str(transfer.uid)})
    return transfer


@retried
@transaction.atomic
def handle(
    transfer: Transfer, *, is_confirmed: bool, answer: str, by: User, with_file: bool = False
) -> Transfer:
    """Confirm the transfer, which makes it public, or decline it with reasons; who told of it is answered.

    `with_file` publishes its evidence too.
    """
    practice = locked(transfer.practice)
    if not has_role(by, practice.platform_id, SECRETARIAT):
        raise NotAllowed(_("Only the secretariat of the programme may do this."))
    fresh = Transfer.objects.select_for_update(of=("self",)).select_related("told_by").get(pk=transfer.pk)
    if fresh.state != TransferState.TOLD:
        raise DomainError(_("Somebody has handled this meanwhile. Reload the page to see how."))
    said = plain(answer).strip()[:TEXT_LENGTH]
    if not is_confirmed and not said:
        raise DomainError(_("Say why it is not confirmed."))
    fresh.practice = practice
    fresh.state = TransferState.CONFIRMED if is_confirmed else TransferState.DECLINED
    fresh.handled_by, fresh.handled_at, fresh.answer = by, timezone.now(), said
    fresh.save()
    # Readers get the file only when who brought it agreed.
    shown = TransferFile.objects.filter(transfer=fresh, may_be_published=True)
    is_shown = bool(is_confirmed and with_file and shown.update(is_public=True))
    publishing.count_transfers(practice)
    fiche.request_all(practice)
    facts = {"transfer": str(fresh.uid), "state": fresh.state, "file": is_shown}
    trail.record(practice.chain, "handle transfer", by=by, new=facts)
    mails.tell_transfer(fresh, by=by)
    return fresh
