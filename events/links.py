"""The signed links in mails to guests: to confirm a registration, and to give it back."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from events.models import Event, Registration
from events.models.registrations import UNCONFIRMED_KEPT

CONFIRM, CANCEL = "confirm", "cancel"
PAGES = {CONFIRM: "catalogue:event_confirm", CANCEL: "catalogue:event_cancel"}


def link(registration: Registration, purpose: str) -> str:
    """The whole address, in the guest's language."""
    with override(registration.language):
        return f"{_site()}{reverse(PAGES[purpose], args=[token(registration, purpose)])}"


def event_page(event: Event, language: str) -> str:
    """The whole address of the event's page in a language."""
    with override(language):
        return f"{_site()}{reverse('catalogue:event', args=[event.slug])}"


def token(registration: Registration, purpose: str) -> str:
    """What proves that the link came by mail to the guest's address."""
    return _signer(purpose).sign(str(registration.pk))


def read(given: str, purpose: str) -> Registration | None:
    """The registration that a link of this purpose names; None when forged, too old or forgotten."""
    age = UNCONFIRMED_KEPT if purpose == CONFIRM else None
    try:
        plain = _signer(purpose).unsign(given[:200], max_age=age)
    except signing.BadSignature:
        return None
    if not (plain.isascii() and plain.isdigit()):
        return None
    return Registration.objects.select_related("event__programme").filter(pk=int(plain)).first()


def _signer(purpose: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"events.{purpose}")


def _site() -> str:
    return str(settings.PORTAL_URL).rstrip("/")
