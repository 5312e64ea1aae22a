"""Addresses by name, worked out once for each language: forty links cost a page a sixth of its time."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

# What stands in a kept address where the identity of a thing will stand.
STAND_INS = tuple(UUID(f"0b5e55ed-0000-4000-8000-{number:012}") for number in range(3))


def of(name: str, *args: UUID | str) -> str:
    """The address that the router gives for a page; identities vary, other words must be few.

    NoReverseMatch for an unknown name, ValueError for more than three identities.
    """
    uids = [arg for arg in args if isinstance(arg, UUID)]
    slots = iter(STAND_INS[: len(uids)])
    words = tuple(next(slots) if isinstance(arg, UUID) else arg for arg in args)
    address = _pattern(name, words, get_language() or "")
    for slot, uid in zip(STAND_INS[: len(uids)], uids, strict=True):
        address = address.replace(str(slot), str(uid))
    return address


def printed(name: str, *args: str) -> str:
    """The full address of a page, in the active language, as it stands in documents.

    Those of settings.PRINTED_ADDRESSES need no router: it would load every page of the portal into a worker,
    40 MiB of it. NoReverseMatch for an unknown name.
    """
    pattern = settings.PRINTED_ADDRESSES.get(name)
    if pattern is None:
        return str(settings.PORTAL_URL) + reverse(name, args=args)
    words = [quote(word, safe="") for word in args]
    return str(settings.PORTAL_URL) + pattern.format(
        *words, language=get_language() or settings.LANGUAGE_CODE
    )


@lru_cache(maxsize=1024)
def _pattern(name: str, words: tuple[UUID | str, ...], _language: str) -> str:
    return reverse(name, args=words)
