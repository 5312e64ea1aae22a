"""Registering for an event: asked without an account and confirmed by mail, or by who is signed in.

A place is taken only when the link of the mail is opened and the button is pressed: nobody can fill an event
with made-up addresses. Whoever asks gets the same answer, whatever is known of the address, and the mail that
is sent holds no word that the asker typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import throttle, trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from correspondence.plain import one_line, plain
from events import links, mails, places
from events.models import Event, Registration
from events.models.registrations import ANSWER_LENGTH
from events.states import LIVING, EventState, RegistrationState
from programmes.permissions import has_role
from programmes.states import EDITORS

ADDRESS = throttle.Limit("mails about events, asked for an address", 5, 60 * 60)
NETWORK = throttle.Limit("registrations for events from an address of the network", 30, 60 * 60)


@dataclass(frozen=True)
class Guest:
    """What somebody says of themselves. `answers` by question."""

    name: str
    organisation: str
    email: str
    language: str
    answers: Mapping[str, str]


@transaction.atomic
def ask(event: Event, guest: Guest, *, network: str, mark: str) -> None:
    """Ask for a place without an account: writes one mail with a link. `mark` is of the page."""
    fresh = places.locked(event)
    _require_open(fresh)
    throttle.take_or_refuse(
        {NETWORK: network}, _("Too many registrations came from your network. Try again in %(wait)s.")
    )
    try:
        throttle.take({ADDRESS: guest.email.strip().lower()})
    except throttle.TooMany:
        return
    row = _row_of(fresh, guest)
    if row.state in LIVING:
        mails.write(row, "known", mark)
        return
    _fill(row, guest)
    row.state, row.asked_at, row.confirmed_at, row.user = RegistrationState.ASKED, timezone.now(), None, None
    row.save()
    mails.write(row, "confirm", mark)


@transaction.atomic
def register(event: Event, guest: Guest, *, by: User) -> Registration:
    """Take a place with an account, whose address is known to be the person's own."""
    fresh = places.locked(event)
    _require_open(fresh)
    row = _row_of(fresh, guest)
    if row.state in LIVING:
        raise DomainError(_("You are registered already. The e-mail that you got has the link to cancel."))
    _fill(row, guest)
    row.user, row.confirmed_at = by, None
    places.seat(row)
    return row


@transaction.atomic
def confirm(given: str) -> Registration | None:
    """Agree, by the link from the mail; a second time changes nothing. None when the link does not hold."""
    row = _locked(links.read(given, links.CONFIRM))
    if row is not None and row.state == RegistrationState.ASKED:
        _require_open(row.event)
        places.seat(row)
    return row


@transaction.atomic
def cancel(given: str) -> Registration | None:
    """Give the place back, by the link from the mail; who waits first gets it."""
    row = _locked(links.read(given, links.CANCEL))
    if row is not None and row.state != RegistrationState.CANCELLED:
        _take_back(row)
    return row


@transaction.atomic
def strike(registration: Registration, *, by: User) -> None:
    """Take a guest off the list, as the organiser; the guest is told."""
    row = _locked(registration)
    if row is None or not has_role(by, row.event.programme_id, EDITORS):
        raise NotAllowed(_("Only the secretariat and the editors of the programme may do this."))
    if row.state not in LIVING:
        raise DomainError(_("This guest is no longer on the list. Reload the page."))
    _take_back(row)
    # Who it was stays out: a trail can't be erased.
    trail.record(row.event.chain, "strike guest", by=by, new={"registration": str(row.uid)})


def _take_back(row: Registration) -> None:
    was_living, now = row.state in LIVING, timezone.now()
    row.state, row.cancelled_at, row.answers = RegistrationState.CANCELLED, now, {}
    row.save(update_fields=["state", "cancelled_at", "answers"])
    if was_living and row.event.starts_at > now and row.event.state == EventState.PUBLISHED:
        mails.write(row, "given_back", f"cancelled:{now.isoformat()}")
        places.move_up(row.event)


def _require_open(event: Event) -> None:
    if event.state == EventState.CANCELLED:
        raise DomainError(_("This event was called off."))
    if not event.takes_guests():
        raise DomainError(_("Registration for this event is closed."))


def _row_of(event: Event, guest: Guest) -> Registration:
    email = guest.email.strip().lower()
    row = event.registrations.filter(email=email).first() or Registration(email=email)
    row.event = event
    return row


def _fill(row: Registration, guest: Guest) -> None:
    row.name = one_line(plain(guest.name))[:120]
    row.organisation = one_line(plain(guest.organisation))[:160]
    row.language = guest.language
    asked = set(row.event.questions)
    row.answers = {
        question: plain(words).strip()[:ANSWER_LENGTH]
        for question, words in guest.answers.items()
        if question in asked and words.strip()
    }


def _locked(found: Registration | None) -> Registration | None:
    """The registration as it is now, its event locked first: everybody takes the locks in this order."""
    if found is None:
        return None
    event = places.locked(found.event)
    row = Registration.objects.select_for_update().filter(pk=found.pk).first()
    if row is not None:
        row.event = event
    return row
