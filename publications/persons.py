"""Natural persons among the partners: what may be said of them, for how long, and who asked to be forgotten.

CPR Art. 49(3): first name and surname for two years from the first publication; of their place the NUTS 2
region only.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from functools import cache

from django.conf import settings
from django.utils import timezone

from publications.models import ForgottenPerson, PublishedPartner

YEARS = 2
NUTS_2 = 4  # characters of its code
# What is never said of a natural person, not even in the first two years.
_NEVER = ("department", "city", "postcode", "street", "identifier")
_NAMES = ("name", "name_en")


def ends(first_published_at: datetime.datetime) -> datetime.datetime:
    """When the names of natural persons go; of 29 February on 1 March."""
    try:
        return first_published_at.replace(year=first_published_at.year + YEARS)
    except ValueError:
        return first_published_at.replace(year=first_published_at.year + YEARS, month=3, day=1)


def started_before(moment: datetime.datetime) -> datetime.datetime:
    """Records that were public first at this time or earlier tell no names of persons at `moment`."""
    try:
        return moment.replace(year=moment.year - YEARS)
    except ValueError:
        return moment.replace(year=moment.year - YEARS, day=28)


def digest(code: str, name: str, secret: str | None = None) -> str:
    """What is kept of a forgotten name, so that it can't come back to this record."""
    said = f"{code} {' '.join(name.casefold().split())}"
    return hmac.digest(_key(secret or settings.SECRET_KEY), said.encode(), "sha256").hex()


def digests(code: str, name: str) -> set[str]:
    """The digest of a name under every secret that counts, the present one and those before it."""
    return {digest(code, name, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)}


@cache
def _key(secret: str) -> bytes:
    """As `django.utils.crypto.salted_hmac` makes it, once: texts of many pages are compared run by run."""
    return hashlib.sha256(f"publications.persons{secret}".encode()).digest()


def remember(code: str, names: Iterable[str]) -> None:
    """Keep the digests of names that are taken off a record (or sub-grant) now."""
    rows = [ForgottenPerson(code=code, digest=digest(code, name)) for name in dict.fromkeys(names)]
    ForgottenPerson.objects.bulk_create(rows, ignore_conflicts=True)


def of_records(codes: Iterable[str]) -> Mapping[str, set[str]]:
    """The digests of forgotten names, by the record's code."""
    found: dict[str, set[str]] = {}
    for code, value in ForgottenPerson.objects.filter(code__among=codes).values_list("code", "digest"):
        found.setdefault(code, set()).add(value)
    return found


def protect(
    partner: PublishedPartner,
    code: str,
    first_published_at: datetime.datetime | None,
    forgotten: Mapping[str, set[str]],
) -> PublishedPartner:
    """The partner, not saved yet, with what may be said of it: whoever writes partners calls this.

    Who writes very many may leave out those that it does not concern.
    """
    if is_forgotten(code, partner.name, forgotten):
        partner.is_natural_person = True
        hide(partner)
    if not partner.is_natural_person:
        return partner
    for field in _NEVER:
        setattr(partner, field, "")
    partner.region = partner.region[:NUTS_2]
    if _is_over(first_published_at):
        hide(partner)
    return partner


def is_forgotten(code: str, name: str, forgotten: Mapping[str, set[str]]) -> bool:
    """Whether this name was taken off this record."""
    known = forgotten.get(code)
    return known is not None and not known.isdisjoint(digests(code, name))


def concerns(code: str, is_natural_person: bool, forgotten: Mapping[str, set[str]]) -> bool:
    """Whether `protect` may change anything of such a partner."""
    return is_natural_person or code in forgotten


def hide(partner: PublishedPartner) -> None:
    """Take everything off the row, not saved yet, that tells who the person is."""
    for field in (*_NEVER, *_NAMES):
        setattr(partner, field, "")
    partner.region = partner.region[:NUTS_2]
    partner.organisation_id = None
    partner.organisation_uid = None
    partner.forgotten_at = partner.forgotten_at or timezone.now()


def _is_over(first_published_at: datetime.datetime | None) -> bool:
    return first_published_at is not None and ends(first_published_at) <= timezone.now()
