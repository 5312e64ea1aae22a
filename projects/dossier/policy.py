"""What a dossier says of its policy instruments: in words that checks and the public record share."""

from __future__ import annotations

from collections.abc import Iterable

from projects.dossier.entries import EntryRecord
from projects.dossier.record import Dossier, Partner

# The codes of NUTS 2, the level of Interreg Europe's regions, have so many characters.
NUTS_2 = 4


def months_of(dossier: Dossier, key: str) -> int | None:
    """A number of months as it was written; None where none is given."""
    said = dossier.plain(key)
    return int(said) if said.isascii() and said.isdigit() else None


def policy_region(partner: Partner) -> str:
    """The region in which a partner works on policy: NUTS 2, or its country where no region is known."""
    return partner.region[:NUTS_2] or partner.country


def partners_of(dossier: Dossier, instrument: EntryRecord) -> list[Partner]:
    """The partners that work on an instrument, in the order of the partnership."""
    return [one for one in dossier.partners if one.uid in instrument.partners]


def regions_of(partners: Iterable[Partner]) -> list[str]:
    """Their regions, each once, in the order of their codes."""
    return sorted({place for partner in partners if (place := policy_region(partner))})


def owner_of(dossier: Dossier, instrument: EntryRecord) -> Partner | None:
    """The partner that owns an instrument; None when another organisation does, or nobody is named."""
    if dossier.plain(instrument.key("owner_kind")) != "partner" or instrument.partner is None:
        return None
    return dossier.partner(instrument.partner)
